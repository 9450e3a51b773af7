/** The studio: colours by theme, soft boxes that stay with the visitor while the object turns, as shared uniforms. */

import { Color, Matrix4, Texture, Vector3, Vector4 } from 'three';
import type { Uniforms } from '../shade/material';
import { LOBES } from '../shade/studio';

export type Theme = 'light' | 'dark';

interface Lamp {
  /** Towards the lamp, seen by a visitor who looks along -Z. */
  readonly from: readonly [number, number, number];
  /** Irradiance facing it; pi on a white surface gives white. */
  readonly light: readonly [number, number, number];
  /** The larger, the smaller the soft box. */
  readonly sharp: number;
}

interface Look {
  readonly lamps: readonly Lamp[];
  readonly sky: readonly [number, number, number];
  readonly ground: readonly [number, number, number];
  readonly floorNear: string;
  readonly floorFar: string;
  readonly wallLow: string;
  readonly wallHigh: string;
  /** What is left of the floor's light in the key's shadow, and where nothing of the room is seen. */
  readonly shade: number;
  readonly contact: number;
  readonly exposure: number;
}

const LOOKS: Record<Theme, Look> = {
  light: {
    lamps: [
      { from: [-0.62, 0.72, 0.52], light: [2.35, 2.26, 2.1], sharp: 22 },
      { from: [0.85, 0.3, 0.55], light: [0.34, 0.35, 0.37], sharp: 8 },
      { from: [0.0, 1.0, -0.15], light: [0.42, 0.42, 0.42], sharp: 8 },
      { from: [0.7, 0.4, -0.75], light: [0.75, 0.78, 0.84], sharp: 20 },
    ],
    sky: [0.95, 0.94, 0.93],
    ground: [0.62, 0.59, 0.54],
    floorNear: '#e3dfd5',
    floorFar: '#d3cfc7',
    wallLow: '#c9c6c0',
    wallHigh: '#d3d1cd',
    shade: 0.7,
    contact: 0.22,
    exposure: 1.14,
  },
  dark: {
    lamps: [
      { from: [-0.62, 0.72, 0.52], light: [2.5, 2.34, 2.08], sharp: 22 },
      { from: [0.85, 0.3, 0.55], light: [0.12, 0.12, 0.13], sharp: 8 },
      { from: [0.0, 1.0, -0.15], light: [0.16, 0.16, 0.16], sharp: 8 },
      { from: [0.7, 0.4, -0.75], light: [1.0, 1.0, 1.02], sharp: 20 },
    ],
    sky: [0.3, 0.29, 0.28],
    ground: [0.22, 0.2, 0.17],
    floorNear: '#5a5142',
    floorFar: '#24211c',
    wallLow: '#1d1b18',
    wallHigh: '#1a1917',
    shade: 0.42,
    contact: 0.12,
    exposure: 1.15,
  },
};

export class Studio {
  /** Shared by every material of the stage. */
  readonly uniforms: Uniforms = {
    lobeAxis: { value: Array.from({ length: LOBES }, () => new Vector3()) },
    lobeLight: { value: Array.from({ length: LOBES }, () => new Vector3()) },
    lobeSharp: { value: new Array<number>(LOBES).fill(1) },
    skyLight: { value: new Vector3() },
    groundLight: { value: new Vector3() },
    exposure: { value: 1 },
    contactMap: { value: new Texture() },
    contactBox: { value: new Vector4(0, 0, 1, 0) },
    shadeMap: { value: new Texture() },
    shadeBox: { value: new Vector4(0, 0, 1, 0) },
    shadowMap: { value: new Texture() },
    shadowMatrix: { value: new Matrix4() },
    shadowSize: { value: new Vector4(1, 1, 0.2, 0) },
    floorNear: { value: new Color() },
    floorFar: { value: new Color() },
    wallLow: { value: new Color() },
    wallHigh: { value: new Color() },
    shades: { value: new Vector4() },
  };
  /** Towards the key light, in the world. */
  readonly key = new Vector3();
  private look: Look = LOOKS.light;

  setTheme(theme: Theme): void {
    this.look = LOOKS[theme];
    const u = this.uniforms as Record<string, { value: never }>;
    const set = <T>(name: string, use: (value: T) => void): void => use(u[name]?.value as T);
    this.look.lamps.forEach((lamp, i) => {
      set<Vector3[]>('lobeLight', (v) => v[i]?.set(...lamp.light));
      set<number[]>('lobeSharp', (v) => (v[i] = lamp.sharp));
    });
    set<Vector3>('skyLight', (v) => v.set(...this.look.sky));
    set<Vector3>('groundLight', (v) => v.set(...this.look.ground));
    for (const name of ['floorNear', 'floorFar', 'wallLow', 'wallHigh'] as const) set<Color>(name, (v) => v.set(this.look[name]));
    set<Vector4>('shades', (v) => v.set(this.look.shade, this.look.contact, 0, 0));
    const exposure = this.uniforms.exposure;
    if (exposure) exposure.value = this.look.exposure;
  }

  /** Turn the lamps with the visitor; `turn` moves the key light alone. Radians, the camera's yaw as in Orbit. */
  place(yaw: number, turn: number): void {
    const axes = this.uniforms.lobeAxis?.value as Vector3[];
    this.look.lamps.forEach((lamp, i) => {
      axes[i]?.set(...lamp.from).normalize().applyAxisAngle(UP, yaw + (i === 0 ? turn : 0));
    });
    if (axes[0]) this.key.copy(axes[0]);
  }
}

const UP = new Vector3(0, 1, 0);
