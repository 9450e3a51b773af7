// One triangle over the whole picture, behind everything.
uniform mat4 rays; // from clip space to the world, eye at the origin
in vec3 vertex;
out vec3 ray;

void main() {
  vec4 far = rays * vec4(vertex.xy, 1.0, 1.0);
  ray = far.xyz / far.w;
  gl_Position = vec4(vertex.xy, 1.0, 1.0);
}
