/** Shadow of the key light from a depth picture: wider the further the caster is off (percentage-closer soft shadows). */

/** Define TAPS; needs `grain` of TONE. Few taps turned from pixel to pixel (GRAINY) suit small shadows, many fixed ones large. */
export const SHADOW = /* glsl */ `
uniform sampler2D shadowMap;
uniform mat4 shadowMatrix;
uniform vec4 shadowSize;   /* width, depth of the box in metres; tangent of the lamp's half angle; push along the normal, metres */

vec2 spiral(int i, float count, float turn) {
  float r = sqrt((float(i) + 0.5) / count), a = float(i) * 2.3999632 + turn;
  return r * vec2(cos(a), sin(a));
}
/* Share of the lamp seen from p. */
float keyShade(vec3 p, vec3 n) {
  vec3 c = (shadowMatrix * vec4(p + n * shadowSize.w, 1.0)).xyz;
  float soft = 0.004 * shadowSize.x / shadowSize.y;
  c.z = min(c.z, 1.0 - 1.5 * soft);   /* beyond the box: nothing there casts, all that is cleared is lit */
#ifdef GRAINY
  float turn = grain(gl_FragCoord.xy) * 6.28318;
#else
  float turn = 0.0;
#endif
  float search = 0.5 * shadowSize.z * shadowSize.y / shadowSize.x;
  float sum = 0.0, count = 0.0;
  for (int i = 0; i < TAPS; i++) {
    float d = texture(shadowMap, c.xy + spiral(i, float(TAPS), turn) * search).r;
    float blocks = step(d, c.z);
    sum += d * blocks;
    count += blocks;
  }
  if (count == 0.0) return 1.0;
  float gap = (c.z - sum / count) * shadowSize.y;
  float wide = clamp(gap * shadowSize.z / shadowSize.x, 0.0022, search);
  float lit = 0.0;
  for (int i = 0; i < TAPS; i++) {
    float d = texture(shadowMap, c.xy + spiral(i, float(TAPS), turn) * wide).r;
    lit += smoothstep(-soft, soft, d - c.z);
  }
  return lit / float(TAPS);
}
`;
