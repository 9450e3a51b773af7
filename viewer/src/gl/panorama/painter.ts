/** Draws textured squares on the cube round the eye with WebGL 2 itself: one small program, no library. */

import { type Face, onFace } from './faces';

export interface Square {
  readonly face: Face;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const VERTEX = `#version 300 es
precision highp float;
uniform mat4 clip;
uniform vec3 corner, along, down;
uniform vec4 part;
out vec2 at;
void main() {
  vec2 k = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1));
  at = mix(part.xy, part.zw, k);
  gl_Position = clip * vec4(corner + along * k.x + down * k.y, 0.0);
}`;
const FRAGMENT = `#version 300 es
precision mediump float;
uniform sampler2D picture;
uniform float strength;
in vec2 at;
out vec4 pixel;
void main() { pixel = vec4(texture(picture, at).rgb, strength); }`;

const UNIFORMS = ['clip', 'corner', 'along', 'down', 'part', 'strength'] as const;
type Uniform = (typeof UNIFORMS)[number];

export class Painter {
  private readonly program: WebGLProgram;
  private readonly at: Readonly<Record<Uniform, WebGLUniformLocation | null>>;

  constructor(private readonly gl: WebGL2RenderingContext) {
    this.program = link(gl);
    this.at = Object.fromEntries(UNIFORMS.map((name) => [name, gl.getUniformLocation(this.program, name)])) as typeof this.at;
  }

  /** Begin a picture of this size in drawn pixels. */
  begin(width: number, height: number): void {
    const { gl } = this;
    gl.viewport(0, 0, width, height);
    gl.disable(gl.DEPTH_TEST);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA);
    gl.clearColor(0.08, 0.07, 0.063, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
    gl.useProgram(this.program);
  }

  /** Draw from here on with this matrix from directions to clip space. */
  aim(clip: Float32Array): void {
    this.gl.uniformMatrix4fv(this.at.clip, false, clip);
  }

  /** `part` is left, top, right, bottom in the texture. */
  square(texture: WebGLTexture, square: Square, part: readonly [number, number, number, number], strength: number): void {
    const { gl, at } = this;
    const a = onFace(square.face, square.left, square.top);
    const b = onFace(square.face, square.right, square.top);
    const c = onFace(square.face, square.left, square.bottom);
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.uniform3f(at.corner, ...a);
    gl.uniform3f(at.along, b[0] - a[0], b[1] - a[1], b[2] - a[2]);
    gl.uniform3f(at.down, c[0] - a[0], c[1] - a[1], c[2] - a[2]);
    gl.uniform4f(at.part, ...part);
    gl.uniform1f(at.strength, strength);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
  }

  /** Put a picture on the graphics card; the bitmap is let go. */
  upload(bitmap: ImageBitmap): WebGLTexture {
    const { gl } = this;
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, bitmap);
    for (const name of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, name, gl.LINEAR);
    for (const name of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, name, gl.CLAMP_TO_EDGE);
    bitmap.close();
    return texture;
  }

  forget(texture: WebGLTexture): void {
    this.gl.deleteTexture(texture);
  }

  dispose(): void {
    this.gl.deleteProgram(this.program);
  }
}

function link(gl: WebGL2RenderingContext): WebGLProgram {
  const program = gl.createProgram();
  for (const [kind, text] of [[gl.VERTEX_SHADER, VERTEX], [gl.FRAGMENT_SHADER, FRAGMENT]] as const) {
    const shader = gl.createShader(kind);
    if (!shader) throw new Error('no shader');
    gl.shaderSource(shader, text);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    gl.deleteShader(shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) throw new Error(gl.getProgramInfoLog(program) ?? 'link');
  return program;
}
