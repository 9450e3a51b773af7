/** Shadow of the key light from a depth picture: wider the further the caster is off (percentage-closer soft shadows). */

export const SHADOW = /* glsl */ `
uniform sampler2D shadowMap;
uniform mat4 shadowMatrix;
uniform vec4 shadowSize;   /* width, depth of the box in metres; tangent of the lamp's half angle; push along the normal, metres */

vec2 spiral(int i, float count, float turn) {
  float r = sqrt((float(i) + 0.5) / count), a = float(i) * 2.3999632 + turn;
  return r * vec2(cos(a), sin(a));
}
/* Average over the two by two pixels that are shaded together: four times the taps for nothing. Call it outside of branches. */
float quadMean(float v) {
  vec2 side = mod(floor(gl_FragCoord.xy), 2.0) * 2.0 - 1.0;
  v -= 0.5 * dFdx(v) * side.x;
  v -= 0.5 * dFdy(v) * side.y;
  return v;
}
float keyShade(vec3 p, vec3 n) {
  vec3 c = (shadowMatrix * vec4(p + n * shadowSize.w, 1.0)).xyz;
  c.z = min(c.z, 0.9999);
  float turn = grain(gl_FragCoord.xy) * 6.28318;
  float search = 0.5 * shadowSize.z * shadowSize.y / shadowSize.x;
  float sum = 0.0, count = 0.0;
  for (int i = 0; i < 12; i++) {
    float d = texture(shadowMap, c.xy + spiral(i, 12.0, turn) * search).r;
    float blocks = step(d, c.z);
    sum += d * blocks;
    count += blocks;
  }
  float gap = (c.z - sum / max(count, 1.0)) * shadowSize.y;
  float wide = clamp(gap * shadowSize.z / shadowSize.x, 0.0022, search);
  float lit = 0.0, soft = 0.004 * shadowSize.x / shadowSize.y;
  for (int i = 0; i < TAPS; i++) {
    float d = texture(shadowMap, c.xy + spiral(i, float(TAPS), turn) * wide).r;
    lit += smoothstep(-soft, soft, d - c.z);
  }
  bool outside = min(c.x, c.y) < 0.0 || max(c.x, c.y) > 1.0 || count == 0.0;
  return outside ? 1.0 : lit / float(TAPS);
}
`;
