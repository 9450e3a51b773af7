/** Going from one viewpoint to the next: the old picture stays until the new one can be drawn, then fades under it. */

import type { Painter } from './painter';
import { clipMatrix, type Look, type Size } from './look';
import type { Sphere } from './sphere';

export class Passage {
  here: Sphere | undefined;
  coming: Sphere | undefined;
  private leaving: { readonly sphere: Sphere; readonly look: Look } | undefined;
  private blend = 1;

  constructor(private readonly fade_s: number) {}

  /** Bring this one as soon as its first picture is here. */
  start(sphere: Sphere): void {
    this.coming?.dispose();
    this.coming = sphere;
  }

  /** Let time pass. `arrive` is called when the new one takes over. True while something still changes. */
  step(dt_s: number, look: Look, arrive: (sphere: Sphere) => void): boolean {
    const changing = [this.here?.step(dt_s), this.coming?.step(dt_s)].some(Boolean);
    if (this.coming?.ready) {
      this.leaving?.sphere.dispose();
      this.leaving = this.here && { sphere: this.here, look };
      this.here = this.coming;
      this.coming = undefined;
      this.blend = this.leaving ? 0 : 1;
      arrive(this.here);
      return true;
    }
    if (!this.leaving) return changing;
    this.blend = Math.min(1, this.blend + dt_s / this.fade_s);
    if (this.blend >= 1) {
      this.leaving.sphere.dispose();
      this.leaving = undefined;
    }
    return true;
  }

  draw(painter: Painter, width: number, height: number, look: Look, size: Size): void {
    painter.begin(width, height);
    if (this.leaving) {
      painter.aim(clipMatrix(this.leaving.look, size));
      this.leaving.sphere.draw(1);
    }
    painter.aim(clipMatrix(look, size));
    this.here?.draw(this.blend);
  }

  dispose(): void {
    for (const sphere of [this.here, this.coming, this.leaving?.sphere]) sphere?.dispose();
    this.here = this.coming = this.leaving = undefined;
  }
}
