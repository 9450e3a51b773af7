in vec3 ray;
out vec4 shown;

void main() { shown = vec4(finish(sky_nits(normalize(ray))), 1.0); }
