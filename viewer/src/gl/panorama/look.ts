/** The camera of a panorama: heading, pitch, field of view; its matrix; where directions fall on the canvas. Pure. */

import { clamp } from '../angles';
import { direction, type V3 } from './faces';

export interface Look {
  /** Heading from the picture's centre, radians clockwise. */
  readonly yaw: number;
  readonly pitch: number;
  /** Field of view of the shorter side, radians. */
  readonly fov: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const FOV_LOW = 0.35;
export const FOV_HIGH = 1.65;
export const PITCH_MOST = Math.PI / 2 - 0.01;

export function held(look: Look): Look {
  return { yaw: look.yaw, pitch: clamp(look.pitch, -PITCH_MOST, PITCH_MOST), fov: clamp(look.fov, FOV_LOW, FOV_HIGH) };
}

/** Distance of the picture plane at which one unit is half the canvas height. */
export function focal(look: Look, size: Size): number {
  const short = Math.min(size.width, size.height) / size.height;
  return short / Math.tan(look.fov / 2);
}

interface Axes {
  readonly right: V3;
  readonly up: V3;
  readonly ahead: V3;
}

function axes(look: Look): Axes {
  const c = Math.cos(look.yaw);
  const s = Math.sin(look.yaw);
  return {
    right: [c, 0, s],
    up: [-s * Math.sin(look.pitch), Math.cos(look.pitch), c * Math.sin(look.pitch)],
    ahead: direction(look.yaw, look.pitch),
  };
}

const dot = (a: V3, b: V3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/** Column-major matrix from directions to clip space. */
export function clipMatrix(look: Look, size: Size): Float32Array {
  const { right: r, up: u, ahead: a } = axes(look);
  const fy = focal(look, size);
  const fx = (fy * size.height) / size.width;
  return new Float32Array([
    fx * r[0], fy * u[0], 0, a[0],
    fx * r[1], fy * u[1], 0, a[1],
    fx * r[2], fy * u[2], 0, a[2],
    0, 0, 0, 0,
  ]);
}

export interface Projected {
  readonly x: number;
  readonly y: number;
  readonly visible: boolean;
}

/** Where a direction falls on the canvas, CSS pixels. */
export function project(way: V3, look: Look, size: Size): Projected {
  const { right, up, ahead } = axes(look);
  const depth = dot(way, ahead);
  const f = (focal(look, size) * size.height) / 2;
  const d = Math.max(depth, 1e-4);
  const x = size.width / 2 + (f * dot(way, right)) / d;
  const y = size.height / 2 - (f * dot(way, up)) / d;
  const visible = depth > 0.01 && x >= 0 && y >= 0 && x <= size.width && y <= size.height;
  return { x, y, visible };
}

/** The direction under a point of the canvas. */
export function unproject(x: number, y: number, look: Look, size: Size): V3 {
  const { right, up, ahead } = axes(look);
  const f = (focal(look, size) * size.height) / 2;
  const sx = (x - size.width / 2) / f;
  const sy = (size.height / 2 - y) / f;
  const way: V3 = [0, 1, 2].map((i) => (ahead[i] as number) + (right[i] as number) * sx + (up[i] as number) * sy) as unknown as V3;
  const length = Math.hypot(...way);
  return [way[0] / length, way[1] / length, way[2] / length];
}
