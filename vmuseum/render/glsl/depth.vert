// How far a vertex is from a lamp, for its shadow.
uniform mat4 p3d_ModelMatrix;
uniform mat4 light_matrix;
in vec3 vertex;

void main() { gl_Position = light_matrix * (p3d_ModelMatrix * vec4(vertex, 1.0)); }
