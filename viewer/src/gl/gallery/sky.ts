/** The sky of open-air places: a gradient with the glow of a low sun, or plain dark indoors. Drawn behind everything. */

import {
  BufferAttribute, BufferGeometry, Color, GLSL3, type IUniform, Matrix4, Mesh, type PerspectiveCamera, RawShaderMaterial, Vector3,
} from 'three';
import type { GalleryScene } from '../../manifest.gen';
import { TONE } from '../shade/tone';

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
uniform vec3 cameraPosition, zenith, middle, horizon, ground, sun;
uniform float plain;
in vec4 far;
out vec4 pixel;
${TONE}
void main() {
  vec3 d = normalize(far.xyz / far.w - cameraPosition);
  vec3 sky = mix(horizon, middle, smoothstep(0.0, 0.22, d.y));
  sky = mix(sky, zenith, smoothstep(0.12, 0.75, d.y));
  float near = max(dot(d, sun), 0.0);
  vec3 glow = vec3(1.0, 0.86, 0.62);
  sky += glow * (0.28 * pow(near, 8.0) + 0.5 * pow(near, 90.0)) * (1.0 - sky) + glow * 3.0 * smoothstep(0.99993, 0.99997, near);
  vec3 shown = mix(ground, sky, smoothstep(-0.012, 0.004, d.y));
  pixel = vec4(plain > 0.5 ? shown : toScreen(shown), 1.0);
}
`;

interface Shades {
  readonly zenith: string;
  readonly middle: string;
  readonly horizon: string;
  readonly ground: string;
}

const SHADES: Record<GalleryScene['sky'], Shades> = {
  none: { zenith: '#141210', middle: '#141210', horizon: '#141210', ground: '#141210' },
  day: { zenith: '#5e9bd3', middle: '#8fbfe3', horizon: '#dcebf0', ground: '#5d6650' },
  morning: { zenith: '#6ea3d4', middle: '#a3cbe6', horizon: '#e6ecea', ground: '#59613f' },
};

export class Sky {
  readonly mesh: Mesh<BufferGeometry, RawShaderMaterial>;
  private readonly unproject = new Matrix4();

  constructor(kind: GalleryScene['sky'], sun: readonly [number, number, number] | null, plain: IUniform<number>) {
    const geometry = new BufferGeometry();
    geometry.setAttribute('position', new BufferAttribute(new Float32Array([-1, -1, 0, 3, -1, 0, -1, 3, 0]), 3));
    const shades = SHADES[kind];
    const colour = (value: string): IUniform<Color> => ({ value: new Color(value) });
    const material = new RawShaderMaterial({
      name: 'sky',
      glslVersion: GLSL3,
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      uniforms: {
        unproject: { value: this.unproject },
        plain,
        zenith: colour(shades.zenith),
        middle: colour(shades.middle),
        horizon: colour(shades.horizon),
        ground: colour(shades.ground),
        sun: { value: new Vector3(...(kind !== 'none' && sun ? sun : [0, -1, 0])).normalize() },
      },
      depthTest: false,
      depthWrite: false,
    });
    this.mesh = new Mesh(geometry, material);
    this.mesh.frustumCulled = false;
    this.mesh.renderOrder = -1;
    this.mesh.onBeforeRender = (_renderer, _scene, camera) => this.look(camera as PerspectiveCamera);
  }

  dispose(): void {
    this.mesh.geometry.dispose();
    this.mesh.material.dispose();
  }

  /** Also for the six cameras of the room's picture. */
  private look(camera: PerspectiveCamera): void {
    this.unproject.copy(camera.matrixWorld).multiply(camera.projectionMatrixInverse);
  }
}
