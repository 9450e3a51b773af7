/** Keys of the panorama stage: arrows and WASD look, Q E and Page keys zoom, Home looks back to the start. Pure. */

export type PanoramaMove =
  | { readonly kind: 'turn'; readonly yaw: number; readonly pitch: number }
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'reset' };

const STEP = Math.PI / 18;
const ZOOM = 1.2;
const turn = (yaw: number, pitch: number): PanoramaMove => ({ kind: 'turn', yaw, pitch });
const zoom = (factor: number): PanoramaMove => ({ kind: 'zoom', factor });

const MOVES: Readonly<Record<string, PanoramaMove>> = {
  ArrowLeft: turn(-STEP, 0),
  KeyA: turn(-STEP, 0),
  ArrowRight: turn(STEP, 0),
  KeyD: turn(STEP, 0),
  ArrowUp: turn(0, STEP),
  KeyW: turn(0, STEP),
  ArrowDown: turn(0, -STEP),
  KeyS: turn(0, -STEP),
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

export function panoramaMove(code: string): PanoramaMove | undefined {
  return MOVES[code];
}
