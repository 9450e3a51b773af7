/** A model's triangles as plain numbers, to ask what a ray meets. A few thousand triangles: brute force is fast enough. */

import { Vector3 } from 'three';
import type { Part } from './glb/parts';

export class Soup {
  private constructor(private readonly corners: Float32Array) {}

  /** Metres, in the space of the file. */
  static of(parts: readonly Part[]): Soup {
    const values: number[] = [];
    const corner = new Vector3();
    for (const part of parts) {
      const position = part.geometry.getAttribute('position');
      const index = part.geometry.index;
      const count = index?.count ?? position.count;
      for (let i = 0; i < count; i++) {
        corner.fromBufferAttribute(position, index ? index.getX(i) : i).applyMatrix4(part.matrix);
        values.push(corner.x, corner.y, corner.z);
      }
    }
    return new Soup(new Float32Array(values));
  }

  get triangles(): number {
    return this.corners.length / 9;
  }

  /** Distance along a ray of unit direction to the first triangle nearer than `within`, else infinity. */
  first(from: Vector3, way: Vector3, within = Infinity): number {
    const c = this.corners;
    let best = within;
    let found = Infinity;
    for (let i = 0; i < c.length; i += 9) {
      const t = meet(c, i, from, way);
      if (t > 1e-6 && t < best) best = found = t;
    }
    return found;
  }
}

/** Moller and Trumbore's ray and triangle test; negative when missed. */
function meet(c: Float32Array, i: number, from: Vector3, way: Vector3): number {
  const ax = c[i] as number, ay = c[i + 1] as number, az = c[i + 2] as number;
  const ux = (c[i + 3] as number) - ax, uy = (c[i + 4] as number) - ay, uz = (c[i + 5] as number) - az;
  const vx = (c[i + 6] as number) - ax, vy = (c[i + 7] as number) - ay, vz = (c[i + 8] as number) - az;
  const px = way.y * vz - way.z * vy, py = way.z * vx - way.x * vz, pz = way.x * vy - way.y * vx;
  const det = ux * px + uy * py + uz * pz;
  if (Math.abs(det) < 1e-14) return -1;
  const tx = from.x - ax, ty = from.y - ay, tz = from.z - az;
  const u = (tx * px + ty * py + tz * pz) / det;
  if (u < 0 || u > 1) return -1;
  const qx = ty * uz - tz * uy, qy = tz * ux - tx * uz, qz = tx * uy - ty * ux;
  const v = (way.x * qx + way.y * qy + way.z * qz) / det;
  if (v < 0 || u + v > 1) return -1;
  return (vx * qx + vy * qy + vz * qz) / det;
}
