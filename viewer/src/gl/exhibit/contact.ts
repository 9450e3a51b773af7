/** How much of the room each point of the floor still sees under and beside the object: worked out once from two height pictures. */

import {
  GLSL3,
  LinearFilter,
  Matrix4,
  Mesh,
  OrthographicCamera,
  PlaneGeometry,
  RawShaderMaterial,
  RedFormat,
  type Vector4,
  WebGLRenderTarget,
  type WebGLRenderer,
} from 'three';
import type { Uniforms } from '../shade/material';
import { type Casters, depthTarget } from '../shadows/casters';
import type { Bounds } from './view';

const SIZE_PX = 128;

const VERTEX = /* glsl */ `
precision highp float;
in vec3 position;
out vec2 at;
void main() { at = position.xy * 0.5 + 0.5; gl_Position = vec4(position.xy, 0.0, 1.0); }
`;
/* Each column of the object hides the sky between the elevations of its underside and its top. */
const FRAGMENT = /* glsl */ `
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

export class Contact {
  private readonly target = new WebGLRenderTarget(SIZE_PX, SIZE_PX, { format: RedFormat, depthBuffer: false });

  constructor(
    private readonly renderer: WebGLRenderer,
    private readonly uniforms: Uniforms,
  ) {
    this.target.texture.minFilter = this.target.texture.magFilter = LinearFilter;
  }

  /** Writes contactMap and contactBox. */
  update(casters: Casters, { centre, floor, height, spread }: Bounds): void {
    const half = spread * 2.4;
    const below = depthTarget(SIZE_PX);
    const above = depthTarget(SIZE_PX);
    const lift = 2 / height;
    const clip = new Matrix4().set(
      1 / half, 0, 0, -centre.x / half, 0, 0, 1 / half, -centre.z / half, 0, lift, 0, -floor * lift - 1, 0, 0, 0, 1,
    );
    casters.draw(below, clip);
    casters.draw(above, new Matrix4().makeScale(1, 1, -1).multiply(clip));
    const material = new RawShaderMaterial({
      name: 'contact',
      glslVersion: GLSL3,
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      depthTest: false,
      uniforms: {
        below: { value: below.depthTexture },
        above: { value: above.depthTexture },
        slope: { value: height / (2 * half) },
      },
    });
    const plane = new Mesh(new PlaneGeometry(2, 2), material);
    plane.frustumCulled = false;
    this.renderer.setRenderTarget(this.target);
    this.renderer.render(plane, new OrthographicCamera());
    this.renderer.setRenderTarget(null);
    for (const gone of [below, above, material, plane.geometry]) gone.dispose();
    if (this.uniforms.contactMap) this.uniforms.contactMap.value = this.target.texture;
    (this.uniforms.contactBox?.value as Vector4).set(centre.x, centre.z, half, floor);
  }

  dispose(): void {
    this.target.dispose();
  }
}
