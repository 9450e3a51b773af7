// From nits to the picture: exposure, tone curve, sRGB; and the sky.
uniform vec4 film; // exposure, saturation, dither 0 or 1, bare 0 or 1
#ifdef SKY
uniform vec4 sky_rows[5]; // zenith, horizon, ground, towards the sun, glow
#endif

// Khronos PBR Neutral tone mapping: colours below 0.76 stay as they are, brighter ones bend towards white.
vec3 neutral(vec3 c) {
  const float start = 0.8 - 0.04;
  const float fade = 0.15;
  float low = min(c.r, min(c.g, c.b));
  float offset = low < 0.08 ? low - 6.25 * low * low : 0.04;
  c -= offset;
  float peak = max(c.r, max(c.g, c.b));
  if (peak < start) return c;
  float room = 1.0 - start;
  float bent = 1.0 - room * room / (peak + room - start);
  c *= bent / peak;
  float grey = 1.0 - 1.0 / (fade * (peak - bent) + 1.0);
  return mix(c, vec3(bent), grey);
}

vec3 encoded(vec3 c) {
  c = clamp(c, 0.0, 1.0);
  return mix(12.92 * c, 1.055 * pow(c, vec3(1.0 / 2.4)) - 0.055, step(0.0031308, c));
}

vec3 finish(vec3 nits) {
  if (film.w > 0.5) return sqrt(clamp(nits * film.x, 0.0, 1.0)); // for surroundings: no tone curve
  float grey = dot(nits, vec3(0.2126, 0.7152, 0.0722));
  vec3 c = encoded(neutral(max(mix(vec3(grey), nits, film.y), 0.0) * film.x));
  // interleaved gradient noise (Jimenez 2014), half a code value: hides banding, always the same
  float noise = fract(52.9829189 * fract(dot(floor(gl_FragCoord.xy), vec2(0.06711056, 0.00583715)))) - 0.5;
  return c + film.z * noise / 255.0 * step(vec3(1.0 / 255.0), c);
}

#ifdef SKY
vec3 sky_nits(vec3 ray) {
  float height = ray.y;
  vec3 above = mix(sky_rows[1].rgb, sky_rows[0].rgb, pow(clamp(height, 0.0, 1.0), 0.35));
  float towards = max(dot(ray, sky_rows[3].xyz), 0.0);
  above += sky_rows[4].rgb * (0.12 * pow(towards, 6.0) + 0.5 * pow(towards, 40.0) + 1.5 * pow(towards, 400.0));
  return mix(above, sky_rows[2].rgb, smoothstep(0.0, -0.02, height));
}
#endif
