/** Keys of the exhibit stage: arrows and WASD turn, Q E and Page keys zoom, Home goes back. Pure. */

export type ExhibitMove =
  | { readonly kind: 'turn'; readonly yaw: number; readonly pitch: number }
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'reset' };

const TURN = Math.PI / 18;
const NOD = Math.PI / 24;
const ZOOM = 1.15;

const turn = (yaw: number, pitch: number): ExhibitMove => ({ kind: 'turn', yaw, pitch });
const zoom = (factor: number): ExhibitMove => ({ kind: 'zoom', factor });

/** The left arrow turns the object to the left, as a drag to the left does. */
const MOVES: Readonly<Record<string, ExhibitMove>> = {
  ArrowLeft: turn(TURN, 0),
  KeyA: turn(TURN, 0),
  ArrowRight: turn(-TURN, 0),
  KeyD: turn(-TURN, 0),
  ArrowUp: turn(0, NOD),
  KeyW: turn(0, NOD),
  ArrowDown: turn(0, -NOD),
  KeyS: turn(0, -NOD),
  KeyE: zoom(ZOOM),
  PageUp: zoom(ZOOM),
  Equal: zoom(ZOOM),
  NumpadAdd: zoom(ZOOM),
  KeyQ: zoom(1 / ZOOM),
  PageDown: zoom(1 / ZOOM),
  Minus: zoom(1 / ZOOM),
  NumpadSubtract: zoom(1 / ZOOM),
  Home: { kind: 'reset' },
};

export function exhibitMove(code: string): ExhibitMove | undefined {
  return MOVES[code];
}
