/** Hands on the exhibit: drag turns, two fingers zoom and move, wheel and keys. Vertical drags of a finger scroll the page. */

import { type Gestures, Pointers } from '../pointers';
import { exhibitMove } from './keys';
import type { Orbit } from './orbit';

export interface InputTarget {
  readonly orbit: Orbit;
  moved(): void;
  /** Move the picture by CSS pixels. */
  slide(dx: number, dy: number): void;
  turn(yaw: number, pitch: number): void;
  zoom(factor: number): void;
  reset(): void;
}

const TURN_A_PIXEL = 0.0085;

export class ExhibitInput {
  /** Keys can be switched off (WCAG 2.1.4). */
  keys = true;
  private readonly pointers: Pointers;
  private readonly off = new AbortController();

  constructor(
    canvas: HTMLCanvasElement,
    private readonly target: InputTarget,
  ) {
    this.pointers = new Pointers(canvas, this.gestures(), 'pan-y');
    canvas.addEventListener('keydown', (event) => this.key(event), { signal: this.off.signal });
  }

  dispose(): void {
    this.off.abort();
    this.pointers.dispose();
  }

  private gestures(): Gestures {
    const { orbit, moved, slide } = this.target;
    const pace = (): number => TURN_A_PIXEL / Math.max(orbit.aim.zoom, 0.7);
    return {
      press: () => orbit.stop(),
      drag: (dx, dy, { touch }) => {
        orbit.turn(-dx * pace(), touch ? 0 : dy * pace() * 0.8);
        moved();
      },
      release: (x) => {
        orbit.glide(-x * pace(), 0);
        moved();
      },
      pinch: (factor, dx, dy) => {
        orbit.zoom(factor);
        slide(dx, dy);
      },
      wheel: (factor) => {
        orbit.zoom(factor);
        moved();
      },
    };
  }

  private key(event: KeyboardEvent): void {
    if (!this.keys || event.ctrlKey || event.metaKey || event.altKey) return;
    const move = exhibitMove(event.code);
    if (!move) return;
    event.preventDefault();
    if (move.kind === 'turn') this.target.turn(move.yaw, move.pitch);
    else if (move.kind === 'zoom') this.target.zoom(move.factor);
    else this.target.reset();
  }
}
