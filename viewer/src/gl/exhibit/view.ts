/** The camera of the exhibit stage: framing, placing, and where points of the model fall on the canvas. */

import { MathUtils, PerspectiveCamera, Vector3 } from 'three';
import type { ModelRef } from '../../manifest.gen';
import type { Soup } from '../soup';
import type { Aim } from './orbit';

export interface Bounds {
  readonly centre: Vector3;
  readonly floor: number;
  readonly height: number;
  /** Largest distance from the turning axis, metres. */
  readonly spread: number;
  /** Radius of the sphere round it all. */
  readonly radius: number;
}

/** A place on the canvas in CSS pixels. */
export interface Projected {
  readonly x: number;
  readonly y: number;
  /** In front of the camera and not behind the object itself. */
  readonly visible: boolean;
}

/** Parts of the canvas that are covered by controls, CSS pixels. */
export interface Insets {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

const FOV_DEG = 26;
/** Up to here the camera comes closer; beyond it looks through a longer lens, so that it never enters the object. */
const CLOSEST = 5;
const FILL_HEIGHT = 0.66;
const FILL_WIDTH = 0.74;

export function boundsOf(model: Pick<ModelRef, 'low' | 'high'>): Bounds {
  const [lx, ly, lz] = model.low;
  const [hx, hy, hz] = model.high;
  const centre = new Vector3((lx + hx) / 2, (ly + hy) / 2, (lz + hz) / 2);
  const height = Math.max(hy - ly, 1e-4);
  const spread = Math.max(Math.hypot(hx - lx, hz - lz) / 2, 1e-4);
  return { centre, floor: ly, height, spread: spread, radius: Math.hypot(spread, height / 2) };
}

/** Distance at which the whole object stands well in a free area of the canvas; `aspect` is that area's. */
export function fitDistance(bounds: Pick<Bounds, 'height' | 'spread'>, fov: number, aspect: number): number {
  const up = Math.tan(fov / 2);
  const tall = bounds.height / 2 / (up * FILL_HEIGHT);
  const wide = (bounds.spread * 0.9) / (up * aspect * FILL_WIDTH);
  return Math.max(tall, wide) + bounds.spread * 0.5;
}

export class View {
  readonly camera = new PerspectiveCamera(FOV_DEG, 1, 0.01, 100);
  private width = 1;
  private height = 1;
  private insets: Insets = { top: 0, right: 0, bottom: 0, left: 0 };

  constructor(private readonly bounds: Bounds) {}

  resize(width: number, height: number, insets: Insets): void {
    this.width = Math.max(width, 1);
    this.height = Math.max(height, 1);
    this.insets = insets;
    this.camera.aspect = this.width / this.height;
    const dx = (insets.right - insets.left) / 2;
    const dy = (insets.bottom - insets.top) / 2;
    this.camera.setViewOffset(this.width, this.height, dx, dy, this.width, this.height);
  }

  place(aim: Aim): void {
    this.camera.zoom = Math.max(aim.zoom / CLOSEST, 1);
    const distance = (this.distance / aim.zoom) * this.camera.zoom;
    const level = Math.cos(aim.pitch) * distance;
    const target = new Vector3(...aim.target);
    this.camera.position.set(Math.sin(aim.yaw) * level, Math.sin(aim.pitch) * distance, Math.cos(aim.yaw) * level).add(target);
    this.camera.lookAt(target);
    const reach = this.camera.position.distanceTo(this.bounds.centre);
    this.camera.near = Math.max(reach - this.bounds.radius * 1.6, this.bounds.radius * 0.02);
    this.camera.far = reach + this.bounds.radius * 1.6;
    this.camera.updateProjectionMatrix();
    this.camera.updateMatrixWorld();
  }

  /** Height of the object on the screen at zoom 1, CSS pixels. */
  tall(aim: Aim): number {
    const span = 2 * Math.tan(MathUtils.degToRad(FOV_DEG) / 2) * (this.distance / aim.zoom);
    return (Math.max(this.bounds.height, this.bounds.spread) / span) * this.height;
  }

  /** Metres at the target for one CSS pixel. */
  metresAPixel(aim: Aim): number {
    return (2 * Math.tan(MathUtils.degToRad(FOV_DEG) / 2) * (this.distance / aim.zoom)) / this.height;
  }

  project(point: Vector3, soup: Soup | undefined): Projected {
    const eye = this.camera.position;
    const way = point.clone().sub(eye);
    const distance = way.length();
    way.divideScalar(distance);
    const on = point.clone().project(this.camera);
    const ahead = way.dot(this.camera.getWorldDirection(new Vector3())) > 0;
    const slack = this.bounds.radius * 0.05;
    const hidden = soup !== undefined && soup.first(eye, way, distance - slack) < Infinity;
    return { x: (on.x * 0.5 + 0.5) * this.width, y: (0.5 - on.y * 0.5) * this.height, visible: ahead && !hidden };
  }

  /** Ends of an upright line as tall as the object, beside its left edge. */
  measure(): { readonly bottom: Projected; readonly top: Projected } {
    const right = new Vector3().setFromMatrixColumn(this.camera.matrixWorld, 0).setY(0).normalize();
    const foot = this.bounds.centre.clone().addScaledVector(right, -this.bounds.spread * 1.12).setY(this.bounds.floor);
    const top = foot.clone().setY(this.bounds.floor + this.bounds.height);
    return { bottom: this.project(foot, undefined), top: this.project(top, undefined) };
  }

  private get distance(): number {
    const wide = Math.max(this.width - this.insets.left - this.insets.right, 1);
    const tall = Math.max(this.height - this.insets.top - this.insets.bottom, 1);
    const share = tall / this.height;
    const fov = 2 * Math.atan(Math.tan(MathUtils.degToRad(FOV_DEG) / 2) * share);
    return fitDistance(this.bounds, fov, wide / tall);
  }
}
