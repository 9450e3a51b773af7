/** Hands and keys in a gallery: drag looks, tap goes or picks, pinch and wheel narrow the view, held keys walk. */

import { type Gestures, Pointers } from '../pointers';
import { isWalkingKey, pushOf } from './keys';
import type { Walker } from './walker';

export interface InputTarget {
  readonly walker: Walker;
  moved(): void;
  tap(x: number, y: number): void;
  zoom(factor: number): void;
  home(): void;
  /** Radians a CSS pixel stands for. */
  pace(): number;
}

export class GalleryInput {
  private readonly pointers: Pointers;
  private readonly held = new Set<string>();
  private readonly off = new AbortController();
  private on = true;

  constructor(
    canvas: HTMLCanvasElement,
    private readonly target: InputTarget,
  ) {
    this.pointers = new Pointers(canvas, this.gestures(), 'none');
    const options = { signal: this.off.signal };
    canvas.addEventListener('keydown', (event) => this.down(event), options);
    canvas.addEventListener('keyup', (event) => this.up(event.code), options);
    canvas.addEventListener('blur', () => this.letGo(), options);
    globalThis.addEventListener('blur', () => this.letGo(), options);
  }

  /** Keys can be switched off (WCAG 2.1.4). */
  set keys(on: boolean) {
    this.on = on;
    if (!on) this.letGo();
  }

  dispose(): void {
    this.off.abort();
    this.pointers.dispose();
  }

  private gestures(): Gestures {
    const { walker, moved, tap, zoom, pace } = this.target;
    return {
      press: () => walker.glide(0, 0),
      drag: (dx, dy) => {
        walker.look(-dx * pace(), dy * pace());
        moved();
      },
      release: (x, y) => {
        walker.glide(-x * pace(), y * pace());
        moved();
      },
      pinch: (factor) => zoom(factor),
      wheel: (factor) => zoom(factor),
      tap,
    };
  }

  private down(event: KeyboardEvent): void {
    if (!this.on || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.code === 'Home') this.target.home();
    else if (isWalkingKey(event.code)) this.held.add(event.code);
    else return;
    event.preventDefault();
    this.push();
  }

  private up(code: string): void {
    if (this.held.delete(code)) this.push();
  }

  private letGo(): void {
    this.held.clear();
    this.push();
  }

  private push(): void {
    this.target.walker.setPush(pushOf(this.held));
    this.target.moved();
  }
}
