/** Brings a model up its qualities, one at a time, and keeps the last good one when a file fails. No drawing here. */

import type { ModelQuality, ModelRef } from '../../manifest.gen';
import { LoadError, type Reason } from '../bytes';
import { type Need, nextQuality, type Quality, wantedQuality } from './quality';

export interface Rung<M> {
  readonly quality: Quality;
  readonly model: M;
}

export interface LadderTarget<M> {
  /** Fetch, decode and upload. Raises LoadError. */
  load(quality: ModelQuality, signal: AbortSignal, onBytes: (added: number) => void): Promise<M>;
  need(): Need;
  shown(rung: Rung<M>): void;
  sharp(quality: Quality): void;
  progress(loaded: number, total: number, quality: Quality): void;
  failed(quality: Quality, reason: Reason, retry: () => void): void;
}

export class Ladder<M> {
  private readonly abort = new AbortController();
  private readonly failed = new Set<Quality>();
  private current: Quality | undefined;
  private climbing: Promise<void> | undefined;

  constructor(
    private readonly model: ModelRef,
    private readonly target: LadderTarget<M>,
  ) {}

  /** Load what is wanted now and not yet shown; one climb at a time. */
  climb(): Promise<void> {
    this.climbing ??= this.step().finally(() => {
      this.climbing = undefined;
    });
    return this.climbing;
  }

  dispose(): void {
    this.abort.abort();
  }

  private async step(): Promise<void> {
    for (;;) {
      const wanted = wantedQuality(this.model.qualities, this.target.need(), this.failed);
      const next = wanted && nextQuality(this.model.qualities, this.current, wanted, this.failed);
      if (!next) {
        if (this.current && wanted) this.target.sharp(this.current);
        return;
      }
      await this.take(next);
      if (this.abort.signal.aborted) return;
    }
  }

  private async take(next: ModelQuality): Promise<void> {
    const quality = next.quality;
    let loaded = 0;
    const onBytes = (added: number): void => {
      loaded += added;
      this.target.progress(loaded, Math.max(next.file.bytes, loaded), quality);
    };
    try {
      const model = await this.target.load(next, this.abort.signal, onBytes);
      this.current = quality;
      this.target.shown({ quality, model });
    } catch (error) {
      if (this.abort.signal.aborted) return;
      if (!(error instanceof LoadError)) throw error;
      this.failed.add(quality);
      this.target.failed(quality, error.reason, () => this.retry(quality));
    }
  }

  private retry(quality: Quality): void {
    this.failed.delete(quality);
    void this.climb();
  }
}
