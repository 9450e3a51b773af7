/** The sweep behind the object: floor and wall in one pass over the screen, with the object's shadows. Colours are as shown. */

import { BufferAttribute, BufferGeometry, GLSL3, Matrix4, Mesh, type PerspectiveCamera, RawShaderMaterial, Vector4 } from 'three';
import type { Uniforms } from '../shade/material';
import { TONE } from '../shade/tone';
import type { Bounds } from './view';

const VERTEX = /* glsl */ `
precision highp float;
uniform mat4 unproject;
in vec3 position;
out vec4 far;
void main() {
  gl_Position = vec4(position.xy, 1.0, 1.0);
  far = unproject * gl_Position;
}
`;
const FRAGMENT = /* glsl */ `
precision highp float;
precision highp int;
precision highp sampler2D;
uniform vec3 cameraPosition;
uniform vec3 floorNear, floorFar, wallLow, wallHigh;
uniform vec4 shades;
uniform sampler2D contactMap;
uniform vec4 contactBox;
uniform sampler2D shadeMap;
uniform vec4 shadeBox;
uniform vec4 place;        /* centre x, z of the object; its spread; height of the floor */
in vec4 far;
out vec4 pixel;
${TONE}
void main() {
  vec3 d = normalize(far.xyz / far.w - cameraPosition);
  vec3 shown = mix(wallLow, wallHigh, smoothstep(-0.02, 0.32, d.y));
  float above = cameraPosition.y - place.w;
  if (above > 0.0 && d.y < 0.0) {
    vec3 p = cameraPosition - d * (above / d.y);
    float off = length(p.xz - place.xy) / place.z;
    vec3 ground = mix(floorNear, floorFar, smoothstep(0.6, 6.0, off));
    vec2 su = (p.xz - shadeBox.xy) / (2.0 * shadeBox.z) + 0.5;
    vec2 edge = smoothstep(vec2(0.0), vec2(0.08), min(su, 1.0 - su));
    float shade = mix(1.0, texture(shadeMap, su).r, edge.x * edge.y);
    vec2 uv = (p.xz - contactBox.xy) / (2.0 * contactBox.z) + 0.5;
    float open = texture(contactMap, uv).r;
    vec3 dark = mix(vec3(1.0), vec3(1.0, 0.965, 0.92), 1.0 - open);
    ground *= mix(shades.x, 1.0, shade) * mix(shades.y, 1.0, open) * dark;
    shown = mix(ground, shown, smoothstep(4.0, 11.0, off));
  }
  pixel = vec4(toScreen(shown), 1.0);
}
`;

export class Backdrop {
  readonly mesh: Mesh<BufferGeometry, RawShaderMaterial>;
  private readonly place = new Vector4(0, 0, 1, 0);
  private readonly unproject = new Matrix4();

  constructor(uniforms: Uniforms) {
    const geometry = new BufferGeometry();
    geometry.setAttribute('position', new BufferAttribute(new Float32Array([-1, -1, 0, 3, -1, 0, -1, 3, 0]), 3));
    const material = new RawShaderMaterial({
      name: 'backdrop',
      glslVersion: GLSL3,
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      uniforms: { ...uniforms, unproject: { value: this.unproject }, place: { value: this.place } },
      depthTest: false,
      depthWrite: false,
    });
    this.mesh = new Mesh(geometry, material);
    this.mesh.frustumCulled = false;
    this.mesh.renderOrder = -1;
  }

  setPlace(bounds: Bounds): void {
    this.place.set(bounds.centre.x, bounds.centre.z, Math.max(bounds.spread, bounds.height * 0.45), bounds.floor);
  }

  look(camera: PerspectiveCamera): void {
    this.unproject.copy(camera.matrixWorld).multiply(camera.projectionMatrixInverse);
  }

  dispose(): void {
    this.mesh.geometry.dispose();
    this.mesh.material.dispose();
  }
}
