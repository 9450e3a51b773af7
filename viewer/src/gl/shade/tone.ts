/** From light to screen: Khronos PBR Neutral, the sRGB curve, and half a code value of noise against banding. */

export const TONE = /* glsl */ `
vec3 toneNeutral(vec3 c) {
  const float start = 0.76;
  float low = min(c.r, min(c.g, c.b));
  c -= low < 0.08 ? low - 6.25 * low * low : 0.04;
  float peak = max(c.r, max(c.g, c.b));
  if (peak < start) return c;
  float room = 1.0 - start;
  float fresh = 1.0 - room * room / (peak + room - start);
  c *= fresh / peak;
  float grey = 1.0 - 1.0 / (0.15 * (peak - fresh) + 1.0);
  return mix(c, vec3(fresh), grey);
}
vec3 curve(vec3 c) {
  c = clamp(c, 0.0, 1.0);
  return mix(1.055 * pow(c, vec3(1.0 / 2.4)) - 0.055, c * 12.92, vec3(lessThanEqual(c, vec3(0.0031308))));
}
float grain(vec2 pixel) {
  return fract(52.9829189 * fract(dot(pixel, vec2(0.06711056, 0.00583715))));
}
vec3 toScreen(vec3 shown) {
  return curve(shown) + (grain(gl_FragCoord.xy) - 0.5) / 255.0;
}
`;
