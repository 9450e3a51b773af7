// World positions, normals and texture places of one vertex.
uniform mat4 p3d_ModelMatrix;
uniform mat4 view_projection;
in vec3 vertex;
in vec3 normal;
in vec2 place;
in vec2 light_place;
in vec4 tint;
out vec3 world;
out vec3 facing;
out vec2 uv;
out vec2 light_uv;
out vec4 paint;

void main() {
  vec4 at = p3d_ModelMatrix * vec4(vertex, 1.0);
  mat3 m = mat3(p3d_ModelMatrix);
  // cofactors: right for normals under any scale
  mat3 turn = mat3(cross(m[1], m[2]), cross(m[2], m[0]), cross(m[0], m[1]));
  world = at.xyz;
  facing = turn * normal;
  uv = place;
  light_uv = light_place;
  paint = tint;
  gl_Position = view_projection * at;
}
