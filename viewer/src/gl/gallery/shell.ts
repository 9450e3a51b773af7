/** The built rooms: gallery.glb with its light map, glass last, floors and metal with a mirror of their room. */

import {
  Box3, CustomBlending, LinearFilter, type Mesh, OneFactor, OneMinusSrcAlphaFactor, type RawShaderMaterial, type Texture, Vector3,
  type WebGLRenderer,
} from 'three';
import type { GalleryDoc, RoomRef } from '../../manifest.gen';
import { fetchBytes, LoadError } from '../bytes';
import type { Part } from '../glb/parts';
import { textureOf } from '../glb/pictures';
import { type LoadedModel, loadModel } from '../model';
import type { Lighting, Uniforms } from '../shade/material';
import { GLASS, MIRROR, ROOM } from '../shade/room';
import { TONE } from '../shade/tone';
import type { Mirrors } from './mirrors';
import { roomAt } from './sight';

/** Rougher surfaces show no picture of the room. */
const GLOSSY_BELOW = 0.42;

export interface Shell {
  readonly model: LoadedModel;
  dispose(): void;
}

export interface ShellLoading {
  readonly doc: GalleryDoc;
  readonly root: string;
  readonly renderer: WebGLRenderer;
  readonly mirrors: Mirrors;
  /** `plain` and `exposure`. */
  readonly shared: Uniforms;
  readonly signal: AbortSignal;
  readonly onBytes: (added: number) => void;
  /** Light for parts that have no place in the light map. */
  readonly open: Lighting;
}

/** Raises LoadError. */
export async function loadShell(how: ShellLoading): Promise<Shell> {
  const { doc, root, renderer, signal, onBytes } = how;
  const map = loadLightMap(root + doc.light_map.url, signal, onBytes);
  const uniforms: Uniforms = {
    lightMap: { value: null },
    lightScale: { value: doc.scene.light.map_scale },
    ...how.shared,
  };
  const loading = loadModel(root + doc.model.url, {
    signal,
    onBytes,
    renderer,
    light: (part) => lightingOf(part, how, uniforms),
    merge: (part) => (isGlass(part) ? undefined : isGlossy(part) ? roomOf(part, doc.scene.rooms).id : ''),
  });
  const results = await Promise.allSettled([map, loading]);
  const [light, model] = results;
  if (light.status === 'rejected' || model.status === 'rejected') {
    if (light.status === 'fulfilled') light.value.dispose();
    if (model.status === 'fulfilled') model.value.dispose();
    throw light.status === 'rejected' ? light.reason : (model as PromiseRejectedResult).reason;
  }
  if (uniforms.lightMap) uniforms.lightMap.value = light.value;
  for (const mesh of model.value.group.children) finish(mesh as Mesh);
  return {
    model: model.value,
    dispose: () => {
      model.value.dispose();
      light.value.dispose();
    },
  };
}

async function loadLightMap(url: string, signal: AbortSignal, onBytes: (added: number) => void): Promise<Texture> {
  const bytes = await fetchBytes(url, { signal, onBytes });
  try {
    const texture = await textureOf(bytes, 'image/webp', true);
    texture.generateMipmaps = false; // smaller copies would mix neighbouring charts
    texture.minFilter = LinearFilter;
    texture.anisotropy = 1;
    return texture;
  } catch (error) {
    throw new LoadError(url, 'broken', { cause: error });
  }
}

function lightingOf(part: Part, how: ShellLoading, uniforms: Uniforms): Lighting {
  const mirror = how.mirrors.uniforms(roomOf(part, how.doc.scene.rooms));
  if (isGlass(part)) return { name: 'glass', code: TONE + MIRROR + GLASS, uniforms: { ...uniforms, ...mirror } };
  if (!part.geometry.hasAttribute('uv1')) return how.open;
  const glossy = isGlossy(part);
  return {
    name: glossy ? 'room-glossy' : 'room',
    code: TONE + (glossy ? MIRROR : '') + ROOM,
    uniforms: glossy ? { ...uniforms, ...mirror } : uniforms,
    defines: glossy ? { LIGHT_MAP: 1, GLOSSY: 1 } : { LIGHT_MAP: 1 },
  };
}

function isGlossy(part: Part): boolean {
  const pbr = part.material.pbrMetallicRoughness;
  return (pbr?.roughnessFactor ?? 1) < GLOSSY_BELOW || (pbr?.metallicFactor ?? 1) > 0.5;
}

function isGlass(part: Part): boolean {
  return part.material.alphaMode === 'BLEND';
}

function roomOf(part: Part, rooms: readonly RoomRef[]): RoomRef {
  part.geometry.computeBoundingBox();
  const middle = (part.geometry.boundingBox ?? new Box3()).clone().applyMatrix4(part.matrix).getCenter(new Vector3());
  return roomAt(rooms, middle.x, middle.z) as RoomRef;
}

function finish(mesh: Mesh): void {
  const material = mesh.material as RawShaderMaterial;
  if (!material.transparent) return;
  mesh.renderOrder = 10;
  material.depthWrite = false;
  material.blending = CustomBlending;
  material.blendSrc = OneFactor;
  material.blendDst = OneMinusSrcAlphaFactor;
}

