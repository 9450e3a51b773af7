/** Pointers, wheel and pinch on one canvas as a few gestures. Lengths in CSS pixels, speeds in pixels a second. */

export interface Gestures {
  drag?(dx: number, dy: number, at: { readonly x: number; readonly y: number; readonly touch: boolean }): void;
  /** The finger or button was let go after a drag. */
  release?(speedX: number, speedY: number): void;
  pinch?(factor: number, dx: number, dy: number, x: number, y: number): void;
  tap?(x: number, y: number): void;
  wheel?(factor: number, x: number, y: number): void;
  /** A pointer went down: stop what still glides. */
  press?(): void;
}

interface Held {
  x: number;
  y: number;
  readonly startX: number;
  readonly startY: number;
  readonly start_ms: number;
  readonly touch: boolean;
}

const TAP_PX = 8;
const TAP_MS = 450;
const STILL_MS = 70;

export class Pointers {
  private readonly held = new Map<number, Held>();
  private readonly off = new AbortController();
  private moved = false;
  private speedX = 0;
  private speedY = 0;
  private last_ms = 0;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly gestures: Gestures,
    touchAction: 'none' | 'pan-y',
  ) {
    canvas.style.touchAction = touchAction;
    const options = { signal: this.off.signal };
    canvas.addEventListener('pointerdown', (e) => this.down(e), options);
    canvas.addEventListener('pointermove', (e) => this.move(e), options);
    canvas.addEventListener('pointerup', (e) => this.up(e, true), options);
    canvas.addEventListener('pointercancel', (e) => this.up(e, false), options);
    canvas.addEventListener('wheel', (e) => this.wheel(e), { ...options, passive: false });
  }

  dispose(): void {
    this.off.abort();
  }

  private place(event: MouseEvent): { x: number; y: number } {
    const box = this.canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  private down(event: PointerEvent): void {
    if (event.pointerType === 'mouse' && event.button !== 0) return;
    const { x, y } = this.place(event);
    const touch = event.pointerType === 'touch';
    this.held.set(event.pointerId, { x, y, startX: x, startY: y, start_ms: event.timeStamp, touch });
    this.canvas.setPointerCapture(event.pointerId);
    if (this.held.size === 1) this.moved = false;
    this.speedX = this.speedY = 0;
    this.gestures.press?.();
  }

  private move(event: PointerEvent): void {
    const held = this.held.get(event.pointerId);
    if (!held) return;
    const { x, y } = this.place(event);
    const dx = x - held.x;
    const dy = y - held.y;
    if (Math.hypot(x - held.startX, y - held.startY) > TAP_PX) this.moved = true;
    if (this.held.size === 1) this.dragged(held, dx, dy, event.timeStamp);
    else if (this.held.size === 2) this.pinched(event.pointerId, held, x, y);
    held.x = x;
    held.y = y;
  }

  private dragged(held: Held, dx: number, dy: number, now_ms: number): void {
    if (!this.moved) return;
    const dt_s = Math.max((now_ms - this.last_ms) / 1000, 0.001);
    const keep = Math.exp(-dt_s * 20);
    this.speedX = this.speedX * keep + (dx / dt_s) * (1 - keep);
    this.speedY = this.speedY * keep + (dy / dt_s) * (1 - keep);
    this.last_ms = now_ms;
    this.gestures.drag?.(dx, dy, { x: held.x, y: held.y, touch: held.touch });
  }

  private pinched(id: number, held: Held, x: number, y: number): void {
    const other = [...this.held].find(([key]) => key !== id)?.[1];
    if (!other) return;
    const before = Math.hypot(held.x - other.x, held.y - other.y);
    const after = Math.hypot(x - other.x, y - other.y);
    this.moved = true;
    if (before < 1 || after < 1) return;
    this.gestures.pinch?.(after / before, (x - held.x) / 2, (y - held.y) / 2, (x + other.x) / 2, (y + other.y) / 2);
  }

  private up(event: PointerEvent, meant: boolean): void {
    const held = this.held.get(event.pointerId);
    if (!held) return;
    this.held.delete(event.pointerId);
    if (this.held.size || !meant) return;
    if (!this.moved) {
      if (event.timeStamp - held.start_ms < TAP_MS) this.gestures.tap?.(held.x, held.y);
    } else if (event.timeStamp - this.last_ms < STILL_MS) this.gestures.release?.(this.speedX, this.speedY);
    else this.gestures.release?.(0, 0);
  }

  /** The page keeps its scrolling: the wheel is ours only with ctrl (a trackpad's pinch) or when the stage has the focus. */
  private wheel(event: WheelEvent): void {
    if (!this.gestures.wheel || !(event.ctrlKey || document.activeElement === this.canvas)) return;
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    const step = Math.max(-120, Math.min(120, event.deltaY * lines * (event.ctrlKey ? 4 : 1)));
    const { x, y } = this.place(event);
    this.gestures.wheel(Math.exp(-step * 0.0016), x, y);
  }
}
