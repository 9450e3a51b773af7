/** 3D Gaussian splats: one quad a splat, drawn back to front in an order that a worker keeps. */

import {
  AddEquation,
  BufferAttribute,
  CustomBlending,
  DataTexture,
  DynamicDrawUsage,
  GLSL3,
  Group,
  InstancedBufferAttribute,
  InstancedBufferGeometry,
  Mesh,
  NearestFilter,
  OneFactor,
  OneMinusSrcAlphaFactor,
  Quaternion,
  RawShaderMaterial,
  RGBAIntegerFormat,
  UnsignedIntType,
  Vector2,
  Vector3,
} from 'three';
import { fetchBytes, LoadError } from '../bytes';
import type { LoadedModel, ModelLoading } from '../model';
import { CloudFile } from './cloud-file';
import { type Hull, hullOf } from './hull';
import { SPLAT_FRAGMENT, SPLAT_VERTEX } from './splat-shader';
import { SplatSorter } from './splat-sorter';
import { OPACITY, packSplats, ROTATION, SCALE, WIDTH } from './splat-texels';

/** Radius of a disc that stands for a splat, in standard deviations. */
const DISC = 1.2;

export interface SplatLoading extends ModelLoading {
  /** Where the visitor looks from. */
  readonly eye: () => Vector3;
  /** A better order is there: draw again. */
  readonly changed: () => void;
}

/** Raises LoadError. Resolves when the splats are in order for where the visitor looks from. */
export async function loadSplats(url: string, how: SplatLoading): Promise<LoadedModel> {
  const bytes = await fetchBytes(url, how);
  try {
    const file = await CloudFile.read(bytes);
    const { model, ready } = build(file, how);
    await ready;
    if (how.signal.aborted) {
      model.dispose();
      throw how.signal.reason;
    }
    return model;
  } catch (error) {
    if (how.signal.aborted) throw how.signal.reason;
    throw new LoadError(url, 'broken', { cause: error });
  }
}

function build(file: CloudFile, how: SplatLoading): { readonly model: LoadedModel; readonly ready: Promise<void> } {
  const packed = packSplats(file);
  const hull = hullOfSplats(file, packed.positions);
  const texture = new DataTexture(packed.data, WIDTH, packed.height, RGBAIntegerFormat, UnsignedIntType);
  texture.internalFormat = 'RGBA32UI';
  texture.minFilter = texture.magFilter = NearestFilter;
  texture.needsUpdate = true;
  const order = new InstancedBufferAttribute(new Uint32Array(packed.count), 1);
  order.setUsage(DynamicDrawUsage);
  const geometry = new InstancedBufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(new Float32Array([-1, -1, 0, 1, -1, 0, -1, 1, 0, 1, 1, 0]), 3));
  geometry.setIndex([0, 1, 2, 2, 1, 3]);
  geometry.setAttribute('order', order);
  geometry.instanceCount = packed.count;
  const screen = new Vector2(1, 1);
  const material = materialOf(packed.texels, { splats: { value: texture }, screen: { value: screen } });
  const mesh = new Mesh(geometry, material);
  mesh.frustumCulled = false;
  const sorter = new SplatSorter(packed.positions, (found) => {
    order.array.set(found);
    order.needsUpdate = true;
    how.changed();
  });
  const eye = new Vector3();
  mesh.onBeforeRender = (renderer, _scene, camera) => {
    renderer.getDrawingBufferSize(screen);
    sorter.follow(eye.setFromMatrixPosition(camera.matrixWorld));
  };
  sorter.follow(how.eye());
  const dispose = (): void => {
    for (const made of [sorter, geometry, material, texture, hull]) made.dispose();
  };
  return { model: { group: new Group().add(mesh), parts: hull.parts, caster: hull.caster, dispose }, ready: sorter.ready() };
}

function materialOf(texels: number, uniforms: RawShaderMaterial['uniforms']): RawShaderMaterial {
  return new RawShaderMaterial({
    name: 'splats',
    glslVersion: GLSL3,
    defines: { TEXELS: texels },
    uniforms,
    vertexShader: SPLAT_VERTEX,
    fragmentShader: SPLAT_FRAGMENT,
    transparent: true,
    depthWrite: false,
    blending: CustomBlending,
    blendEquation: AddEquation,
    blendSrc: OneFactor,
    blendDst: OneMinusSrcAlphaFactor,
  });
}

/** Opacity from which a splat throws a shadow and hides what is behind it. */
const SOLID = 0.5;

/** Discs across the thinnest axis of each splat. Reads `positions` before they move to the worker. */
function hullOfSplats(file: CloudFile, positions: Float32Array): Hull {
  const [rotation, scale, opacity] = [file.need(ROTATION), file.need(SCALE), file.need(OPACITY)];
  const turn = new Quaternion();
  const size = new Vector3();
  return hullOf(opacity.count, (i, at, normal) => {
    if (opacity.getX(i) < SOLID) return 0;
    at.fromArray(positions, 3 * i);
    size.fromBufferAttribute(scale, i);
    const [thin, wide] = [Math.min(size.x, size.y, size.z), Math.max(size.x, size.y, size.z)];
    const middle = size.x + size.y + size.z - thin - wide;
    normal.set(Number(size.x === thin), Number(size.x !== thin && size.y === thin), Number(size.x !== thin && size.y !== thin));
    normal.applyQuaternion(turn.set(rotation.getX(i), rotation.getY(i), rotation.getZ(i), rotation.getW(i)).normalize());
    return middle * file.step * DISC;
  });
}
