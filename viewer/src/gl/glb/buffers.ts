/** Buffer views (meshopt ones unpacked) and the accessors that read them, as three.js attributes. */

import { BufferAttribute, InterleavedBuffer, InterleavedBufferAttribute } from 'three';
import { MeshoptDecoder } from 'meshoptimizer/decoder';
import { type Glb, GlbError, type GltfAccessor, type MeshoptView } from './container';

type Numbers = Int8Array | Uint8Array | Int16Array | Uint16Array | Uint32Array | Float32Array;
type NumbersOf = new (buffer: ArrayBuffer, offset: number, length: number) => Numbers;

const COMPONENTS: Record<number, NumbersOf & { readonly BYTES_PER_ELEMENT: number }> = {
  5120: Int8Array,
  5121: Uint8Array,
  5122: Int16Array,
  5123: Uint16Array,
  5125: Uint32Array,
  5126: Float32Array,
};
const WIDTH: Record<string, number> = { SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4 };

/** The binary parts of one file, each unpacked once. */
export class Buffers {
  private readonly views = new Map<number, Uint8Array<ArrayBuffer>>();

  private constructor(private readonly glb: Glb) {}

  static async of(glb: Glb): Promise<Buffers> {
    await MeshoptDecoder.ready;
    return new Buffers(glb);
  }

  /** Bytes of a buffer view; the array begins at its own buffer's start for unpacked views. */
  bytes(index: number): Uint8Array<ArrayBuffer> {
    const known = this.views.get(index);
    if (known) return known;
    const view = this.glb.json.bufferViews?.[index];
    if (!view) throw new GlbError(`no buffer view ${index}`);
    const packed = view.extensions?.EXT_meshopt_compression ?? view.extensions?.KHR_meshopt_compression;
    const bytes = packed ? this.unpack(packed) : this.slice(view.buffer, view.byteOffset ?? 0, view.byteLength);
    this.views.set(index, bytes);
    return bytes;
  }

  attribute(index: number): BufferAttribute | InterleavedBufferAttribute {
    const accessor = this.accessor(index);
    const width = WIDTH[accessor.type];
    const Kind = COMPONENTS[accessor.componentType];
    if (!width || !Kind) throw new GlbError(`accessor ${index} has a type we do not read`);
    const view = this.glb.json.bufferViews?.[accessor.bufferView ?? -1];
    const packed = view?.extensions?.EXT_meshopt_compression ?? view?.extensions?.KHR_meshopt_compression;
    const tight = width * Kind.BYTES_PER_ELEMENT;
    const stride = packed?.byteStride ?? view?.byteStride ?? tight;
    const offset = accessor.byteOffset ?? 0;
    const bytes = this.bytes(accessor.bufferView ?? -1);
    const need = accessor.count ? offset + stride * (accessor.count - 1) + tight : 0;
    if (need > bytes.byteLength) throw new GlbError(`accessor ${index} reaches past its buffer`);
    const normalized = accessor.normalized ?? false;
    const size = Kind.BYTES_PER_ELEMENT;
    if (stride === tight) return new BufferAttribute(numbers(Kind, bytes, offset, accessor.count * width, size), width, normalized);
    // many accessors may share a view: take only this one's rows, so that each is uploaded once
    const within = offset % stride;
    const rows = Math.min(accessor.count * stride, bytes.byteLength - (offset - within));
    const whole = new InterleavedBuffer(numbers(Kind, bytes, offset - within, Math.ceil(rows / size), size), stride / size);
    whole.count = accessor.count;
    return new InterleavedBufferAttribute(whole, width, within / size, normalized);
  }

  private accessor(index: number): GltfAccessor {
    const accessor = this.glb.json.accessors?.[index];
    if (!accessor || accessor.bufferView === undefined || accessor.sparse) throw new GlbError(`accessor ${index} cannot be read`);
    return accessor;
  }

  private slice(buffer: number, offset: number, length: number): Uint8Array<ArrayBuffer> {
    if (buffer !== 0 || offset + length > this.glb.bin.byteLength) throw new GlbError('a buffer view reaches past the file');
    return this.glb.bin.subarray(offset, offset + length);
  }

  private unpack(packed: MeshoptView): Uint8Array<ArrayBuffer> {
    const source = this.slice(packed.buffer, packed.byteOffset ?? 0, packed.byteLength);
    const target = new Uint8Array(packed.count * packed.byteStride);
    MeshoptDecoder.decodeGltfBuffer(target, packed.count, packed.byteStride, source, packed.mode, packed.filter ?? 'NONE');
    return target;
  }
}

function numbers(Kind: NumbersOf, bytes: Uint8Array<ArrayBuffer>, offset: number, length: number, size: number): Numbers {
  const at = bytes.byteOffset + offset;
  if (at % size === 0) return new Kind(bytes.buffer, at, length);
  return new Kind(bytes.slice(offset, offset + length * size).buffer, 0, length);
}
