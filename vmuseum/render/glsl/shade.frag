// Metallic-roughness surface (glTF 2.0, appendix B) under sun, spots, softboxes, ambient light or a light map.
uniform vec3 eye;
uniform vec4 base;      // linear colour and alpha
uniform vec4 surface;   // metallic, roughness, normal scale, cut of MASK
uniform vec3 glow;      // emission, nits
uniform vec3 ambient[6]; // irradiance on faces towards +x -x +y -y +z -z, lux
#ifdef BASE_MAP
uniform sampler2D base_map;
#endif
#ifdef NORMAL_MAP
uniform sampler2D normal_map;
#endif
#ifdef SURFACE_MAP
uniform sampler2D surface_map;
#endif
#ifdef OCCLUSION_MAP
uniform sampler2D occlusion_map;
#endif
#ifdef GLOW_MAP
uniform sampler2D glow_map;
#endif
#ifdef LIGHT_MAP
uniform sampler2D light_map;
uniform vec4 light_scale; // lux at value 1
#endif
#ifdef SURROUNDINGS
uniform samplerCube surroundings; // sqrt coded
uniform vec4 surroundings_rows[3]; // eye and scale; low corner and top mip; high corner
#endif
#if SUNS > 0
uniform vec4 suns[2 * SUNS]; // towards, shadow index; lux
#endif
#if SPOTS > 0
uniform vec4 spots[3 * SPOTS]; // at, shadow index; direction, cut; candela, full
#endif
#if AREAS > 0
uniform vec4 areas[5 * AREAS]; // centre, shadow index; half width, 1 / length; half height, 1 / length; direction; nits
#endif
#if SHADOWS > 0
uniform sampler2D shadow_depth;
uniform sampler2DShadow shadow_test;
uniform mat4 shadow_matrix[SHADOWS];
uniform vec4 shadow_shape[SHADOWS]; // near, far (0: parallel), size of the lamp in the map at distance 1, texel in metres at 1
#endif
in vec3 world;
in vec3 facing;
in vec2 uv;
in vec2 light_uv;
in vec4 paint;
out vec4 shown;

const float PI = 3.14159265;

struct Spot { vec3 n; vec3 v; vec3 albedo; vec3 f0; float rough; float nv; };

vec3 from_cube(vec3 d) {
  vec3 square = d * d;
  return square.x * (d.x > 0.0 ? ambient[0] : ambient[1]) + square.y * (d.y > 0.0 ? ambient[2] : ambient[3]) +
         square.z * (d.z > 0.0 ? ambient[4] : ambient[5]);
}

// Reflectance of an even surrounding (Karis 2014, fit of the split sum).
vec3 mirror_part(Spot s) {
  vec4 r = s.rough * vec4(-1.0, -0.0275, -0.572, 0.022) + vec4(1.0, 0.0425, 1.04, -0.04);
  float a = min(r.x * r.x, exp2(-9.28 * s.nv)) * r.x + r.y;
  vec2 ab = vec2(-1.04, 1.04) * a + r.zw;
  return s.f0 * ab.x + ab.y;
}

// GGX with the height-correlated Smith term (Heitz 2014), plus Lambert; times cosine.
vec3 answer(Spot s, vec3 l) {
  float nl = dot(s.n, l);
  if (nl <= 0.0) return vec3(0.0);
  vec3 h = normalize(l + s.v);
  float nh = clamp(dot(s.n, h), 0.0, 1.0), a = s.rough * s.rough, a2 = a * a;
  float d = nh * nh * (a2 - 1.0) + 1.0;
  float vis = 0.5 / (nl * sqrt(s.nv * s.nv * (1.0 - a2) + a2) + s.nv * sqrt(nl * nl * (1.0 - a2) + a2) + 1e-5);
  vec3 f = s.f0 + (1.0 - s.f0) * pow(1.0 - clamp(dot(s.v, h), 0.0, 1.0), 5.0);
  return nl * (s.albedo / PI * (1.0 - f) + f * (a2 / (PI * d * d) * vis));
}

#if SHADOWS > 0
float lamp_distance(int i, float depth) {
  vec4 shape = shadow_shape[i];
  if (shape.y <= 0.0) return depth * shape.x;
  return shape.x * shape.y / (shape.y - depth * (shape.y - shape.x));
}

const mat2 GOLDEN = mat2(-0.7373688, 0.6754903, -0.6754903, -0.7373688); // a turn by the golden angle

// Percentage-closer soft shadows (Fernando 2005): width of the penumbra from the mean distance of what blocks.
// Loops end early where nothing is to be done: software rasterisers skip whole blocks that way.
float unshaded(float index, vec3 n, vec3 l, bool needed) {
  int i = int(max(index, 0.0));
  vec4 shape = shadow_shape[i];
  bool fan = shape.y > 0.0;
  float tilt = 2.0 - clamp(dot(n, l), 0.0, 1.0);
  float away = fan ? (shadow_matrix[i] * vec4(world, 1.0)).w : 1.0;
  vec4 clip = shadow_matrix[i] * vec4(world + n * shape.w * away * tilt, 1.0);
  vec3 p = clip.xyz / clip.w * 0.5 + 0.5;
  needed = needed && index >= 0.0 && clip.w > 0.0 && all(greaterThan(p, vec3(0.0))) && all(lessThan(p, vec3(1.0)));
  vec2 cell = vec2(1.0 / float(SHADOWS), 1.0), corner = vec2(float(i) / float(SHADOWS), 0.0);
  float here = lamp_distance(i, p.z);
  float noise = 6.2831853 * fract(52.9829189 * fract(dot(floor(gl_FragCoord.xy), vec2(0.06711056, 0.00583715))));
  vec2 first = vec2(cos(noise), sin(noise)), way = first;
  float search = min(fan ? shape.z * (here - shape.x) / (here * shape.x) : shape.z * here, 0.2), sum = 0.0, count = 0.0;
  int steps = needed ? LOOKS : 0;
  for (int k = 0; k < steps; k++) {
    vec2 q = clamp(p.xy + sqrt((float(k) + 0.5) / float(LOOKS)) * search * way, 0.002, 0.998);
    float d = textureLod(shadow_depth, corner + q * cell, 0.0).r;
    float blocks = step(d, p.z);
    sum += blocks * lamp_distance(i, d);
    count += blocks;
    way = GOLDEN * way;
  }
  if (count < 0.5) return 1.0;
  float block = sum / count;
  float wide = shape.z * (here - block) / (fan ? block * here : 1.0);
  wide = clamp(wide, 1.0 / SHADOW_PX, 0.2);
  float open = 0.0;
  way = first;
  for (int k = 0; k < (count > 0.5 ? TAPS : 0); k++) {
    vec2 q = clamp(p.xy + sqrt((float(k) + 0.5) / float(TAPS)) * wide * way, 0.002, 0.998);
    open += textureLod(shadow_test, vec3(corner + q * cell, p.z), 0.0);
    way = GOLDEN * way;
  }
  return open / float(TAPS);
}
#else
float unshaded(float index, vec3 n, vec3 l, bool needed) { return 1.0; }
#endif

#if AREAS > 0
// One edge of Lambert's sum: angle / sine of the angle / 2 pi, as a polynomial in the cosine (our fit, error 6e-5).
vec3 edge_part(vec3 a, vec3 b) {
  float x = dot(a, b), y = abs(x);
  float f = ((((-0.01060806 * y + 0.04355915) * y - 0.08566874) * y + 0.12063548) * y - 0.15876031) * y + 0.24999123;
  return cross(a, b) * (x > 0.0 ? f : 0.5 * inversesqrt(max(1.0 - x * x, 1e-7)) - f);
}

// Form factor of a rectangle (Lambert 1760), cut at the horizon as a sphere of equal flux (Hill & Heitz 2016).
float form_factor(vec3 n, vec3 c, vec3 x, vec3 y) {
  vec3 a = normalize(c - x - y), b = normalize(c + x - y), d = normalize(c + x + y), e = normalize(c - x + y);
  vec3 flux = edge_part(a, b) + edge_part(b, d) + edge_part(d, e) + edge_part(e, a);
  float size = length(flux);
  return max((size * size + dot(flux, n)) / (size + 1.0), 0.0);
}

vec4 soft_step(vec4 x) { return x * inversesqrt(1.0 + x * x); }

// How much of the reflected lobe meets the rectangle: edges as wide as the lobe.
float seen_part(vec3 r, float lobe, vec3 c, vec4 x, vec4 y, vec3 dir) {
  float down = max(-dot(r, dir), 1e-3);
  float t = -dot(c, dir) / down;
  vec3 hit = r * t - c;
  vec2 at = vec2(dot(hit, x.xyz) * x.w, dot(hit, y.xyz) * y.w), half_size = 1.0 / vec2(x.w, y.w);
  vec4 edge = soft_step((at.xxyy + vec4(half_size.x, -half_size.x, half_size.y, -half_size.y)) / max(t * lobe, 1e-4));
  return (edge.x - edge.y) * (edge.z - edge.w) * 0.25 * clamp(down * 20.0 - 0.02, 0.0, 1.0);
}
#endif

vec3 lamps(Spot s, vec3 shine) {
  vec3 sum = vec3(0.0);
#if SUNS > 0
  for (int i = 0; i < SUNS; i++) {
    vec4 a = suns[2 * i];
    vec3 part = answer(s, a.xyz);
    sum += suns[2 * i + 1].rgb * part * unshaded(a.w, s.n, a.xyz, part.g > 0.0);
  }
#endif
#if SPOTS > 0
  for (int i = 0; i < SPOTS; i++) {
    vec4 at = spots[3 * i], dir = spots[3 * i + 1], power = spots[3 * i + 2];
    vec3 way = at.xyz - world;
    float square = dot(way, way);
    vec3 l = way * inversesqrt(square);
    float off = acos(clamp(dot(-l, dir.xyz), -1.0, 1.0));
    float beam = clamp((dir.w - off) / max(dir.w - power.w, 1e-4), 0.0, 1.0);
    vec3 part = power.rgb * beam / max(square, 1e-4) * answer(s, l);
    sum += part * unshaded(at.w, s.n, l, part.g > 0.0);
  }
#endif
#if AREAS > 0
  vec3 r = reflect(-s.v, s.n);
  float lobe = s.rough * s.rough * 1.1;
  for (int i = 0; i < AREAS; i++) {
    vec4 at = areas[5 * i], x = areas[5 * i + 1], y = areas[5 * i + 2];
    vec3 c = at.xyz - world, dir = areas[5 * i + 3].xyz;
    vec3 part = s.albedo * form_factor(s.n, c, x.xyz, y.xyz) + shine * seen_part(r, lobe, c, x, y, dir);
    part *= step(dot(c, dir), 0.0);
    part *= unshaded(at.w, s.n, normalize(c), part.g > 0.0);
    sum += areas[5 * i + 4].rgb * part;
  }
#endif
  return sum;
}

#ifdef SURROUNDINGS
// What a ray meets on the walls of a box, looked up in a picture taken inside it (Lagarde 2012).
vec3 around(vec3 r, float rough) {
  vec3 low = surroundings_rows[1].xyz, high = surroundings_rows[2].xyz;
  vec3 t = max((high - world) / r, (low - world) / r);
  float first = max(min(t.x, min(t.y, t.z)), 0.0);
  vec3 d = world + r * first - surroundings_rows[0].xyz;
  vec3 c = textureLod(surroundings, d, surroundings_rows[1].w * sqrt(rough)).rgb;
  return c * c * surroundings_rows[0].w;
}
#endif

vec3 shading_normal() {
  vec3 n = normalize(facing);
#ifdef TWO_SIDED
  if (!gl_FrontFacing) n = -n;
#endif
#ifdef NORMAL_MAP
  // tangents from screen derivatives (Mikkelsen 2010): scans carry none
  vec3 px = dFdx(world), py = dFdy(world);
  vec2 ux = dFdx(uv), uy = dFdy(uv);
  vec3 cx = cross(py, n), cy = cross(n, px);
  vec3 t = cx * ux.x + cy * uy.x, b = cx * ux.y + cy * uy.y;
  float size = max(dot(t, t), dot(b, b));
  vec3 m = texture(normal_map, uv).xyz * 2.0 - 1.0;
  // v grows downwards in glTF, so the green channel points against it
  if (size > 0.0) n = normalize((t * m.x - b * m.y) * inversesqrt(size) * surface.z + n * m.z);
#endif
  return n;
}

void main() {
  vec4 colour = base * paint;
#ifdef BASE_MAP
  colour *= texture(base_map, uv);
#endif
#ifdef MASKED
  if (colour.a < surface.w) discard;
#endif
  float metal = surface.x, rough = surface.y, open = 1.0;
#ifdef SURFACE_MAP
  vec4 m = texture(surface_map, uv);
  metal *= m.b;
  rough *= m.g;
#endif
#ifdef OCCLUSION_MAP
  open = texture(occlusion_map, uv).r;
#endif
  Spot s;
  s.n = shading_normal();
  s.v = normalize(eye - world);
  s.nv = clamp(abs(dot(s.n, s.v)), 1e-3, 1.0);
  s.rough = clamp(rough, 0.045, 1.0);
  s.albedo = colour.rgb * (1.0 - metal);
  s.f0 = mix(vec3(0.04), colour.rgb, metal);
  vec3 shine = mirror_part(s), r = reflect(-s.v, s.n);
#ifdef LIGHT_MAP
  vec3 lux = texture(light_map, light_uv).rgb * light_scale.x;
  vec3 nits = s.albedo / PI * lux;
  vec3 seen = lux / PI * 0.6;
#else
  vec3 nits = s.albedo / PI * open * from_cube(s.n) + lamps(s, shine);
  vec3 seen = from_cube(r) / PI * open;
#endif
#ifdef SURROUNDINGS
  seen = around(r, s.rough) * open;
#elif defined(SKY)
  seen = mix(seen, sky_nits(vec3(r.x, abs(r.y), r.z)), smoothstep(0.5, 0.0, s.rough) * open * step(0.0, r.y));
#endif
  nits += shine * seen;
  vec3 own = glow;
#ifdef GLOW_MAP
  own *= texture(glow_map, uv).rgb;
#endif
  nits += own;
#ifdef BLENDED
  // glass: its own colour covers by alpha, what it mirrors by its share of mirroring
  float cover = clamp(colour.a + shine.g * (1.0 - colour.a), 0.004, 1.0);
  nits = (nits - shine * seen - own) * colour.a + shine * seen + own;
  shown = vec4(finish(nits / cover), cover);
#else
  shown = vec4(finish(nits), 1.0);
#endif
}
