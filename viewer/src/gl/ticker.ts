/** Draws only when something asked for it, and lowers the resolution while moving if frames take too long. */

const SLOW_MS = 42;
const FAST_MS = 20;
const FRAMES_TO_JUDGE = 6;

export interface Ticking {
  /** Draw one frame; return true while something still moves. `dt_s` is at most 0.1. */
  frame(dt_s: number): boolean;
  /** Called when the resolution should change; 1 is full. */
  scale(share: number): void;
}

export class Ticker {
  private handle = 0;
  private last_ms = 0;
  private slow = 0;
  private fast = 0;
  private share = 1;
  private stopped = false;

  constructor(private readonly target: Ticking) {}

  request(): void {
    if (this.handle || this.stopped) return;
    this.handle = requestAnimationFrame((now) => this.tick(now));
  }

  dispose(): void {
    this.stopped = true;
    cancelAnimationFrame(this.handle);
  }

  private tick(now_ms: number): void {
    this.handle = 0;
    const gap_ms = this.last_ms ? now_ms - this.last_ms : 16;
    if (this.last_ms) this.judge(gap_ms);
    const moving = this.target.frame(Math.min(gap_ms / 1000, 0.1));
    if (moving) {
      this.last_ms = now_ms;
      this.request();
      return;
    }
    this.last_ms = 0;
    this.slow = 0;
    if (this.share === 1) return;
    this.share = 1; // at rest the picture is always drawn in full
    this.target.scale(1);
    this.target.frame(0);
  }

  private judge(gap_ms: number): void {
    this.slow = gap_ms > SLOW_MS ? this.slow + 1 : 0;
    this.fast = gap_ms < FAST_MS ? this.fast + 1 : 0;
    if (this.slow >= FRAMES_TO_JUDGE && this.share > 0.5) this.step(this.share - 0.25);
    else if (this.fast >= FRAMES_TO_JUDGE * 10 && this.share < 1) this.step(this.share + 0.25);
  }

  private step(share: number): void {
    this.share = share;
    this.slow = 0;
    this.fast = 0;
    this.target.scale(share);
  }
}
