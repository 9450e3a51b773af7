/** Light of an exhibit in a gallery: its nearest lamps (or the sun) one by one, the rest from six measured directions. Lux, candela, nits. */

export const LAMPS = 4;

export const LAMP_LIGHT = /* glsl */ `
uniform vec3 lampAt[${LAMPS}];      /* place; for the sun, the direction towards it */
uniform vec3 lampWay[${LAMPS}];     /* unit direction of the beam */
uniform vec3 lampPower[${LAMPS}];   /* candela; for the sun, lux across the beam */
uniform vec2 lampCone[${LAMPS}];    /* half angles: dark outside x, full inside y; x < 0: the sun */
uniform vec3 probe[6];              /* lux towards +x -x +y -y +z -z */
uniform float exposure;

/* Beam towards s.p: direction back to the lamp, and irradiance facing it. */
vec3 beam(int i, vec3 p, out vec3 way) {
  if (lampCone[i].x < 0.0) { way = lampAt[i]; return lampPower[i]; }
  vec3 to = lampAt[i] - p;
  float d2 = dot(to, to);
  way = to * inversesqrt(d2);
  float off = acos(clamp(dot(-way, lampWay[i]), -1.0, 1.0));
  float share = clamp((lampCone[i].x - off) / max(lampCone[i].x - lampCone[i].y, 1e-3), 0.0, 1.0);
  return lampPower[i] * share / d2;
}
vec3 probeLight(vec3 n) {
  vec3 w = n * n;
  return w.x * (n.x > 0.0 ? probe[0] : probe[1]) + w.y * (n.y > 0.0 ? probe[2] : probe[3]) + w.z * (n.z > 0.0 ? probe[4] : probe[5]);
}
vec3 lampLight(Surface s, float shade) {
  vec3 diffuse = vec3(0.0), gloss = vec3(0.0);
  float nv = clamp(dot(s.n, s.v), 0.03, 1.0);
  float a = s.rough * s.rough;
  for (int i = 0; i < ${LAMPS}; i++) {
    vec3 way, lux = beam(i, s.p, way) * (i == 0 ? shade : 1.0);
    float nl = dot(s.n, way);
    diffuse += lux * clamp(nl * 0.96 + 0.04, 0.0, 1.0);
    float facing = clamp(nl, 0.0, 1.0);
    vec3 h = normalize(way + s.v);
    float wide = clamp(a + 0.04, 0.0, 1.0), m2 = wide * wide, nh = clamp(dot(s.n, h), 0.0, 1.0);
    float d = nh * nh * (m2 - 1.0) + 1.0;
    float peak = a * a / (3.14159 * d * d);
    gloss += lux * facing * peak * smithPart(m2, facing) * smithPart(m2, nv) * schlick(s.f0, dot(h, way));
  }
  vec3 around = probeLight(s.n) * s.occlusion;
  vec3 mirrored = probeLight(reflect(-s.v, s.n)) * s.occlusion / 3.14159;
  diffuse += around;
  return s.albedo * diffuse / 3.14159 + gloss + mirrored * environmentShare(s.f0, s.rough, nv) + s.emit;
}
`;
