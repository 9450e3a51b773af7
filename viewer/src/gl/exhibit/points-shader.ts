/** Discs drawn as point sprites: the sprite is cut to the ellipse of a disc that is tilted like the surface (surface splatting,
 * Botsch and Kobbelt, High-quality point-based rendering on modern GPUs, 2003). */

const DISC = /* glsl */ `
/* Whether this place of the sprite lies on the disc. */
bool offDisc() {
  vec2 d = vec2(gl_PointCoord.x, 1.0 - gl_PointCoord.y) * 2.0 - 1.0;
#ifdef TILTED
  float depth = dot(vTilt.xy, d) / max(vTilt.z, 0.28);
  return dot(d, d) + depth * depth > 1.0;
#else
  return dot(d, d) > 1.0;
#endif
}
`;

export const DISC_VERTEX = /* glsl */ `
precision highp float;
uniform mat4 modelMatrix, viewMatrix, projectionMatrix;
uniform vec3 cameraPosition;
uniform float discRadius;
uniform vec2 screen;
in vec3 position;
#ifdef TILTED
in vec3 normal;
#endif
#ifdef COLOUR
in vec4 color;
out vec4 vColour;
#endif
out vec2 vUv;
out vec3 vWorld, vNormal, vTilt;
invariant gl_Position;
void main() {
  vec4 world = modelMatrix * vec4(position, 1.0);
  vec4 local = viewMatrix * world;
  vWorld = world.xyz;
  vec3 way = cameraPosition - vWorld;
#ifdef TILTED
  /* what we see of a surface is its outside: normals of scans may look either way */
  vNormal = dot(normal, way) < 0.0 ? -normal : normal;
#else
  vNormal = way;
#endif
  vTilt = normalize(mat3(viewMatrix) * vNormal);
  vUv = vec2(0.0);
#ifdef COLOUR
  vColour = color;
#endif
  gl_Position = projectionMatrix * local;
  gl_PointSize = clamp(discRadius * projectionMatrix[1][1] * screen.y / -local.z, 1.6, 64.0);
}
`;

export const DISC_DEPTH = /* glsl */ `
precision mediump float;
in vec3 vTilt;
out vec4 pixel;
${DISC}
void main() {
  if (offDisc()) discard;
  pixel = vec4(0.0);
}
`;

/** The code of a way to light surfaces, for discs. */
export function discMain(code: string): string {
  return `in vec3 vTilt;\n${DISC}${code.replace('void main()', 'void shade()')}
void main() {
  if (offDisc()) discard;
  shade();
}
`;
}
