/** A small picture of each room on a cube, taken once when first needed, for floors, metal and glass. */

import {
  CubeCamera, CubeTexture, HalfFloatType, type IUniform, LinearFilter, LinearMipmapLinearFilter, type Object3D, type Texture, Vector2,
  Vector3, WebGLCubeRenderTarget, type WebGLRenderer,
} from 'three';
import type { RoomRef } from '../../manifest.gen';
import type { Uniforms } from '../shade/material';

const SIZE_PX = 128;
const EYE_M = 1.5;
const OUTDOORS_M = 60;

interface RoomMirror {
  readonly uniforms: Uniforms;
  target?: WebGLCubeRenderTarget;
}

export class Mirrors {
  private readonly rooms = new Map<string, RoomMirror>();
  private readonly none: Texture = new CubeTexture();

  constructor(
    private readonly renderer: WebGLRenderer,
    /** Set while a picture of light, not of the screen, is wanted. */
    private readonly plain: IUniform<number>,
    private readonly outdoors: boolean,
  ) {}

  /** Uniforms of a room's mirror; empty until its picture is taken. */
  uniforms(room: RoomRef): Uniforms {
    return this.of(room).uniforms;
  }

  /** Take the picture of a room if it is not taken yet; true if it was taken now. */
  take(room: RoomRef, scene: Object3D, floor: number): boolean {
    const mirror = this.of(room);
    if (mirror.target || !this.renderer.extensions.has('EXT_color_buffer_float')) return false;
    const target = new WebGLCubeRenderTarget(SIZE_PX, {
      type: HalfFloatType, generateMipmaps: true, minFilter: LinearMipmapLinearFilter, magFilter: LinearFilter,
    });
    mirror.target = target;
    const camera = new CubeCamera(0.1, 400, target);
    camera.position.copy(mirror.uniforms.mirrorAt?.value as Vector3).setY(floor + EYE_M);
    this.plain.value = 1;
    const before = this.renderer.autoClear;
    this.renderer.autoClear = true;
    camera.update(this.renderer, scene as Parameters<CubeCamera['update']>[1]);
    this.renderer.autoClear = before;
    this.plain.value = 0;
    (mirror.uniforms.mirrorAt?.value as Vector3).copy(camera.position);
    if (mirror.uniforms.mirror) mirror.uniforms.mirror.value = target.texture;
    (mirror.uniforms.mirrorUse?.value as Vector2).set(1, Math.log2(SIZE_PX));
    return true;
  }

  /** Forget the pictures, so that they are taken again with what has come since. */
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

  private of(room: RoomRef): RoomMirror {
    const known = this.rooms.get(room.id);
    if (known) return known;
    const out = this.outdoors ? OUTDOORS_M : 0;
    const made: RoomMirror = {
      uniforms: {
        mirror: { value: this.none },
        mirrorAt: { value: new Vector3((room.low[0] + room.high[0]) / 2, EYE_M, (room.low[1] + room.high[1]) / 2) },
        mirrorLow: { value: new Vector3(room.low[0] - out, 0, room.low[1] - out) },
        mirrorHigh: { value: new Vector3(room.high[0] + out, room.height + out, room.high[1] + out) },
        mirrorUse: { value: new Vector2(0, 0) },
      },
    };
    this.rooms.set(room.id, made);
    return made;
  }
}
