/** What every lit surface shares: the vertex stage, and material inputs of glTF metallic-roughness. */

export const VERTEX = /* glsl */ `
precision highp float;
uniform mat4 modelMatrix, viewMatrix, projectionMatrix;
uniform mat3 uvMatrix;
in vec3 position, normal;
#ifdef UV
in vec2 uv;
#endif
#ifdef LIGHT_MAP
in vec2 uv1;
out vec2 vLight;
#endif
#ifdef COLOUR
in vec4 color;
out vec4 vColour;
#endif
out vec2 vUv;
out vec3 vWorld, vNormal;
void main() {
  vec4 world = modelMatrix * vec4(position, 1.0);
  vWorld = world.xyz;
  vNormal = transpose(inverse(mat3(modelMatrix))) * normal;
#ifdef UV
  vUv = (uvMatrix * vec3(uv, 1.0)).xy;
#else
  vUv = vec2(0.0);
#endif
#ifdef LIGHT_MAP
  vLight = uv1;
#endif
#ifdef COLOUR
  vColour = color;
#endif
  gl_Position = projectionMatrix * viewMatrix * world;
}
`;

export const SURFACE = /* glsl */ `
precision highp float;
precision highp int;
precision highp sampler2D;
uniform vec3 cameraPosition;
uniform vec4 baseFactor;
uniform vec3 emitFactor;
uniform float metalFactor, roughFactor;
#ifdef BASE_MAP
uniform sampler2D baseMap;
#endif
#ifdef ROUGH_MAP
uniform sampler2D roughMap;
#endif
#ifdef OCCLUSION_MAP
uniform sampler2D occlusionMap;
#endif
#ifdef EMIT_MAP
uniform sampler2D emitMap;
#endif
#ifdef NORMAL_MAP
uniform sampler2D normalMap;
uniform float normalScale;
#endif
#ifdef COLOUR
in vec4 vColour;
#endif
in vec2 vUv;
in vec3 vWorld, vNormal;
out vec4 pixel;

struct Surface { vec3 albedo, f0, n, v, p, emit; float rough, occlusion, opacity, metal; };

#ifdef NORMAL_MAP
vec3 bumped(vec3 n) {
  vec3 dx = dFdx(vWorld), dy = dFdy(vWorld);
  vec2 du = dFdx(vUv), dv = dFdy(vUv);
  vec3 across = cross(dy, n), along = cross(n, dx);
  vec3 t = across * du.x + along * dv.x;
  vec3 b = across * du.y + along * dv.y;
  float size = max(dot(t, t), dot(b, b));
  if (size == 0.0) return n;
  vec3 m = texture(normalMap, vUv).xyz * 2.0 - 1.0;
  float side = gl_FrontFacing ? 1.0 : -1.0;
  return normalize(inversesqrt(size) * side * (t * m.x - b * m.y) * normalScale + n * m.z);
}
#endif

Surface surfaceHere() {
  Surface s;
  vec4 base = baseFactor;
#ifdef BASE_MAP
  base *= texture(baseMap, vUv);
#endif
#ifdef COLOUR
  base *= vColour;
#endif
#ifdef CUT
  if (base.a < CUT) discard;
#endif
  float metal = metalFactor, rough = roughFactor;
#ifdef ROUGH_MAP
  vec4 r = texture(roughMap, vUv);
  metal *= r.b;
  rough *= r.g;
#endif
  s.occlusion = 1.0;
#ifdef OCCLUSION_MAP
  s.occlusion = texture(occlusionMap, vUv).r;
#endif
  s.emit = emitFactor;
#ifdef EMIT_MAP
  s.emit *= texture(emitMap, vUv).rgb;
#endif
  s.albedo = base.rgb * (1.0 - metal);
  s.f0 = mix(vec3(0.04), base.rgb, metal);
  s.metal = metal;
  s.rough = clamp(rough, 0.07, 1.0);
  s.opacity = base.a;
  s.p = vWorld;
  s.v = normalize(cameraPosition - vWorld);
  s.n = normalize(gl_FrontFacing ? vNormal : -vNormal);
#ifdef NORMAL_MAP
  s.n = bumped(s.n);
#endif
  return s;
}

vec3 schlick(vec3 f0, float c) {
  float m = clamp(1.0 - c, 0.0, 1.0), m2 = m * m;
  return f0 + (1.0 - f0) * m2 * m2 * m;
}
/* Karis's fit of the split-sum table. */
vec3 environmentShare(vec3 f0, float rough, float nv) {
  vec4 r = rough * vec4(-1.0, -0.0275, -0.572, 0.022) + vec4(1.0, 0.0425, 1.04, -0.04);
  float a = min(r.x * r.x, exp2(-9.28 * nv)) * r.x + r.y;
  vec2 ab = vec2(-1.04, 1.04) * a + r.zw;
  return f0 * ab.x + ab.y;
}
float smithPart(float m2, float nx) {
  return 1.0 / (nx + sqrt(m2 + (1.0 - m2) * nx * nx));
}
`;
