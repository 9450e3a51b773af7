/** The depth picture of what stands in the main light's way. */

import { Matrix4, Vector3, type Vector4, type WebGLRenderTarget } from 'three';
import type { Uniforms } from '../shade/material';
import { type Casters, depthTarget } from './casters';

const UP = new Vector3(0, 1, 0);

export interface Ball {
  readonly centre: Vector3;
  readonly radius: number;
}

export class KeyShadow {
  private readonly target: WebGLRenderTarget;

  /** Writes shadowMap, shadowMatrix and shadowSize of `uniforms`. `softness`: tangent of half the angle of the lamp. */
  constructor(
    private readonly uniforms: Uniforms,
    size_px: number,
    private readonly softness: number,
  ) {
    this.target = depthTarget(size_px);
  }

  /** `towards` is the unit direction to the light. */
  update(casters: Casters, towards: Vector3, { centre, radius }: Ball): void {
    const r = radius * 1.03;
    const side = (Math.abs(towards.y) > 0.99 ? new Vector3(1, 0, 0) : UP.clone()).cross(towards).normalize();
    const up = towards.clone().cross(side);
    const row = (axis: Vector3, sign: number): [number, number, number, number] => [
      (sign * axis.x) / r, (sign * axis.y) / r, (sign * axis.z) / r, (-sign * axis.dot(centre)) / r,
    ];
    const clip = new Matrix4().set(...row(side, 1), ...row(up, 1), ...row(towards, -1), 0, 0, 0, 1);
    casters.draw(this.target, clip);
    const half = new Matrix4().makeScale(0.5, 0.5, 0.5).setPosition(0.5, 0.5, 0.5);
    (this.uniforms.shadowMatrix?.value as Matrix4).copy(half.multiply(clip));
    (this.uniforms.shadowSize?.value as Vector4).set(2 * r, 2 * r, this.softness, 0.018 * r);
    if (this.uniforms.shadowMap) this.uniforms.shadowMap.value = this.target.depthTexture;
  }

  dispose(): void {
    this.target.dispose();
  }
}
