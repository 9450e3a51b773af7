/** Rooms: light from the baked map, and a soft picture of the room itself mirrored in floors, metal and glass. */

/** The room's own picture on a cube, looked up as if its walls were where they are. */
export const MIRROR = /* glsl */ `
uniform samplerCube mirror;
uniform vec3 mirrorAt, mirrorLow, mirrorHigh;
uniform vec2 mirrorUse;      /* strength, highest level of detail */
uniform float basis;         /* exposure of the picture */
vec3 mirrored(vec3 p, vec3 r, float rough) {
  vec3 to = mix(mirrorLow - p, mirrorHigh - p, step(0.0, r)) / (abs(r) + 1e-5) * sign(r + 1e-9);
  float far = max(min(to.x, min(to.y, to.z)), 0.0);
  vec3 way = p + r * far - mirrorAt;
  return textureLod(mirror, vec3(-way.x, way.yz), min(mirrorUse.y, log2(1.0 + 80.0 * rough * rough))).rgb / basis;
}
`;

export const ROOM = /* glsl */ `
#ifdef LIGHT_MAP
in vec2 vLight;
uniform sampler2D lightMap;
#endif
uniform float lightScale, exposure, plain;
vec3 baked() {
#ifdef LIGHT_MAP
  return texture(lightMap, vLight).rgb * lightScale;
#else
  return vec3(0.0);
#endif
}
void main() {
  Surface s = surfaceHere();
  vec3 e = baked();
  vec3 lit = s.albedo * e / 3.14159 + s.emit;
  vec3 gloss = s.f0 * e / 3.14159;
#ifdef GLOSSY
  if (mirrorUse.x > 0.0) {
    vec3 share = environmentShare(s.f0, s.rough, clamp(dot(s.n, s.v), 0.0, 1.0));
    vec3 seen = mirrored(s.p, reflect(-s.v, s.n), s.rough);
    gloss = mix(gloss, seen * share, mirrorUse.x);
  }
#else
  gloss *= s.metal;
#endif
  lit = (lit + gloss) * exposure;
  pixel = vec4(plain > 0.5 ? lit : toScreen(toneNeutral(lit)), 1.0);
}
`;

/** Panes: what is behind shines through, with a faint picture of the room on them. */
export const GLASS = /* glsl */ `
uniform float exposure, plain;
void main() {
  Surface s = surfaceHere();
  float c = clamp(abs(dot(s.n, s.v)), 0.0, 1.0);
  float m = 1.0 - c, m2 = m * m;
  float share = 0.03 + 0.22 * m2 * m2 * m;
  vec3 seen = mirrorUse.x > 0.0 ? mirrored(s.p, reflect(-s.v, s.n), 0.16) * mirrorUse.x * exposure : vec3(0.0);
  vec3 shown = curve(toneNeutral(seen));
  pixel = vec4(shown * share, 0.012 + share * 0.5);
}
`;
