/** Hands on the panorama: drag, glide, pinch, wheel and keys. */

import { type Gestures, Pointers } from '../pointers';
import { panoramaMove } from './keys';
import { focal, type Size } from './look';
import type { Mover } from './mover';

export interface InputTarget {
  readonly mover: Mover;
  size(): Size;
  moved(): void;
  turn(yaw: number, pitch: number): void;
  zoom(factor: number): void;
  reset(): void;
}

export class PanoramaInput {
  /** Keys can be switched off (WCAG 2.1.4). */
  keys = true;
  private readonly pointers: Pointers;
  private readonly off = new AbortController();

  constructor(
    canvas: HTMLCanvasElement,
    private readonly target: InputTarget,
  ) {
    this.pointers = new Pointers(canvas, this.gestures(), 'none');
    canvas.addEventListener('keydown', (event) => this.key(event), { signal: this.off.signal });
  }

  dispose(): void {
    this.off.abort();
    this.pointers.dispose();
  }

  private gestures(): Gestures {
    const { mover, moved } = this.target;
    const pace = (): number => {
      const size = this.target.size();
      return 2 / (focal(mover.look, size) * size.height);
    };
    return {
      press: () => mover.stop(),
      drag: (dx, dy) => {
        mover.turn(-dx * pace(), dy * pace());
        moved();
      },
      release: (x, y) => {
        mover.glide(-x * pace(), y * pace());
        moved();
      },
      pinch: (factor, dx, dy) => {
        mover.zoom(factor);
        mover.turn(-dx * pace(), dy * pace());
        moved();
      },
      wheel: (factor) => {
        mover.zoom(factor);
        moved();
      },
    };
  }

  private key(event: KeyboardEvent): void {
    if (!this.keys || event.ctrlKey || event.metaKey || event.altKey) return;
    const move = panoramaMove(event.code);
    if (!move) return;
    event.preventDefault();
    if (move.kind === 'turn') this.target.turn(move.yaw, move.pitch);
    else if (move.kind === 'zoom') this.target.zoom(move.factor);
    else this.target.reset();
  }
}
