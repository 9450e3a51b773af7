/** A glTF binary taken apart: its JSON and its binary chunk. Only the parts of glTF that our pipeline writes. */

export class GlbError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'GlbError';
  }
}

export interface TextureInfo {
  index: number;
  texCoord?: number;
  scale?: number;
  strength?: number;
  extensions?: { KHR_texture_transform?: { offset?: [number, number]; scale?: [number, number]; rotation?: number } };
}

export interface GltfMaterial {
  name?: string;
  pbrMetallicRoughness?: {
    baseColorFactor?: [number, number, number, number];
    baseColorTexture?: TextureInfo;
    metallicFactor?: number;
    roughnessFactor?: number;
    metallicRoughnessTexture?: TextureInfo;
  };
  normalTexture?: TextureInfo;
  occlusionTexture?: TextureInfo;
  emissiveFactor?: [number, number, number];
  emissiveTexture?: TextureInfo;
  alphaMode?: 'OPAQUE' | 'MASK' | 'BLEND';
  alphaCutoff?: number;
  doubleSided?: boolean;
  extensions?: { KHR_materials_unlit?: object; KHR_materials_emissive_strength?: { emissiveStrength?: number } };
  extras?: Record<string, unknown>;
}

export interface MeshoptView {
  buffer: number;
  byteOffset?: number;
  byteLength: number;
  byteStride: number;
  count: number;
  mode: 'ATTRIBUTES' | 'TRIANGLES' | 'INDICES';
  filter?: 'NONE' | 'OCTAHEDRAL' | 'QUATERNION' | 'EXPONENTIAL' | 'COLOR';
}

export interface GltfBufferView {
  buffer: number;
  byteOffset?: number;
  byteLength: number;
  byteStride?: number;
  extensions?: { EXT_meshopt_compression?: MeshoptView; KHR_meshopt_compression?: MeshoptView };
}

export interface GltfAccessor {
  bufferView?: number;
  byteOffset?: number;
  componentType: number;
  normalized?: boolean;
  count: number;
  type: string;
  sparse?: object;
}

export interface GltfNode {
  name?: string;
  mesh?: number;
  children?: number[];
  matrix?: number[];
  translation?: [number, number, number];
  rotation?: [number, number, number, number];
  scale?: [number, number, number];
  extras?: Record<string, unknown>;
}

export interface GltfPrimitive {
  attributes: Record<string, number>;
  indices?: number;
  material?: number;
  mode?: number;
  extras?: Record<string, unknown>;
}

export interface GltfJson {
  scene?: number;
  scenes?: { nodes?: number[] }[];
  nodes?: GltfNode[];
  meshes?: { name?: string; primitives: GltfPrimitive[] }[];
  materials?: GltfMaterial[];
  textures?: { sampler?: number; source?: number; extensions?: { EXT_texture_webp?: { source: number }; EXT_texture_avif?: { source: number } } }[];
  samplers?: { magFilter?: number; minFilter?: number; wrapS?: number; wrapT?: number }[];
  images?: { bufferView?: number; mimeType?: string; uri?: string }[];
  accessors?: GltfAccessor[];
  bufferViews?: GltfBufferView[];
  buffers?: { byteLength: number }[];
  extensionsRequired?: string[];
}

const KNOWN = new Set([
  'EXT_meshopt_compression',
  'KHR_meshopt_compression',
  'KHR_mesh_quantization',
  'EXT_texture_webp',
  'EXT_texture_avif',
  'KHR_texture_transform',
  'KHR_materials_unlit',
  'KHR_materials_emissive_strength',
]);

const MAGIC = 0x46546c67;
const JSON_CHUNK = 0x4e4f534a;
const BIN_CHUNK = 0x004e4942;

export interface Glb {
  readonly json: GltfJson;
  readonly bin: Uint8Array<ArrayBuffer>;
}

/** Raises GlbError for anything that is not a whole GLB 2.0 or that needs an extension we do not know. */
export function splitGlb(bytes: Uint8Array<ArrayBuffer>): Glb {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 20 || view.getUint32(0, true) !== MAGIC) throw new GlbError('not a GLB file');
  if (view.getUint32(4, true) !== 2) throw new GlbError('not GLB version 2');
  if (view.getUint32(8, true) > bytes.byteLength) throw new GlbError('the file is cut short');
  let json: GltfJson | undefined;
  let bin = new Uint8Array(0);
  for (let at = 12; at + 8 <= bytes.byteLength; ) {
    const length = view.getUint32(at, true);
    const kind = view.getUint32(at + 4, true);
    if (at + 8 + length > bytes.byteLength) throw new GlbError('a chunk is cut short');
    const chunk = bytes.subarray(at + 8, at + 8 + length);
    if (kind === JSON_CHUNK) json = JSON.parse(new TextDecoder().decode(chunk)) as GltfJson;
    else if (kind === BIN_CHUNK) bin = chunk;
    at += 8 + length;
  }
  if (!json) throw new GlbError('no JSON chunk');
  const unknown = (json.extensionsRequired ?? []).filter((name) => !KNOWN.has(name));
  if (unknown.length) throw new GlbError(`unknown extension ${unknown.join(', ')}`);
  return { json, bin };
}
