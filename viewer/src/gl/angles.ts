/** Angles in radians; headings clockwise seen from above, 0 = north (-Z). */

export const TAU = Math.PI * 2;

/** The same angle in (-pi, pi]. */
export function wrap(angle: number): number {
  const turned = angle - TAU * Math.floor((angle + Math.PI) / TAU);
  return turned === -Math.PI ? Math.PI : turned;
}

/** The turn, at most half a circle, that leads from one heading to the other. */
export function turnBetween(from: number, to: number): number {
  return wrap(to - from);
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

export function mix(a: number, b: number, t: number): number {
  return a + (b - a) * t;
}

/** Heading of the direction (x, z). */
export function headingOf(x: number, z: number): number {
  return Math.atan2(x, -z);
}

/** The curve (.2, 0, 0, 1) of the design, solved for y at x in 0..1. */
export function ease(x: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  let low = 0;
  let high = 1;
  for (let i = 0; i < 24; i++) {
    const t = (low + high) / 2;
    if (3 * (1 - t) ** 2 * t * 0.2 + t ** 3 < x) low = t;
    else high = t;
  }
  const t = (low + high) / 2;
  return 3 * (1 - t) * t ** 2 + t ** 3;
}
