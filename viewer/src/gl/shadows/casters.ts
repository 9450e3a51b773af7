/** What casts shadows: a light copy of a model that only writes depth, drawn through any matrix. */

import {
  DepthTexture,
  DoubleSide,
  GLSL3,
  Matrix4,
  Mesh,
  NearestFilter,
  type Object3D,
  OrthographicCamera,
  RawShaderMaterial,
  Scene,
  UnsignedIntType,
  WebGLRenderTarget,
  type WebGLRenderer,
} from 'three';

const DEPTH_VERTEX = /* glsl */ `
precision highp float;
uniform mat4 modelMatrix, toClip;
in vec3 position;
void main() { gl_Position = toClip * modelMatrix * vec4(position, 1.0); }
`;
const DEPTH_FRAGMENT = 'precision lowp float; void main() {}';

export class Casters {
  private readonly scene = new Scene();
  private readonly camera = new OrthographicCamera();
  private readonly material = new RawShaderMaterial({
    name: 'depth',
    glslVersion: GLSL3,
    vertexShader: DEPTH_VERTEX,
    fragmentShader: DEPTH_FRAGMENT,
    uniforms: { toClip: { value: new Matrix4() } },
    side: DoubleSide,
    colorWrite: false,
  });

  constructor(private readonly renderer: WebGLRenderer) {}

  /** The model's geometry is shared, not copied. */
  set(model: Object3D): void {
    this.scene.clear();
    model.updateMatrixWorld(true);
    model.traverse((node) => {
      if (!(node instanceof Mesh)) return;
      const caster = new Mesh(node.geometry, this.material);
      caster.matrixAutoUpdate = false;
      caster.matrix.copy(node.matrixWorld);
      caster.frustumCulled = false;
      this.scene.add(caster);
    });
  }

  /** `clip` leads from the world to clip space. */
  draw(target: WebGLRenderTarget, clip: Matrix4): void {
    (this.material.uniforms.toClip?.value as Matrix4).copy(clip);
    this.renderer.setRenderTarget(target);
    this.renderer.clear();
    this.renderer.render(this.scene, this.camera);
    this.renderer.setRenderTarget(null);
  }

  dispose(): void {
    this.scene.clear();
    this.material.dispose();
  }
}

export function depthTarget(size: number): WebGLRenderTarget {
  const depth = new DepthTexture(size, size, UnsignedIntType);
  depth.minFilter = depth.magFilter = NearestFilter;
  return new WebGLRenderTarget(size, size, { depthTexture: depth });
}
