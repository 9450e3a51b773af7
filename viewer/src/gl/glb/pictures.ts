/** Textures of a GLB, decoded off the main thread by createImageBitmap: no blob addresses, so a strict policy lets them pass. */

import {
  ClampToEdgeWrapping,
  LinearFilter,
  LinearMipmapLinearFilter,
  Matrix3,
  MirroredRepeatWrapping,
  NoColorSpace,
  RepeatWrapping,
  SRGBColorSpace,
  Texture,
  type Wrapping,
} from 'three';
import type { Buffers } from './buffers';
import { type Glb, GlbError, type TextureInfo } from './container';

const WRAPPING: Record<number, Wrapping> = { 33071: ClampToEdgeWrapping, 33648: MirroredRepeatWrapping, 10497: RepeatWrapping };

/** Turn the bytes of a picture into a texture whose bitmap is let go once the graphics card has it. */
export async function textureOf(bytes: Uint8Array<ArrayBuffer>, type: string, colour: boolean): Promise<Texture> {
  const bitmap = await createImageBitmap(new Blob([bytes], { type }), { premultiplyAlpha: 'none', colorSpaceConversion: 'none' });
  const texture = new Texture(bitmap);
  texture.colorSpace = colour ? SRGBColorSpace : NoColorSpace;
  texture.flipY = false;
  texture.magFilter = LinearFilter;
  texture.minFilter = LinearMipmapLinearFilter;
  texture.generateMipmaps = true;
  texture.anisotropy = 8;
  texture.needsUpdate = true;
  texture.onUpdate = () => bitmap.close();
  return texture;
}

/** Reads each texture of a file once for each use (colour or data). */
export class Pictures {
  private readonly made = new Map<string, Promise<Texture>>();

  constructor(
    private readonly glb: Glb,
    private readonly buffers: Buffers,
  ) {}

  texture(info: TextureInfo, colour: boolean): Promise<Texture> {
    const key = `${info.index}${colour ? 'c' : 'd'}`;
    const known = this.made.get(key);
    if (known) return known;
    const made = this.decode(info.index, colour);
    this.made.set(key, made);
    return made;
  }

  private async decode(index: number, colour: boolean): Promise<Texture> {
    const entry = this.glb.json.textures?.[index];
    const modern = entry?.extensions?.EXT_texture_avif ?? entry?.extensions?.EXT_texture_webp;
    const image = this.glb.json.images?.[modern?.source ?? entry?.source ?? -1];
    if (!entry || image?.bufferView === undefined) throw new GlbError(`texture ${index} cannot be read`);
    const texture = await textureOf(this.buffers.bytes(image.bufferView), image.mimeType ?? 'image/webp', colour);
    const sampler = this.glb.json.samplers?.[entry.sampler ?? -1];
    texture.wrapS = WRAPPING[sampler?.wrapS ?? 10497] ?? RepeatWrapping;
    texture.wrapT = WRAPPING[sampler?.wrapT ?? 10497] ?? RepeatWrapping;
    return texture;
  }
}

/** KHR_texture_transform as a matrix for (u, v, 1). */
export function uvMatrix(info: TextureInfo | undefined): Matrix3 {
  const transform = info?.extensions?.KHR_texture_transform;
  const [ou, ov] = transform?.offset ?? [0, 0];
  const [su, sv] = transform?.scale ?? [1, 1];
  const turn = transform?.rotation ?? 0;
  const c = Math.cos(turn);
  const s = Math.sin(turn);
  return new Matrix3().set(c * su, s * sv, ou, -s * su, c * sv, ov, 0, 0, 1);
}
