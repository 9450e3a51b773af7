/** A point cloud: round discs that face along their normals, sized by how far neighbours lie apart, lit like any object. */

import { BufferGeometry, GLSL3, Group, LessEqualDepth, Matrix3, Points, RawShaderMaterial, Vector2, Vector3, Vector4 } from 'three';
import { fetchBytes, LoadError } from '../bytes';
import type { LoadedModel, ModelLoading } from '../model';
import type { Lighting } from '../shade/material';
import { SURFACE } from '../shade/surface';
import { CloudFile } from './cloud-file';
import { hullOf } from './hull';
import { DISC_DEPTH, DISC_VERTEX, discMain } from './points-shader';

/** Radius of a disc in distances of neighbours: of points strewn at random, one place in a thousand stays open. */
const REACH = 1.5;
const STONE = new Vector4(0.55, 0.52, 0.47, 1);

/** Raises LoadError. */
export async function loadPoints(url: string, how: ModelLoading & { readonly lighting: Lighting }): Promise<LoadedModel> {
  const bytes = await fetchBytes(url, how);
  try {
    return build(await CloudFile.read(bytes), how.lighting);
  } catch (error) {
    if (how.signal.aborted) throw how.signal.reason;
    throw new LoadError(url, 'broken', { cause: error });
  }
}

function build(file: CloudFile, lighting: Lighting): LoadedModel {
  const geometry = new BufferGeometry();
  const position = file.need('POSITION');
  const normal = file.find('NORMAL');
  const color = file.find('COLOR_0');
  geometry.setAttribute('position', position);
  if (normal) geometry.setAttribute('normal', normal);
  if (color) geometry.setAttribute('color', color);
  const radius = (file.spacing || file.step) * REACH;
  const own = { discRadius: { value: radius }, screen: { value: new Vector2(1, 1) } };
  const defines = { ...lighting.defines, ...(color ? { COLOUR: 1 } : {}), ...(normal ? { TILTED: 1 } : {}) };
  // depth first: discs overlap many times, and only what is seen is worth its light
  const depth = new RawShaderMaterial({
    name: 'points-depth', glslVersion: GLSL3, defines, uniforms: own, vertexShader: DISC_VERTEX, fragmentShader: DISC_DEPTH, colorWrite: false,
  });
  const shade = new RawShaderMaterial({
    name: 'points',
    glslVersion: GLSL3,
    defines,
    uniforms: {
      ...own,
      ...lighting.uniforms,
      baseFactor: { value: color ? new Vector4(1, 1, 1, 1) : STONE },
      metalFactor: { value: 0 },
      roughFactor: { value: 0.85 },
      emitFactor: { value: new Vector3() },
      uvMatrix: { value: new Matrix3() },
    },
    vertexShader: DISC_VERTEX,
    fragmentShader: SURFACE + discMain(lighting.code),
    depthFunc: LessEqualDepth,
    depthWrite: false,
  });
  const group = new Group();
  for (const [order, material] of [depth, shade].entries()) {
    const points = new Points(geometry, material);
    points.matrixAutoUpdate = false;
    points.matrix.copy(file.matrix);
    points.frustumCulled = false;
    points.renderOrder = order;
    points.onBeforeRender = (renderer) => void renderer.getDrawingBufferSize(own.screen.value);
    group.add(points);
  }
  const hull = hullOf(position.count, (i, at, out) => {
    at.fromBufferAttribute(position, i).applyMatrix4(file.matrix);
    if (normal) out.fromBufferAttribute(normal, i).normalize();
    else out.set(0, 0, 1);
    return radius;
  });
  const dispose = (): void => {
    for (const made of [geometry, depth, shade, hull]) made.dispose();
  };
  return { group, parts: hull.parts, caster: hull.caster, dispose };
}
