/** The object's shadow of the key light, and how much of the room each point of the floor still sees. */

import {
  DepthTexture,
  DoubleSide,
  GLSL3,
  LinearFilter,
  Matrix4,
  Mesh,
  NearestFilter,
  type Object3D,
  OrthographicCamera,
  PlaneGeometry,
  RawShaderMaterial,
  RedFormat,
  Scene,
  UnsignedIntType,
  type Vector3,
  type Vector4,
  WebGLRenderTarget,
  type WebGLRenderer,
} from 'three';
import type { Bounds } from './view';
import type { Uniforms } from '../shade/material';

const SHADOW_PX = 1024;
const CONTACT_PX = 128;
/** Tangent of the half angle under which the key's soft box is seen. */
const SOFTNESS = 0.2;

const DEPTH_VERTEX = /* glsl */ `
precision highp float;
uniform mat4 modelMatrix, toClip;
in vec3 position;
void main() { gl_Position = toClip * modelMatrix * vec4(position, 1.0); }
`;
const DEPTH_FRAGMENT = 'precision lowp float; void main() {}';

const CONTACT_VERTEX = /* glsl */ `
precision highp float;
in vec3 position;
out vec2 at;
void main() { at = position.xy * 0.5 + 0.5; gl_Position = vec4(position.xy, 0.0, 1.0); }
`;
/* Each column of the object hides the sky between the elevations of its underside and its top. */
const CONTACT_FRAGMENT = /* glsl */ `
precision highp float;
precision highp sampler2D;
uniform sampler2D below, above;
uniform float slope;   /* height of the object over the edge of the picture */
in vec2 at;
out vec4 pixel;
void main() {
  float hidden = 0.0;
  float spin = fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715))));
  for (int i = 0; i < 36; i++) {
    float a = (float(i) + spin) * 0.1745329, top = 0.0, bottom = 1.0;
    for (int j = 0; j < 14; j++) {
      float k = (float(j) + 0.35) / 14.0, d = 0.5 * k * k;
      vec2 uv = at + d * vec2(cos(a), sin(a));
      float low = texture(below, uv).r;
      if (low >= 1.0) continue;
      float h = low * slope, t = (1.0 - texture(above, uv).r) * slope;
      top = max(top, t * t / (t * t + d * d));
      bottom = min(bottom, h * h / (h * h + d * d));
    }
    hidden += max(top - bottom, 0.0);
  }
  vec2 edge = smoothstep(vec2(0.0), vec2(0.12), min(at, 1.0 - at));
  pixel = vec4(mix(1.0, 1.0 - hidden / 36.0, edge.x * edge.y));
}
`;

export class Shadows {
  private readonly casters = new Scene();
  private readonly camera = new OrthographicCamera();
  private readonly depth = new RawShaderMaterial({
    glslVersion: GLSL3,
    vertexShader: DEPTH_VERTEX,
    fragmentShader: DEPTH_FRAGMENT,
    uniforms: { toClip: { value: new Matrix4() } },
    side: DoubleSide,
    colorWrite: false,
  });
  private readonly key = depthTarget(SHADOW_PX);
  private readonly contact = new WebGLRenderTarget(CONTACT_PX, CONTACT_PX, { format: RedFormat, depthBuffer: false });
  private bounds: Bounds | undefined;

  constructor(
    private readonly renderer: WebGLRenderer,
    private readonly uniforms: Uniforms,
  ) {
    this.contact.texture.minFilter = this.contact.texture.magFilter = LinearFilter;
  }

  /** Take a light version of the model as the caster and work out the contact shadow, once. */
  setCaster(model: Object3D, bounds: Bounds): void {
    this.casters.clear();
    model.updateMatrixWorld(true);
    model.traverse((node) => {
      if (!(node instanceof Mesh)) return;
      const caster = new Mesh(node.geometry, this.depth);
      caster.matrixAutoUpdate = false;
      caster.matrix.copy(node.matrixWorld);
      caster.frustumCulled = false;
      this.casters.add(caster);
    });
    this.bounds = bounds;
    this.drawContact(bounds);
  }

  /** Draw the key's depth picture for this direction towards the light. */
  update(key: Vector3): void {
    if (!this.bounds) return;
    const { centre, radius } = this.bounds;
    const r = radius * 1.03;
    const side = this.camera.up.clone().cross(key).normalize();
    const up = key.clone().cross(side);
    const row = (axis: Vector3, sign: number): [number, number, number, number] => [
      (sign * axis.x) / r, (sign * axis.y) / r, (sign * axis.z) / r, (-sign * axis.dot(centre)) / r,
    ];
    const clip = new Matrix4().set(...row(side, 1), ...row(up, 1), ...row(key, -1), 0, 0, 0, 1);
    this.draw(this.key, clip);
    const half = new Matrix4().makeScale(0.5, 0.5, 0.5).setPosition(0.5, 0.5, 0.5);
    (this.uniforms.shadowMatrix?.value as Matrix4).copy(half.multiply(clip));
    (this.uniforms.shadowSize?.value as Vector4).set(2 * r, 2 * r, SOFTNESS, 0.018 * r);
    if (this.uniforms.shadowMap) this.uniforms.shadowMap.value = this.key.depthTexture;
  }

  dispose(): void {
    this.key.dispose();
    this.contact.dispose();
    this.depth.dispose();
  }

  private drawContact(bounds: Bounds): void {
    const { centre, floor, height, spread } = bounds;
    const half = spread * 2.4;
    const below = depthTarget(CONTACT_PX);
    const above = depthTarget(CONTACT_PX);
    const lift = 2 / height;
    const clip = new Matrix4().set(
      1 / half, 0, 0, -centre.x / half, 0, 0, 1 / half, -centre.z / half, 0, lift, 0, -floor * lift - 1, 0, 0, 0, 1,
    );
    this.draw(below, clip);
    this.draw(above, new Matrix4().makeScale(1, 1, -1).multiply(clip));
    const material = new RawShaderMaterial({
      glslVersion: GLSL3,
      vertexShader: CONTACT_VERTEX,
      fragmentShader: CONTACT_FRAGMENT,
      depthTest: false,
      uniforms: {
        below: { value: below.depthTexture },
        above: { value: above.depthTexture },
        slope: { value: height / (2 * half) },
      },
    });
    const plane = new Mesh(new PlaneGeometry(2, 2), material);
    plane.frustumCulled = false;
    this.renderer.setRenderTarget(this.contact);
    this.renderer.render(plane, this.camera);
    this.renderer.setRenderTarget(null);
    for (const gone of [below, above, material, plane.geometry]) gone.dispose();
    if (this.uniforms.contactMap) this.uniforms.contactMap.value = this.contact.texture;
    (this.uniforms.contactBox?.value as Vector4).set(centre.x, centre.z, half, floor);
  }

  private draw(target: WebGLRenderTarget, clip: Matrix4): void {
    (this.depth.uniforms.toClip?.value as Matrix4).copy(clip);
    this.renderer.setRenderTarget(target);
    this.renderer.clear();
    this.renderer.render(this.casters, this.camera);
    this.renderer.setRenderTarget(null);
  }
}

function depthTarget(size: number): WebGLRenderTarget {
  const depth = new DepthTexture(size, size, UnsignedIntType);
  depth.minFilter = depth.magFilter = NearestFilter;
  return new WebGLRenderTarget(size, size, { depthTexture: depth });
}
