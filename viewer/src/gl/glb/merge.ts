/** Parts that are drawn alike put into one, in world space: a place of five hundred pieces becomes a handful of draws. Pure. */

import { BufferAttribute, BufferGeometry, Matrix3, Matrix4, Vector3 } from 'three';
import type { Part } from './parts';

type Kind = 'position' | 'normal' | 'uv' | 'uv1' | 'color';
const WIDTH: Record<Kind, number> = { position: 3, normal: 4, uv: 2, uv1: 2, color: 4 };

/** Merge parts of equal `key`, material and attributes; undefined keys stay as they are. Order is kept by first appearance. */
export function mergeParts(parts: readonly Part[], key: (part: Part) => string | undefined): Part[] {
  const groups = new Map<string, Part[]>();
  const materials = new Map<object, number>();
  const merged: Part[] = [];
  for (const part of parts) {
    const own = key(part);
    if (own === undefined) {
      merged.push(part);
      continue;
    }
    if (!materials.has(part.material)) materials.set(part.material, materials.size);
    const name = `${own}|${materials.get(part.material) ?? 0}|${kindsOf(part).join()}`;
    const group = groups.get(name);
    if (group) group.push(part);
    else groups.set(name, [part]);
  }
  for (const group of groups.values()) merged.push(group.length > 1 ? mergeGroup(group) : (group[0] as Part));
  return merged;
}

function kindsOf(part: Part): Kind[] {
  return (Object.keys(WIDTH) as Kind[]).filter((kind) => part.geometry.hasAttribute(kind));
}

function mergeGroup(group: readonly Part[]): Part {
  const first = group[0] as Part;
  const vertices = group.reduce((sum, { geometry }) => sum + geometry.getAttribute('position').count, 0);
  const corners = group.reduce((sum, { geometry }) => sum + cornersOf(geometry), 0);
  const geometry = new BufferGeometry();
  for (const kind of kindsOf(first)) geometry.setAttribute(kind, room(kind, vertices));
  const index = vertices > 65_535 ? new Uint32Array(corners) : new Uint16Array(corners);
  let vertex = 0;
  let corner = 0;
  for (const part of group) {
    copyVertices(part, geometry, vertex);
    for (let i = 0; i < cornersOf(part.geometry); i++) index[corner++] = vertex + (part.geometry.index?.getX(i) ?? i);
    vertex += part.geometry.getAttribute('position').count;
    part.geometry.dispose();
  }
  geometry.setIndex(new BufferAttribute(index, 1));
  return { name: first.name, geometry, matrix: new Matrix4(), material: first.material };
}

function cornersOf(geometry: BufferGeometry): number {
  return geometry.index?.count ?? geometry.getAttribute('position').count;
}

/** Normals and colours in bytes, padded to four; the rest in floats. */
function room(kind: Kind, vertices: number): BufferAttribute {
  const size = vertices * WIDTH[kind];
  if (kind === 'normal') return new BufferAttribute(new Int8Array(size), 4, true);
  if (kind === 'color') return new BufferAttribute(new Uint8Array(size).fill(255), 4, true);
  return new BufferAttribute(new Float32Array(size), WIDTH[kind]);
}

function copyVertices(part: Part, to: BufferGeometry, at: number): void {
  const turn = new Matrix3().getNormalMatrix(part.matrix);
  const point = new Vector3();
  for (const kind of kindsOf(part)) {
    const source = part.geometry.getAttribute(kind);
    const target = to.getAttribute(kind);
    for (let i = 0; i < source.count; i++) {
      if (kind === 'position') point.fromBufferAttribute(source, i).applyMatrix4(part.matrix);
      else if (kind === 'normal') point.fromBufferAttribute(source, i).applyMatrix3(turn).normalize();
      else point.set(source.getX(i), source.getY(i), source.itemSize > 2 ? source.getZ(i) : 0);
      target.setXY(at + i, point.x, point.y);
      if (target.itemSize > 2) target.setZ(at + i, point.z);
    }
  }
}
