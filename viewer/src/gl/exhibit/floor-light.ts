/** What reaches the floor, as two small pictures: of the room around (once) and of the key light (whenever it moves). */

import {
  GLSL3,
  LinearFilter,
  Matrix4,
  Mesh,
  OrthographicCamera,
  PlaneGeometry,
  RawShaderMaterial,
  RedFormat,
  Vector4,
  WebGLRenderTarget,
  type WebGLRenderer,
} from 'three';
import type { Uniforms } from '../shade/material';
import { SHADOW } from '../shade/shadow';
import { TONE } from '../shade/tone';
import { type Casters, depthTarget } from '../shadows/casters';
import type { Bounds } from './view';

const CONTACT_PX = 128;
const SHADE_PX = 320;
/** Room for the shadow beside the object, in heights of it. */
const SHADOW_REACH = 1.15;

const VERTEX = /* glsl */ `
precision highp float;
in vec3 position;
out vec2 at;
void main() { at = position.xy * 0.5 + 0.5; gl_Position = vec4(position.xy, 0.0, 1.0); }
`;
const FRAGMENT = /* glsl */ `
precision highp float;
precision highp sampler2D;
precision highp int;
uniform float job;         /* 0: contact, 1: shadow of the key */
uniform vec4 floorBox;     /* centre x, z; half edge; height */
uniform sampler2D below, above;
uniform float slope;   /* height of the object over the edge of the picture */
in vec2 at;
out vec4 pixel;
${TONE}
${SHADOW}
/* Each column of the object hides the sky between the elevations of its underside and its top. */
float contact() {
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
  return mix(1.0, 1.0 - hidden / 36.0, edge.x * edge.y);
}
void main() {
  vec2 xz = floorBox.xy + (at * 2.0 - 1.0) * floorBox.z;
  pixel = vec4(job < 0.5 ? contact() : keyShade(vec3(xz.x, floorBox.w, xz.y), vec3(0.0, 1.0, 0.0)));
}
`;

export class FloorLight {
  private readonly contact = target(CONTACT_PX);
  private readonly shade = target(SHADE_PX);
  private readonly box = new Vector4(0, 0, 1, 0);
  private readonly camera = new OrthographicCamera();
  private readonly plane: Mesh<PlaneGeometry, RawShaderMaterial>;

  constructor(
    private readonly renderer: WebGLRenderer,
    private readonly uniforms: Uniforms,
    taps: number,
  ) {
    const material = new RawShaderMaterial({
      name: 'floor',
      glslVersion: GLSL3,
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      depthTest: false,
      defines: { TAPS: taps },
      uniforms: {
        ...uniforms,
        job: { value: 0 },
        floorBox: { value: this.box },
        below: { value: null },
        above: { value: null },
        slope: { value: 1 },
      },
    });
    this.plane = new Mesh(new PlaneGeometry(2, 2), material);
    this.plane.frustumCulled = false;
  }

  /** Work out how much of the room each point near the foot sees. Writes contactMap and contactBox. */
  updateContact(casters: Casters, { centre, floor, height, spread }: Bounds): void {
    const half = spread * 2.4;
    const below = depthTarget(CONTACT_PX);
    const above = depthTarget(CONTACT_PX);
    const lift = 2 / height;
    const clip = new Matrix4().set(
      1 / half, 0, 0, -centre.x / half, 0, 0, 1 / half, -centre.z / half, 0, lift, 0, -floor * lift - 1, 0, 0, 0, 1,
    );
    casters.draw(below, clip);
    casters.draw(above, new Matrix4().makeScale(1, 1, -1).multiply(clip));
    this.set({ job: 0, below: below.depthTexture, above: above.depthTexture, slope: height / (2 * half) });
    this.draw(this.contact);
    this.set({ below: null, above: null });
    below.dispose();
    above.dispose();
    if (this.uniforms.contactMap) this.uniforms.contactMap.value = this.contact.texture;
    (this.uniforms.contactBox?.value as Vector4).set(centre.x, centre.z, half, floor);
  }

  /** Draw the shadow of the key on the floor, from the depth picture as it is now. Writes shadeMap and shadeBox. */
  updateShade({ centre, floor, height, spread }: Bounds): void {
    this.box.set(centre.x, centre.z, spread * 1.3 + height * SHADOW_REACH, floor);
    this.set({ job: 1 });
    this.draw(this.shade);
    if (this.uniforms.shadeMap) this.uniforms.shadeMap.value = this.shade.texture;
    (this.uniforms.shadeBox?.value as Vector4).copy(this.box);
  }

  dispose(): void {
    this.contact.dispose();
    this.shade.dispose();
    this.plane.geometry.dispose();
    this.plane.material.dispose();
  }

  private set(values: Readonly<Record<string, unknown>>): void {
    for (const [name, value] of Object.entries(values)) {
      const uniform = this.plane.material.uniforms[name];
      if (uniform) uniform.value = value;
    }
  }

  private draw(to: WebGLRenderTarget): void {
    this.renderer.setRenderTarget(to);
    this.renderer.render(this.plane, this.camera);
    this.renderer.setRenderTarget(null);
  }
}

function target(size: number): WebGLRenderTarget {
  const made = new WebGLRenderTarget(size, size, { format: RedFormat, depthBuffer: false });
  made.texture.minFilter = made.texture.magFilter = LinearFilter;
  return made;
}
