/** Splats packed for the shader: two texels of four 32-bit numbers each, three with view-dependent colour. Pure. */

import { DataUtils, type Matrix4, Vector3 } from 'three';
import type { Attribute, CloudFile } from './cloud-file';

export const WIDTH = 2048;
/** Range of the coefficients of degree 1. */
export const HARMONIC_REACH = 2;
const NAME = 'KHR_gaussian_splatting:';
export const ROTATION = `${NAME}ROTATION`;
export const SCALE = `${NAME}SCALE`;
export const OPACITY = `${NAME}OPACITY`;
const SH_0 = 0.28209479177387814;

export interface PackedSplats {
  readonly count: number;
  readonly texels: number;
  readonly data: Uint32Array<ArrayBuffer>;
  readonly height: number;
  /** x y z, metres. */
  readonly positions: Float32Array<ArrayBuffer>;
}

/** Texel 0: x, y, z as floats, colour and opacity as bytes. Texel 1: rotation as 4 x 16 bits, scales as 3 half floats of log2. */
export function packSplats(file: CloudFile): PackedSplats {
  const position = file.need('POSITION');
  const rotation = file.need(ROTATION);
  const scale = file.need(SCALE);
  const opacity = file.need(OPACITY);
  const base = file.need(`${NAME}SH_DEGREE_0_COEF_0`);
  const degree1 = [0, 1, 2].map((n) => file.find(`${NAME}SH_DEGREE_1_COEF_${n}`));
  const turning = degree1.every((a) => a !== undefined) ? (degree1 as Attribute[]) : undefined;
  const count = position.count;
  const texels = turning ? 3 : 2;
  const height = Math.max(1, Math.ceil((count * texels) / WIDTH));
  const data = new Uint32Array(WIDTH * height * 4);
  const positions = placesOf(position, file.matrix);
  const floats = new Float32Array(data.buffer);
  for (let i = 0; i < count; i++) {
    let at = i * texels * 4;
    for (let k = 0; k < 3; k++) floats[at + k] = positions[3 * i + k] as number;
    data[at + 3] = pack8(shown(base.getX(i)), shown(base.getY(i)), shown(base.getZ(i)), opacity.getX(i));
    at += 4;
    data[at] = pack16(rotation.getX(i), rotation.getY(i));
    data[at + 1] = pack16(rotation.getZ(i), rotation.getW(i));
    data[at + 2] = halves(scale.getX(i) * file.step, scale.getY(i) * file.step);
    data[at + 3] = halves(scale.getZ(i) * file.step, 1);
    at += 4;
    turning?.forEach((order, k) => (data[at + k] = pack10(order.getX(i), order.getY(i), order.getZ(i))));
  }
  return { count, texels, data, height, positions };
}

function placesOf(position: Attribute, matrix: Matrix4): Float32Array<ArrayBuffer> {
  const places = new Float32Array(position.count * 3);
  const at = new Vector3();
  for (let i = 0; i < position.count; i++) at.fromBufferAttribute(position, i).applyMatrix4(matrix).toArray(places, 3 * i);
  return places;
}

function shown(coefficient: number): number {
  return 0.5 + SH_0 * coefficient;
}

function byte(value: number): number {
  return Math.round(Math.min(Math.max(value, 0), 1) * 255);
}

function pack8(r: number, g: number, b: number, a: number): number {
  return (byte(r) | (byte(g) << 8) | (byte(b) << 16) | (byte(a) << 24)) >>> 0;
}

/** As GLSL's packSnorm2x16. */
function pack16(x: number, y: number): number {
  return ((snorm(x, 32767) & 0xffff) | (snorm(y, 32767) << 16)) >>> 0;
}

/** Three signed numbers of 10 bits within HARMONIC_REACH. */
function pack10(x: number, y: number, z: number): number {
  const [a, b, c] = [x, y, z].map((value) => snorm(value / HARMONIC_REACH, 511) & 0x3ff) as [number, number, number];
  return (a | (b << 10) | (c << 20)) >>> 0;
}

function snorm(value: number, full: number): number {
  return Math.round(Math.min(Math.max(value, -1), 1) * full);
}

function halves(x: number, y: number): number {
  return (DataUtils.toHalfFloat(Math.log2(Math.max(x, 1e-12))) | (DataUtils.toHalfFloat(Math.log2(Math.max(y, 1e-12))) << 16)) >>> 0;
}
