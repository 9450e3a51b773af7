import { BufferAttribute, BufferGeometry, Matrix4 } from 'three';
import { describe, expect, it } from 'vitest';
import type { GltfMaterial } from '../../../src/gl/glb/container';
import { mergeParts } from '../../../src/gl/glb/merge';
import type { Part } from '../../../src/gl/glb/parts';

const stone: GltfMaterial = { name: 'stone' };
function triangle(name: string, x: number, material: GltfMaterial, extra?: [string, BufferAttribute]): Part {
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(new Float32Array([0, 0, 0, 1, 0, 0, 0, 1, 0]), 3));
  geometry.setAttribute('normal', new BufferAttribute(new Int8Array([0, 0, 127, 0, 0, 127, 0, 0, 127]), 3, true));
  if (extra) geometry.setAttribute(...extra);
  return { name, geometry, matrix: new Matrix4().makeTranslation(x, 0, 0), material };
}

describe('mergeParts', () => {
  it('puts parts of one material into one, in their places', () => {
    const [one, ...rest] = mergeParts([triangle('a', 0, stone), triangle('b', 5, stone)], () => '');
    expect(rest).toEqual([]);
    const position = one?.geometry.getAttribute('position');
    expect([0, 3, 4].map((i) => position?.getX(i))).toEqual([0, 5, 6]);
    expect([...(one?.geometry.index?.array ?? [])]).toEqual([0, 1, 2, 3, 4, 5]);
    expect(one?.geometry.getAttribute('normal').getZ(4)).toBe(1);
  });

  it('turns normals with their part', () => {
    const turned = { ...triangle('b', 0, stone), matrix: new Matrix4().makeRotationX(Math.PI / 2) };
    const [one] = mergeParts([triangle('a', 0, stone), turned], () => '');
    expect(one?.geometry.getAttribute('normal').getY(3)).toBeCloseTo(-1, 1);
  });

  it('keeps apart what differs in material, key or attributes, and what has no key', () => {
    const colour: [string, BufferAttribute] = ['color', new BufferAttribute(new Uint8Array(12).fill(128), 4, true)];
    const parts = [triangle('a', 0, stone), triangle('b', 0, { name: 'wood' }), triangle('c', 0, stone, colour), triangle('glass', 0, stone)];
    expect(mergeParts(parts, (p) => (p.name === 'glass' ? undefined : '')).length).toBe(4);
    expect(mergeParts([triangle('a', 0, stone), triangle('b', 0, stone)], (p) => p.name).length).toBe(2);
  });

  it('keeps colours with and without alpha', () => {
    const rgb = (): [string, BufferAttribute] => ['color', new BufferAttribute(new Uint8Array([255, 0, 0, 0, 255, 0, 0, 0, 255]), 3, true)];
    const [one] = mergeParts([triangle('a', 0, stone, rgb()), triangle('b', 0, stone, rgb())], () => '');
    const colour = one?.geometry.getAttribute('color');
    expect([colour?.getX(3), colour?.getY(4), colour?.getW(5)]).toEqual([1, 1, 1]);
  });
});
