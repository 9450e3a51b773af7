/** Keys that exhibit and panorama share: arrows and WASD turn, Q E and Page keys zoom, Home goes back. Pure. */

export type TurnMove =
  | { readonly kind: 'turn'; readonly yaw: number; readonly pitch: number }
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'reset' };

/** What each key does. `left` is the yaw of the left arrow, `up` the pitch of the upper one, radians; `closer` a factor above 1. */
export function turnKeys(left: number, up: number, closer: number): Readonly<Record<string, TurnMove>> {
  const turn = (yaw: number, pitch: number): TurnMove => ({ kind: 'turn', yaw, pitch });
  const zoom = (factor: number): TurnMove => ({ kind: 'zoom', factor });
  return {
    ArrowLeft: turn(left, 0),
    KeyA: turn(left, 0),
    ArrowRight: turn(-left, 0),
    KeyD: turn(-left, 0),
    ArrowUp: turn(0, up),
    KeyW: turn(0, up),
    ArrowDown: turn(0, -up),
    KeyS: turn(0, -up),
    KeyE: zoom(closer),
    PageUp: zoom(closer),
    Equal: zoom(closer),
    NumpadAdd: zoom(closer),
    KeyQ: zoom(1 / closer),
    PageDown: zoom(1 / closer),
    Minus: zoom(1 / closer),
    NumpadSubtract: zoom(1 / closer),
    Home: { kind: 'reset' },
  };
}
