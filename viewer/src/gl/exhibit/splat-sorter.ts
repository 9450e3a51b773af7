/** Keeps splats in order for where the visitor looks from: one request at a time, the newest eye next. */

import type { Vector3 } from 'three';

/** A turn of half a degree is worth a new order. */
const WORTH = 0.009;

export class SplatSorter {
  private readonly worker = new Worker(new URL('./splat-worker.ts', import.meta.url), { type: 'module' });
  private busy = false;
  private sortedFor: Vector3 | undefined;
  private waiting: Vector3 | undefined;
  private readonly first: Promise<void>;

  /** `positions` move to the worker. `sorted` is called with every new order. */
  constructor(positions: Float32Array<ArrayBuffer>, sorted: (order: Uint32Array) => void) {
    this.first = new Promise((resolve, reject) => {
      this.worker.onmessage = ({ data }: MessageEvent<Uint32Array>) => {
        this.busy = false;
        sorted(data);
        resolve();
        const next = this.waiting;
        this.waiting = undefined;
        if (next) this.follow(next);
      };
      this.worker.onerror = (event) => reject(new Error(event.message || 'the sorting worker failed'));
    });
    this.worker.postMessage({ positions }, [positions.buffer]);
  }

  /** Ask for the order seen from `eye`, unless it is nearly the last one. */
  follow(eye: Vector3): void {
    if (this.sortedFor && eye.distanceTo(this.sortedFor) < WORTH * this.sortedFor.length()) return;
    if (this.busy) {
      this.waiting = eye.clone();
      return;
    }
    this.busy = true;
    this.sortedFor = eye.clone();
    this.worker.postMessage({ eye: eye.toArray() });
  }

  /** Resolves with the first order. */
  ready(): Promise<void> {
    return this.first;
  }

  dispose(): void {
    this.worker.terminate();
  }
}
