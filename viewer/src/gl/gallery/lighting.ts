/** Which lamps light an exhibit, as uniforms of its own. Pure but for the vectors. */

import { Matrix4, Texture, Vector2, Vector3, Vector4 } from 'three';
import type { GalleryScene, Light, Spot, StandRef } from '../../manifest.gen';
import { LAMPS } from '../shade/lamps';
import type { Uniforms } from '../shade/material';

export type Lux = readonly [number, number, number];

export interface Chosen {
  readonly spot: Spot;
  /** Green irradiance at the exhibit, lux. */
  readonly lux: number;
}

/** The lamps that reach a point, brightest first. */
export function lampsFor(spots: readonly Spot[], point: Lux): Chosen[] {
  return spots
    .map((spot) => ({ spot, lux: irradiance(spot, point) }))
    .filter(({ lux }) => lux > 0.5)
    .sort((a, b) => b.lux - a.lux)
    .slice(0, LAMPS);
}

/** Green irradiance of a lamp on a surface that faces it, lux. */
export function irradiance(spot: Spot, point: Lux): number {
  const to = new Vector3(...point).sub(new Vector3(...spot.at));
  const way = new Vector3(...spot.aim).sub(new Vector3(...spot.at)).normalize();
  const off = Math.acos(Math.min(1, Math.max(-1, to.dot(way) / Math.max(to.length(), 1e-6))));
  const share = Math.min(1, Math.max(0, (spot.cut - off) / Math.max(spot.cut - spot.full, 1e-3)));
  return (spot.candela[1] * share) / Math.max(to.lengthSq(), 1e-4);
}

/** Six directions of light: those measured at the stand, or sky above and ground below. */
export function probeOf(stand: Pick<StandRef, 'probe'> | undefined, light: Light): Vector3[] {
  if (stand?.probe) return stand.probe.map((value) => new Vector3(...value));
  const sky = new Vector3(...light.sky);
  const ground = new Vector3(...light.ground);
  const side = sky.clone().add(ground).multiplyScalar(0.5);
  return [side, side, sky, ground, side, side];
}

/** Uniforms of LAMP_LIGHT and SHADOW for one exhibit; also says from where its shadow falls. */
export function exhibitLight(scene: GalleryScene, stand: StandRef | undefined, point: Lux): { uniforms: Uniforms; key: Vector3 } {
  const { light } = scene;
  const lamps = lampsFor(light.spots, point);
  const at: Vector3[] = [];
  const way: Vector3[] = [];
  const power: Vector3[] = [];
  const cone: Vector2[] = [];
  const key = new Vector3(0.3, 0.9, 0.3).normalize();
  if (light.sun && light.sun_lux && scene.sky !== 'none') {
    at.push(new Vector3(...light.sun).normalize());
    way.push(new Vector3(...light.sun).normalize().negate());
    power.push(new Vector3(...light.sun_lux));
    cone.push(new Vector2(-1, 0));
  }
  for (const { spot } of lamps.slice(0, LAMPS - at.length)) {
    at.push(new Vector3(...spot.at));
    way.push(new Vector3(...spot.aim).sub(new Vector3(...spot.at)).normalize());
    power.push(new Vector3(...spot.candela));
    cone.push(new Vector2(spot.cut, spot.full));
  }
  if (cone[0]?.x === -1) key.copy(at[0] as Vector3);
  else if (at[0]) key.copy(at[0]).sub(new Vector3(...point)).normalize();
  while (at.length < LAMPS) {
    at.push(new Vector3(0, 1e3, 0));
    way.push(new Vector3(0, -1, 0));
    power.push(new Vector3());
    cone.push(new Vector2(0.1, 0.05));
  }
  return {
    key,
    uniforms: {
      lampAt: { value: at },
      lampWay: { value: way },
      lampPower: { value: power },
      lampCone: { value: cone },
      probe: { value: probeOf(stand, light) },
      shadowMap: { value: new Texture() },
      shadowMatrix: { value: new Matrix4() },
      shadowSize: { value: new Vector4(1, 1, 0.03, 0) },
    },
  };
}
