/** A coarse solid in place of points or splats: a triangle for some of them. It casts their shadow and hides what is behind. */

import { BufferAttribute, BufferGeometry, Group, Matrix4, Mesh, MeshBasicMaterial, Vector3 } from 'three';
import type { Part } from '../glb/parts';

/** More are not worth it: the hull is asked by brute force what a ray meets. */
const MOST = 12_000;
/** A triangle round a disc of its radius. */
const CORNER = 1.2;

/** Writes the place and normal of one point (both in metres) and returns the radius of its disc; 0 leaves it out. */
export type Disc = (index: number, at: Vector3, normal: Vector3) => number;

export interface Hull {
  readonly parts: readonly Part[];
  readonly caster: Group;
  dispose(): void;
}

/** Points lie in spatial order, so every n-th of them still covers everything, with larger discs. */
export function hullOf(count: number, disc: Disc): Hull {
  const stride = Math.max(1, Math.ceil(count / MOST));
  const grown = Math.sqrt(stride) * CORNER;
  const corners: number[] = [];
  const [at, normal, across, along, corner] = Array.from({ length: 5 }, () => new Vector3()) as [Vector3, Vector3, Vector3, Vector3, Vector3];
  for (let i = 0; i < count; i += stride) {
    const radius = disc(i, at, normal) * grown;
    if (!(radius > 0)) continue;
    across.set(1, 0, 0);
    if (Math.abs(normal.x) > 0.7) across.set(0, 1, 0);
    along.crossVectors(normal, across).normalize();
    across.crossVectors(along, normal);
    for (let k = 0; k < 3; k++) {
      const angle = (k * Math.PI * 2) / 3;
      corner.copy(at).addScaledVector(across, Math.cos(angle) * radius).addScaledVector(along, Math.sin(angle) * radius);
      corners.push(corner.x, corner.y, corner.z);
    }
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(new Float32Array(corners), 3));
  const material = new MeshBasicMaterial(); // never drawn: casters bring their own
  const caster = new Group().add(new Mesh(geometry, material));
  const part: Part = { name: 'hull', geometry, matrix: new Matrix4(), material: {} };
  const dispose = (): void => {
    geometry.dispose();
    material.dispose();
  };
  return { parts: [part], caster, dispose };
}
