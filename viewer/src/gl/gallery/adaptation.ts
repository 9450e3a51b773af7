/** The eye gets used to a room: a sunlit yard is shown darker, a cell lighter, than the one exposure of the scene would. Pure. */

import { clamp, mix } from '../angles';

/** Mean brightness (geometric, 1 = white) that needs no change. */
const BRIGHT = 0.42;
const DARK = 0.09;
const LIGHTER_MOST = 3;
const SETTLE_S = 0.7;

/** Factor for the exposure of a room whose floor and walls have this mean brightness at the scene's own exposure. */
export function factorFor(brightness: number): number {
  if (brightness > BRIGHT) return BRIGHT / brightness;
  if (brightness < DARK) return Math.min(DARK / Math.max(brightness, 1e-4), LIGHTER_MOST);
  return 1;
}

/** Geometric mean of the luminance of linear RGBA pixels. */
export function meanBrightness(pixels: ArrayLike<number>): number {
  let sum = 0;
  const count = Math.floor(pixels.length / 4);
  for (let i = 0; i < count; i++) {
    const [r, g, b] = [pixels[4 * i] ?? 0, pixels[4 * i + 1] ?? 0, pixels[4 * i + 2] ?? 0];
    sum += Math.log(Math.max(0.2126 * r + 0.7152 * g + 0.0722 * b, 1e-3));
  }
  return count ? Math.exp(sum / count) : 0;
}

export class Adaptation {
  /** Shared by all materials. */
  readonly exposure: { value: number };
  private readonly factors = new Map<string, number>();
  private aim: number;

  constructor(
    /** The scene's own exposure. */
    readonly basis: number,
    private readonly calm: boolean,
  ) {
    this.exposure = { value: basis };
    this.aim = basis;
  }

  knows(room: string): boolean {
    return this.factors.has(room);
  }

  learn(room: string, brightness: number): void {
    this.factors.set(room, factorFor(brightness));
  }

  /** Be in this room; the first time, and with reduced motion, at once. */
  enter(room: string, atOnce: boolean): void {
    this.aim = this.basis * (this.factors.get(room) ?? 1);
    if (atOnce || this.calm) this.exposure.value = this.aim;
  }

  /** Let time pass; true while still getting used to it. */
  step(dt_s: number): boolean {
    const { exposure, aim } = this;
    if (exposure.value === aim) return false;
    const ratio = Math.abs(Math.log(aim / exposure.value));
    exposure.value = ratio < 0.01 ? aim : Math.exp(mix(Math.log(exposure.value), Math.log(aim), clamp((dt_s / SETTLE_S) * 3, 0, 1)));
    return true;
  }

  /** Do something at the scene's own exposure. */
  plainly(work: () => void): void {
    const kept = this.exposure.value;
    this.exposure.value = this.basis;
    work();
    this.exposure.value = kept;
  }
}
