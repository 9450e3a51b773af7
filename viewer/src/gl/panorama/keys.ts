/** Keys of the panorama stage. Pure. */

import { turnKeys, type TurnMove } from '../turn-keys';

export type PanoramaMove = TurnMove;

/** The left arrow looks to the left. */
const MOVES = turnKeys(-Math.PI / 18, Math.PI / 18, 1.2);

export function panoramaMove(code: string): PanoramaMove | undefined {
  return MOVES[code];
}
