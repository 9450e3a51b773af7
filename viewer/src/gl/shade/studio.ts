/** Soft boxes of the exhibit stage as spherical Gaussians: one formula gives soft diffuse light and a fitting highlight. */

export const LOBES = 4;

export const STUDIO = /* glsl */ `
uniform vec3 lobeAxis[${LOBES}];
uniform vec3 lobeLight[${LOBES}];   /* irradiance facing the lobe */
uniform float lobeSharp[${LOBES}];
uniform vec3 skyLight, groundLight;
uniform float exposure;
uniform sampler2D contactMap;
uniform vec4 contactBox;            /* centre x, z; half edge; height of the floor */

/* Irradiance of a Gaussian lobe, after Stephen Hill's fit. */
float lobeIrradiance(float sharp, float c) {
  float eml = exp(-sharp), em2l = eml * eml, rl = 1.0 / sharp;
  float scale = 1.0 + 2.0 * em2l - rl, bias = (eml - em2l) * rl - em2l;
  float x = sqrt(max(1.0 - scale, 0.0)), x0 = 0.36 * c, x1 = x / 1.44, n = x0 + x1;
  float y = abs(x0) <= x1 ? n * n / max(x, 1e-4) : clamp(c, 0.0, 1.0);
  return scale * y + bias;
}
vec3 lobeHighlight(Surface s, vec3 axis, float sharp, vec3 peak) {
  float m2 = s.rough * s.rough; m2 *= m2;
  float nv = max(dot(s.n, s.v), 0.05);
  float own = min(2.0 / m2 / (4.0 * nv), 4000.0);
  vec3 r = reflect(-s.v, s.n);
  float um = length(own * r + sharp * axis);
  float overlap = exp(um - own - sharp) * (1.0 - exp(-2.0 * um)) / um;
  float nl = clamp(dot(s.n, axis), 0.0, 1.0);
  vec3 h = normalize(axis + s.v);
  float d = 1.0 / (3.14159 * m2);
  return peak * d * 6.28318 * overlap * smithPart(m2, nl) * smithPart(m2, nv) * schlick(s.f0, dot(h, axis)) * nl;
}
/* Share of the floor's light that still reaches a point near the foot. */
float footLight(vec3 p) {
  vec2 uv = (p.xz - contactBox.xy) / (2.0 * contactBox.z) + 0.5;
  float open = texture(contactMap, uv).r;
  float up = clamp((p.y - contactBox.w) / contactBox.z, 0.0, 1.0);
  return mix(open, 1.0, smoothstep(0.0, 0.55, up));
}
vec3 studioLight(Surface s, float shade) {
  vec3 diffuse = vec3(0.0), gloss = vec3(0.0);
  for (int i = 0; i < ${LOBES}; i++) {
    float part = i == 0 ? shade : 1.0;
    diffuse += lobeLight[i] * lobeIrradiance(lobeSharp[i], dot(lobeAxis[i], s.n)) * part;
    vec3 peak = lobeLight[i] * lobeSharp[i] / 6.28318;
    gloss += lobeHighlight(s, lobeAxis[i], lobeSharp[i], peak) * part;
  }
  float foot = footLight(s.p);
  vec3 ground = groundLight * foot;
  diffuse += mix(ground, skyLight, s.n.y * 0.5 + 0.5) * s.occlusion * mix(foot, 1.0, 0.5 + 0.5 * max(s.n.y, 0.0));
  float nv = clamp(dot(s.n, s.v), 0.0, 1.0);
  vec3 r = reflect(-s.v, s.n);
  float up = smoothstep(-0.35 - 0.4 * s.rough, 0.35 + 0.4 * s.rough, r.y);
  gloss += mix(ground, skyLight, up) / 3.14159 * environmentShare(s.f0, s.rough, nv) * s.occlusion;
  return s.albedo * diffuse / 3.14159 + gloss + s.emit;
}
`;
