/** A small picture of each room on a cube, taken once when first needed: for floors, metal and glass, and to judge its brightness. */

import {
  CubeCamera, CubeTexture, FloatType, HalfFloatType, type IUniform, LinearFilter, LinearMipmapLinearFilter, type Scene, type Texture,
  Vector2, Vector3, WebGLCubeRenderTarget, type WebGLRenderer,
} from 'three';
import type { RoomRef } from '../../manifest.gen';
import type { Uniforms } from '../shade/material';
import { meanBrightness } from './adaptation';

const SIZE_PX = 128;
const MEASURE_PX = 16;
const EYE_M = 1.5;
const OUTDOORS_M = 60;
const FADE_S = 0.5;
/** Faces of the cube that show walls and floor: +x -x -y +z -z. */
const FACES = [0, 1, 3, 4, 5] as const;

interface RoomMirror {
  readonly uniforms: Uniforms;
  readonly centre: Vector3;
  target?: WebGLCubeRenderTarget;
}

export class Mirrors {
  private readonly rooms = new Map<string, RoomMirror>();
  private readonly none: Texture = new CubeTexture();

  constructor(
    private readonly renderer: WebGLRenderer,
    /** Set while a picture of light, not of the screen, is wanted. */
    private readonly plain: IUniform<number>,
    /** The exposure at which pictures are taken. */
    private readonly basis: number,
    private readonly outdoors: boolean,
  ) {}

  /** Uniforms of a room's mirror; empty until its picture is taken. */
  uniforms(room: RoomRef): Uniforms {
    return this.of(room).uniforms;
  }

  has(room: RoomRef): boolean {
    return this.of(room).target !== undefined || !this.able;
  }

  /** Take the picture of a room. It shows little by little: see `step`. */
  take(room: RoomRef, scene: Scene, floor: number): void {
    if (this.has(room)) return;
    const mirror = this.of(room);
    mirror.target = new WebGLCubeRenderTarget(SIZE_PX, {
      type: HalfFloatType, generateMipmaps: true, minFilter: LinearMipmapLinearFilter, magFilter: LinearFilter,
    });
    const at = this.shoot(mirror, mirror.target, scene, floor);
    (mirror.uniforms.mirrorAt?.value as Vector3).copy(at);
    if (mirror.uniforms.mirror) mirror.uniforms.mirror.value = mirror.target.texture;
  }

  /** Mean brightness of the room's walls and floor, 1 = white on the screen; undefined where the device cannot tell. */
  measure(room: RoomRef, scene: Scene, floor: number): number | undefined {
    if (!this.able) return undefined;
    const target = new WebGLCubeRenderTarget(MEASURE_PX, { type: FloatType });
    this.shoot(this.of(room), target, scene, floor);
    const half = MEASURE_PX / 2;
    const all: number[] = [];
    for (const face of FACES) {
      const down = face === 3;
      const rows = down ? MEASURE_PX : half;
      const pixels = new Float32Array(MEASURE_PX * rows * 4);
      this.renderer.readRenderTargetPixels(target as never, 0, down ? 0 : half, MEASURE_PX, rows, pixels, face);
      all.push(...pixels);
    }
    target.dispose();
    return meanBrightness(all);
  }

  /** Let new pictures show; true while they still do. */
  step(dt_s: number): boolean {
    let fading = false;
    for (const { target, uniforms } of this.rooms.values()) {
      const use = uniforms.mirrorUse?.value as Vector2;
      if (!target || use.x >= 1) continue;
      use.x = Math.min(1, use.x + dt_s / FADE_S);
      fading = true;
    }
    return fading;
  }

  /** Forget the pictures, so that they are taken again. */
  renew(): void {
    for (const mirror of this.rooms.values()) {
      mirror.target?.dispose();
      delete mirror.target;
      (mirror.uniforms.mirrorUse?.value as Vector2).setX(0);
      if (mirror.uniforms.mirror) mirror.uniforms.mirror.value = this.none;
    }
  }

  dispose(): void {
    this.renew();
    this.none.dispose();
  }

  private get able(): boolean {
    return this.renderer.extensions.has('EXT_color_buffer_float');
  }

  private shoot(mirror: RoomMirror, target: WebGLCubeRenderTarget, scene: Scene, floor: number): Vector3 {
    const camera = new CubeCamera(0.1, 400, target);
    camera.position.copy(mirror.centre).setY(floor + EYE_M);
    const { autoClear } = this.renderer;
    this.plain.value = 1;
    this.renderer.autoClear = true;
    camera.update(this.renderer, scene);
    this.renderer.autoClear = autoClear;
    this.plain.value = 0;
    return camera.position;
  }

  private of(room: RoomRef): RoomMirror {
    const known = this.rooms.get(room.id);
    if (known) return known;
    const out = this.outdoors ? OUTDOORS_M : 0;
    const centre = new Vector3((room.low[0] + room.high[0]) / 2, EYE_M, (room.low[1] + room.high[1]) / 2);
    const made: RoomMirror = {
      centre,
      uniforms: {
        mirror: { value: this.none },
        mirrorAt: { value: centre.clone() },
        mirrorLow: { value: new Vector3(room.low[0] - out, -out, room.low[1] - out) },
        mirrorHigh: { value: new Vector3(room.high[0] + out, room.height + out, room.high[1] + out) },
        mirrorUse: { value: new Vector2(0, Math.log2(SIZE_PX)) },
        basis: { value: this.basis },
      },
    };
    this.rooms.set(room.id, made);
    return made;
  }
}
