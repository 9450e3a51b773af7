/** Our shader materials from glTF materials: one factory for exhibits and rooms, told apart by the light they get. */

import { DoubleSide, FrontSide, GLSL3, type IUniform, Matrix3, RawShaderMaterial, type Texture, Vector3, Vector4 } from 'three';
import type { GltfMaterial, TextureInfo } from '../glb/container';
import { type Pictures, uvMatrix } from '../glb/pictures';
import type { Part } from '../glb/parts';
import { SURFACE, VERTEX } from './surface';

export type Uniforms = Record<string, IUniform>;

/** A way to light a surface: shader text that follows the surface, with a `main`, and the uniforms it shares. */
export interface Lighting {
  readonly name: string;
  readonly code: string;
  readonly uniforms: Uniforms;
  readonly defines?: Record<string, string | number>;
}

/** Textures of one material; the caller disposes them. */
export type Textures = ReadonlyMap<string, Texture>;

const MAPS: readonly (readonly [string, string, (m: GltfMaterial) => TextureInfo | undefined, boolean])[] = [
  ['BASE_MAP', 'baseMap', (m) => m.pbrMetallicRoughness?.baseColorTexture, true],
  ['ROUGH_MAP', 'roughMap', (m) => m.pbrMetallicRoughness?.metallicRoughnessTexture, false],
  ['NORMAL_MAP', 'normalMap', (m) => m.normalTexture, false],
  ['OCCLUSION_MAP', 'occlusionMap', (m) => m.occlusionTexture, false],
  ['EMIT_MAP', 'emitMap', (m) => m.emissiveTexture, true],
];

export async function texturesOf(material: GltfMaterial, pictures: Pictures): Promise<Textures> {
  const found = new Map<string, Texture>();
  await Promise.all(
    MAPS.map(async ([, uniform, pick, colour]) => {
      const info = pick(material);
      if (info) found.set(uniform, await pictures.texture(info, colour));
    }),
  );
  return found;
}

export function makeMaterial(part: Part, textures: Textures, lighting: Lighting): RawShaderMaterial {
  const source = part.material;
  const defines: Record<string, string | number> = { ...lighting.defines };
  const uniforms: Uniforms = { ...factors(source), ...lighting.uniforms };
  for (const [define, uniform] of MAPS) {
    const texture = textures.get(uniform);
    if (!texture) continue;
    defines[define] = 1;
    uniforms[uniform] = { value: texture };
  }
  if (part.geometry.hasAttribute('uv') && textures.size) defines.UV = 1;
  if (part.geometry.hasAttribute('color')) defines.COLOUR = 1;
  if (source.alphaMode === 'MASK') defines.CUT = (source.alphaCutoff ?? 0.5).toFixed(3);
  return new RawShaderMaterial({
    name: lighting.name,
    glslVersion: GLSL3,
    defines,
    uniforms,
    vertexShader: VERTEX,
    fragmentShader: SURFACE + lighting.code,
    side: source.doubleSided ? DoubleSide : FrontSide,
    transparent: source.alphaMode === 'BLEND',
  });
}

function factors(material: GltfMaterial): Uniforms {
  const pbr = material.pbrMetallicRoughness ?? {};
  const strength = material.extensions?.KHR_materials_emissive_strength?.emissiveStrength ?? 1;
  const base = pbr.baseColorTexture ?? pbr.metallicRoughnessTexture ?? material.normalTexture ?? material.occlusionTexture;
  return {
    baseFactor: { value: new Vector4(...(pbr.baseColorFactor ?? [1, 1, 1, 1])) },
    metalFactor: { value: pbr.metallicFactor ?? 1 },
    roughFactor: { value: pbr.roughnessFactor ?? 1 },
    emitFactor: { value: new Vector3(...(material.emissiveFactor ?? [0, 0, 0])).multiplyScalar(strength) },
    normalScale: { value: material.normalTexture?.scale ?? 1 },
    uvMatrix: { value: base ? uvMatrix(base) : new Matrix3() },
  };
}
