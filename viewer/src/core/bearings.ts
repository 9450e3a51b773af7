/** Headings in words. Radians, clockwise seen from above, 0 = north. */

import type { Key } from './i18n';

const POINTS = ['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw'] as const;
const SHORT = ['nShort', 'neShort', 'eShort', 'seShort', 'sShort', 'swShort', 'wShort', 'nwShort'] as const;

export type Side = 'ahead' | 'right' | 'behind' | 'left';

/** The angle in (-pi, pi]. */
export function wrapped(angle: number): number {
  const turn = Math.PI * 2;
  const rest = (((angle + Math.PI) % turn) + turn) % turn;
  return rest === 0 ? Math.PI : rest - Math.PI;
}

/** Where `heading` lies for one who looks along `yaw`: quarters centred on the four sides. */
export function sideOf(heading: number, yaw: number): Side {
  const turn = wrapped(heading - yaw);
  if (Math.abs(turn) <= Math.PI / 4) return 'ahead';
  if (Math.abs(turn) >= (Math.PI * 3) / 4) return 'behind';
  return turn > 0 ? 'right' : 'left';
}

/** The nearest of the eight compass points: key of its name and of its short form. */
export function compassOf(yaw: number): { readonly name: Key; readonly short: Key } {
  const index = ((Math.round(yaw / (Math.PI / 4)) % 8) + 8) % 8;
  return { name: POINTS[index] ?? 'n', short: SHORT[index] ?? 'nShort' };
}

/** The heading as whole degrees, 0 to 359. */
export function degreesOf(yaw: number): number {
  return ((Math.round((yaw * 180) / Math.PI) % 360) + 360) % 360;
}

/** The heading from one place to another, (x, z). */
export function headingTo(from: readonly [number, number], to: readonly [number, number]): number {
  return Math.atan2(to[0] - from[0], from[1] - to[1]);
}
