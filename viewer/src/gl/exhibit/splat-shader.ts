/** The picture of one Gaussian: its spread on the screen as an ellipse on a quad, blended over what lies behind.
 *
 * Projection after Zwicker et al., EWA splatting (2002), and Kerbl et al., 3D Gaussian splatting for real-time radiance field
 * rendering (2023), section 4 and its rasteriser: a low-pass of 0.3 square pixels, cut at three standard deviations. Colours are
 * values of the screen already (srgb_rec709_display): neither light nor tone curve is put on them, as KHR_gaussian_splatting asks. */

import { HARMONIC_REACH, WIDTH } from './splat-texels';

export const SPLAT_VERTEX = /* glsl */ `
precision highp float;
precision highp int;
precision highp usampler2D;
uniform mat4 viewMatrix, projectionMatrix;
uniform vec3 cameraPosition;
uniform usampler2D splats;
uniform vec2 screen;
in vec3 position;   /* corner of the quad, -1 to 1 */
in uint order;
out vec2 vAt;       /* standard deviations from the middle */
out vec4 vColour;
uvec4 texelOf(int k) {
  int n = int(order) * TEXELS + k;
  return texelFetch(splats, ivec2(n % ${WIDTH}, n / ${WIDTH}), 0);
}
mat3 turnOf(vec4 q) {
  vec3 d = q.xyz * q.xyz;
  return mat3(
    1.0 - 2.0 * (d.y + d.z), 2.0 * (q.x * q.y + q.w * q.z), 2.0 * (q.x * q.z - q.w * q.y),
    2.0 * (q.x * q.y - q.w * q.z), 1.0 - 2.0 * (d.x + d.z), 2.0 * (q.y * q.z + q.w * q.x),
    2.0 * (q.x * q.z + q.w * q.y), 2.0 * (q.y * q.z - q.w * q.x), 1.0 - 2.0 * (d.x + d.y));
}
#if TEXELS == 3
vec3 coefficient(uint packed) {
  ivec3 whole = ivec3(int(packed << 22) >> 22, int(packed << 12) >> 22, int(packed << 2) >> 22);
  return vec3(whole) * (${HARMONIC_REACH.toFixed(1)} / 511.0);
}
#endif
void main() {
  uvec4 a = texelOf(0), b = texelOf(1);
  vec3 world = uintBitsToFloat(a.xyz);
  vec3 local = (viewMatrix * vec4(world, 1.0)).xyz;
  vec4 middle = projectionMatrix * vec4(local, 1.0);
  vColour = vec4(a.w & 255u, (a.w >> 8) & 255u, (a.w >> 16) & 255u, a.w >> 24) / 255.0;
  gl_Position = vec4(0.0, 0.0, 2.0, 1.0);   /* nowhere */
  vAt = vec2(0.0);
  if (local.z > -1e-4 || vColour.a < 1.0 / 255.0) return;
#if TEXELS == 3
  vec3 d = normalize(world - cameraPosition);
  uvec4 c = texelOf(2);
  vColour.rgb += 0.4886025 * (d.z * coefficient(c.y) - d.y * coefficient(c.x) - d.x * coefficient(c.z));
  vColour.rgb = max(vColour.rgb, 0.0);
#endif
  vec4 turn = vec4(unpackSnorm2x16(b.x), unpackSnorm2x16(b.y));
  vec3 size = exp2(vec3(unpackHalf2x16(b.z), unpackHalf2x16(b.w).x));
  mat3 axes = mat3(viewMatrix) * turnOf(normalize(turn));
  axes[0] *= size.x; axes[1] *= size.y; axes[2] *= size.z;
  vec2 focal = vec2(projectionMatrix[0][0], projectionMatrix[1][1]) * screen * 0.5;
  /* rows of the projection's derivative, pixels a metre */
  vec3 jx = vec3(focal.x, 0.0, focal.x * local.x / -local.z) / -local.z;
  vec3 jy = vec3(0.0, focal.y, focal.y * local.y / -local.z) / -local.z;
  vec3 sx = jx * axes, sy = jy * axes;
  float xx = dot(sx, sx) + 0.3, xy = dot(sx, sy), yy = dot(sy, sy) + 0.3;
  float half_ = 0.5 * (xx + yy), root = length(vec2(0.5 * (xx - yy), xy));
  float long_ = half_ + root, short_ = max(half_ - root, 0.1);
  vec2 along = root < 1e-4 ? vec2(1.0, 0.0) : normalize(abs(xx - long_) > abs(yy - long_) ? vec2(xy, long_ - xx) : vec2(long_ - yy, xy));
  float reach = min(3.0, sqrt(2.0 * log(255.0 * vColour.a)));
  vAt = position.xy * reach;
  vec2 off = along * (vAt.x * min(sqrt(long_), 1024.0)) + vec2(-along.y, along.x) * (vAt.y * min(sqrt(short_), 1024.0));
  gl_Position = middle + vec4(off * 2.0 / screen * middle.w, 0.0, 0.0);
}
`;

export const SPLAT_FRAGMENT = /* glsl */ `
precision highp float;
in vec2 vAt;
in vec4 vColour;
out vec4 pixel;
void main() {
  float alpha = min(vColour.a * exp(-0.5 * dot(vAt, vAt)), 0.99);
  if (alpha < 1.0 / 255.0) discard;
  pixel = vec4(vColour.rgb * alpha, alpha);
}
`;
