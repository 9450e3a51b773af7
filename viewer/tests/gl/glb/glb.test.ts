import { MeshoptDecoder } from 'meshoptimizer/decoder';
import { MeshoptEncoder } from 'meshoptimizer/encoder';
import { Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import { Buffers } from '../../../src/gl/glb/buffers';
import { GlbError, type GltfJson, splitGlb } from '../../../src/gl/glb/container';
import { readParts } from '../../../src/gl/glb/parts';
import { uvMatrix } from '../../../src/gl/glb/pictures';
import { Soup } from '../../../src/gl/soup';

function glb(json: GltfJson, bin: Uint8Array): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(JSON.stringify({ asset: { version: '2.0' }, ...json }));
  const pad = (n: number): number => (n + 3) & ~3;
  const out = new Uint8Array(12 + 8 + pad(text.length) + 8 + pad(bin.length)).fill(32);
  const view = new DataView(out.buffer);
  [0x46546c67, 2, out.length, pad(text.length), 0x4e4f534a].forEach((value, i) => view.setUint32(i * 4, value, true));
  out.set(text, 20);
  view.setUint32(20 + pad(text.length), pad(bin.length), true);
  view.setUint32(24 + pad(text.length), 0x004e4942, true);
  out.set(bin, 28 + pad(text.length));
  return out;
}

/** Two triangles that share one packed view of quantised positions, the second one through an offset. */
async function packed(): Promise<Uint8Array<ArrayBuffer>> {
  await Promise.all([MeshoptEncoder.ready, MeshoptDecoder.ready]);
  const rows = new Uint16Array([0, 0, 0, 0, 100, 0, 0, 0, 0, 100, 0, 0, 0, 0, 50, 0, 200, 0, 50, 0, 0, 200, 50, 0]);
  const bin = MeshoptEncoder.encodeGltfBuffer(new Uint8Array(rows.buffer), 6, 8, 'ATTRIBUTES');
  const json: GltfJson = {
    extensionsRequired: ['EXT_meshopt_compression', 'KHR_mesh_quantization'],
    scenes: [{ nodes: [0, 1] }],
    nodes: [
      { name: 'one', mesh: 0, scale: [0.01, 0.01, 0.01] },
      { name: 'two', mesh: 1, translation: [0, 0, -1], scale: [0.01, 0.01, 0.01] },
    ],
    meshes: [{ primitives: [{ attributes: { POSITION: 0 } }] }, { primitives: [{ attributes: { POSITION: 1 } }] }],
    accessors: [
      { bufferView: 0, componentType: 5123, count: 3, type: 'VEC3' },
      { bufferView: 0, byteOffset: 24, componentType: 5123, count: 3, type: 'VEC3' },
    ],
    bufferViews: [
      {
        buffer: 0, byteLength: 48, byteStride: 8,
        extensions: { EXT_meshopt_compression: { buffer: 0, byteLength: bin.length, byteStride: 8, count: 6, mode: 'ATTRIBUTES' } },
      },
    ],
    buffers: [{ byteLength: bin.length }],
  };
  return glb(json, bin);
}

describe('reading a GLB', () => {
  it('unpacks meshopt, applies the quantisation of the node, and takes only its own rows of a shared view', async () => {
    const file = splitGlb(await packed());
    const parts = readParts(file, await Buffers.of(file));
    expect(parts.map((p) => p.name)).toEqual(['one', 'two']);
    const second = parts[1]?.geometry.getAttribute('position');
    expect(second?.count).toBe(3);
    const corner = new Vector3().fromBufferAttribute(second as never, 1).applyMatrix4(parts[1]?.matrix as never);
    expect(corner.toArray().map((v) => Math.round(v * 1000) / 1000)).toEqual([2, 0, -0.5]);
    parts[1]?.geometry.computeBoundingSphere();
    expect(parts[1]?.geometry.boundingSphere?.radius).toBeGreaterThan(0);
  });

  it('refuses what is no GLB, is cut short, or needs an unknown extension', async () => {
    const good = await packed();
    expect(() => splitGlb(good.slice(0, 30))).toThrow(GlbError);
    expect(() => splitGlb(new Uint8Array(40))).toThrow('not a GLB');
    expect(() => splitGlb(glb({ extensionsRequired: ['KHR_unheard_of'] }, new Uint8Array(4)))).toThrow('KHR_unheard_of');
  });

  it('refuses an accessor that reaches past its view', async () => {
    const file = splitGlb(await packed());
    (file.json.accessors?.[1] as { count: number }).count = 4;
    const buffers = await Buffers.of(file);
    expect(() => readParts(file, buffers)).toThrow('reaches past');
  });

  it('refuses a loop of nodes', async () => {
    const file = splitGlb(await packed());
    (file.json.nodes?.[0] as { children: number[] }).children = [0];
    const buffers = await Buffers.of(file);
    expect(() => readParts(file, buffers)).toThrow('tree of nodes');
  });
});

describe('uvMatrix', () => {
  it('scales and shifts texture coordinates', () => {
    const m = uvMatrix({ index: 0, extensions: { KHR_texture_transform: { offset: [0.5, -1], scale: [2, 3] } } });
    expect(new Vector3(0.25, 0.5, 1).applyMatrix3(m).toArray()).toEqual([1, 0.5, 1]);
  });
});

describe('Soup', () => {
  it('finds the first triangle along a ray', async () => {
    const file = splitGlb(await packed());
    const soup = Soup.of(readParts(file, await Buffers.of(file)));
    expect(soup.triangles).toBe(2);
    const from = new Vector3(0.2, 0.2, 3);
    const way = new Vector3(0, 0, -1);
    expect(soup.first(from, way)).toBeCloseTo(3, 5);
    expect(soup.first(from, way, 2)).toBe(Infinity);
    expect(soup.first(from, new Vector3(0, 0, 1))).toBe(Infinity);
    expect(soup.first(new Vector3(1.2, 0.3, 3), way)).toBeCloseTo(3.5, 5);
  });
});
