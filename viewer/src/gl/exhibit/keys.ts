/** Keys of the exhibit stage. Pure. */

import { turnKeys, type TurnMove } from '../turn-keys';

export type ExhibitMove = TurnMove;

/** The left arrow turns the object to the left, as a drag to the left does. */
const MOVES = turnKeys(Math.PI / 18, Math.PI / 24, 1.15);

export function exhibitMove(code: string): ExhibitMove | undefined {
  return MOVES[code];
}
