/** The visitor's eye: camera, field of view by the shape of the canvas, and points on it. */

import { MathUtils, PerspectiveCamera, Vector3 } from 'three';
import { clamp } from '../angles';
import type { Pose } from './walker';

const WIDE = 1.22;
const TALL_LOW = 0.75;
const TALL_HIGH = 1.2;
const ZOOM_MOST = 2.5;

export interface Projected {
  readonly x: number;
  readonly y: number;
  /** In front of the eye, on the canvas, and not behind a wall. */
  readonly visible: boolean;
  /** Metres from the eye. */
  readonly distance: number;
}

export class Eye {
  readonly camera = new PerspectiveCamera(45, 1, 0.06, 500);
  private width = 1;
  private height = 1;
  private zoomed = 1;

  constructor() {
    this.camera.rotation.order = 'YXZ';
  }

  resize(width: number, height: number): void {
    this.width = Math.max(width, 1);
    this.height = Math.max(height, 1);
    this.apply();
  }

  /** Above 1: narrower view; between 1 and 2.5. */
  zoom(factor: number): void {
    this.zoomed = clamp(this.zoomed * factor, 1, ZOOM_MOST);
    this.apply();
  }

  place(pose: Pose, height_m: number): void {
    this.camera.position.set(pose.x, height_m, pose.z);
    this.camera.rotation.set(pose.pitch, -pose.yaw, 0);
    this.camera.updateMatrixWorld();
  }

  /** Radians a CSS pixel in the middle stands for. */
  get pace(): number {
    return (2 * Math.tan(MathUtils.degToRad(this.camera.fov) / 2)) / this.height;
  }

  /** Unit direction under a point of the canvas. */
  ray(x: number, y: number): Vector3 {
    const at = new Vector3((x / this.width) * 2 - 1, 1 - (y / this.height) * 2, 0.5);
    return at.unproject(this.camera).sub(this.camera.position).normalize();
  }

  project(point: Vector3, open: boolean): Projected {
    const to = point.clone().sub(this.camera.position);
    const ahead = to.dot(this.camera.getWorldDirection(new Vector3())) > 0.05;
    const on = point.clone().project(this.camera);
    const x = (on.x * 0.5 + 0.5) * this.width;
    const y = (0.5 - on.y * 0.5) * this.height;
    const inside = x >= 0 && y >= 0 && x <= this.width && y <= this.height;
    return { x, y, visible: ahead && inside && open, distance: to.length() };
  }

  /** About 70 degrees across, but neither a slit nor a fisheye on tall and wide canvases. */
  private apply(): void {
    const aspect = this.width / this.height;
    const tall = clamp(2 * Math.atan(Math.tan(WIDE / 2) / aspect), TALL_LOW, TALL_HIGH);
    this.camera.aspect = aspect;
    this.camera.fov = MathUtils.radToDeg(2 * Math.atan(Math.tan(tall / 2) / this.zoomed));
    this.camera.updateProjectionMatrix();
  }
}
