/** One quality of a model, from its address to meshes whose textures lie on the graphics card. */

import { Group, Mesh, type RawShaderMaterial, type Texture, type WebGLRenderer } from 'three';
import { fetchBytes, LoadError } from './bytes';
import { Buffers } from './glb/buffers';
import { splitGlb } from './glb/container';
import { mergeParts } from './glb/merge';
import { type Part, readParts } from './glb/parts';
import { Pictures } from './glb/pictures';
import { type Lighting, makeMaterial, texturesOf } from './shade/material';

export interface LoadedModel {
  readonly group: Group;
  readonly parts: readonly Part[];
  /** Sizes of its textures, pixels. */
  readonly textures?: readonly { readonly width: number; readonly height: number }[];
  /** What throws its shadow, where that is not the model itself. */
  readonly caster?: Group;
  dispose(): void;
}

export interface ModelLoading {
  readonly signal: AbortSignal;
  readonly onBytes?: (added: number) => void;
  readonly renderer: WebGLRenderer;
  /** How each part is lit; called once a part. */
  readonly light: (part: Part) => Lighting;
  /** Parts of equal answer are drawn as one; undefined keeps a part by itself. */
  readonly merge?: (part: Part) => string | undefined;
}

/** Raises LoadError. Textures are uploaded one a task, so that the page stays responsive. */
export async function loadModel(url: string, how: ModelLoading): Promise<LoadedModel> {
  const bytes = await fetchBytes(url, how);
  try {
    return await build(bytes, how);
  } catch (error) {
    if (how.signal.aborted) throw how.signal.reason;
    throw new LoadError(url, 'broken', { cause: error });
  }
}

async function build(bytes: Uint8Array<ArrayBuffer>, how: ModelLoading): Promise<LoadedModel> {
  const glb = splitGlb(bytes);
  const buffers = await Buffers.of(glb);
  const read = readParts(glb, buffers);
  const parts = how.merge ? mergeParts(read, how.merge) : read;
  const pictures = new Pictures(glb, buffers);
  const group = new Group();
  const textures = new Set<Texture>();
  const materials = new Set<RawShaderMaterial>();
  const dispose = (): void => {
    for (const part of parts) part.geometry.dispose();
    for (const texture of textures) texture.dispose();
    for (const material of materials) material.dispose();
  };
  for (const part of parts) {
    const maps = await texturesOf(part.material, pictures);
    for (const texture of maps.values()) textures.add(texture);
    const material = makeMaterial(part, maps, how.light(part));
    materials.add(material);
    group.add(meshOf(part, material));
  }
  const sizes = [...textures].map(({ image }) => ({ width: (image as ImageBitmap).width, height: (image as ImageBitmap).height }));
  await upload(textures, how, dispose);
  return { group, parts, textures: sizes, dispose };
}

function meshOf(part: Part, material: RawShaderMaterial): Mesh {
  const mesh = new Mesh(part.geometry, material);
  mesh.name = part.name;
  mesh.matrixAutoUpdate = false;
  mesh.matrix.copy(part.matrix);
  return mesh;
}

async function upload(textures: Iterable<Texture>, how: ModelLoading, dispose: () => void): Promise<void> {
  for (const texture of textures) {
    if (how.signal.aborted) {
      dispose();
      throw how.signal.reason;
    }
    how.renderer.initTexture(texture);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}
