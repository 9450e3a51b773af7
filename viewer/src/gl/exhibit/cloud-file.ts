/** The one primitive of points in a GLB, as vmuseum/mesh/points_glb.py writes it: attributes and the node's place and scale. */

import { type BufferAttribute, type InterleavedBufferAttribute, Matrix4, Vector3 } from 'three';
import { Buffers } from '../glb/buffers';
import { GlbError, type GltfPrimitive, splitGlb } from '../glb/container';

export type Attribute = BufferAttribute | InterleavedBufferAttribute;

const POINTS = 0;

export class CloudFile {
  readonly matrix: Matrix4;
  /** Metres of one unit of the positions. */
  readonly step: number;

  private constructor(
    private readonly primitive: GltfPrimitive,
    private readonly buffers: Buffers,
    translation: readonly [number, number, number],
    step: number,
  ) {
    this.step = step;
    this.matrix = new Matrix4().makeScale(step, step, step).setPosition(new Vector3(...translation));
  }

  /** Raises GlbError. */
  static async read(bytes: Uint8Array<ArrayBuffer>): Promise<CloudFile> {
    const glb = splitGlb(bytes);
    const primitive = glb.json.meshes?.[0]?.primitives[0];
    const node = glb.json.nodes?.[0];
    if (!primitive || !node || primitive.mode !== POINTS) throw new GlbError('no points');
    return new CloudFile(primitive, await Buffers.of(glb), node.translation ?? [0, 0, 0], node.scale?.[0] ?? 1);
  }

  /** Raises GlbError where it is missing. */
  need(name: string): Attribute {
    const found = this.find(name);
    if (!found) throw new GlbError(`no ${name}`);
    return found;
  }

  find(name: string): Attribute | undefined {
    const accessor = this.primitive.attributes[name];
    return accessor === undefined ? undefined : this.buffers.attribute(accessor);
  }

  /** How far neighbours lie apart, metres; 0 where the file does not say. */
  get spacing(): number {
    const told = this.primitive.extras?.spacing_m;
    return typeof told === 'number' && told > 0 ? told : 0;
  }
}
