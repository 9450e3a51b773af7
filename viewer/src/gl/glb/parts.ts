/** The drawable parts of a GLB: geometry, place in the world, name and material, without textures or shaders yet. */

import { BufferGeometry, Matrix4, Quaternion, Vector3 } from 'three';
import { Buffers } from './buffers';
import { type Glb, GlbError, type GltfMaterial, type GltfNode, type GltfPrimitive } from './container';

export interface Part {
  /** Name of the node, or of the nearest named ancestor. */
  readonly name: string;
  readonly geometry: BufferGeometry;
  readonly matrix: Matrix4;
  readonly material: GltfMaterial;
}

const ATTRIBUTES: Record<string, string> = {
  POSITION: 'position',
  NORMAL: 'normal',
  TEXCOORD_0: 'uv',
  TEXCOORD_1: 'uv1',
  COLOR_0: 'color',
};
const TRIANGLES = 4;
const DEEPEST = 64;

export function readParts(glb: Glb, buffers: Buffers): Part[] {
  const parts: Part[] = [];
  const made = new Map<GltfPrimitive, BufferGeometry>();
  const visit = (index: number, above: Matrix4, inherited: string, depth: number): void => {
    const node = glb.json.nodes?.[index];
    if (!node || depth > DEEPEST) throw new GlbError('the tree of nodes is broken');
    const matrix = above.clone().multiply(localMatrix(node));
    const name = node.name ?? inherited;
    const mesh = node.mesh === undefined ? undefined : glb.json.meshes?.[node.mesh];
    for (const primitive of mesh?.primitives ?? []) {
      if ((primitive.mode ?? TRIANGLES) !== TRIANGLES) continue;
      const geometry = made.get(primitive) ?? readGeometry(primitive, buffers);
      made.set(primitive, geometry);
      const material = glb.json.materials?.[primitive.material ?? -1] ?? {};
      parts.push({ name: name || mesh?.name || '', geometry, matrix, material });
    }
    for (const child of node.children ?? []) visit(child, matrix, name, depth + 1);
  };
  for (const root of glb.json.scenes?.[glb.json.scene ?? 0]?.nodes ?? []) visit(root, new Matrix4(), '', 0);
  if (!parts.length) throw new GlbError('nothing to draw');
  return parts;
}

function readGeometry(primitive: GltfPrimitive, buffers: Buffers): BufferGeometry {
  const geometry = new BufferGeometry();
  for (const [theirs, ours] of Object.entries(ATTRIBUTES)) {
    const accessor = primitive.attributes[theirs];
    if (accessor !== undefined) geometry.setAttribute(ours, buffers.attribute(accessor));
  }
  if (!geometry.hasAttribute('position')) throw new GlbError('a primitive has no positions');
  if (primitive.indices !== undefined) {
    const indices = buffers.attribute(primitive.indices);
    if (!('isBufferAttribute' in indices)) throw new GlbError('indices may not be interleaved');
    geometry.setIndex(indices);
  }
  if (!geometry.hasAttribute('normal')) geometry.computeVertexNormals();
  return geometry;
}

function localMatrix(node: GltfNode): Matrix4 {
  if (node.matrix) return new Matrix4().fromArray(node.matrix);
  return new Matrix4().compose(
    new Vector3(...(node.translation ?? [0, 0, 0])),
    new Quaternion(...(node.rotation ?? [0, 0, 0, 1])),
    new Vector3(...(node.scale ?? [1, 1, 1])),
  );
}
