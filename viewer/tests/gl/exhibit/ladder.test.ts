import { describe, expect, it } from 'vitest';
import type { ModelRef } from '../../../src/manifest.gen';
import { LoadError } from '../../../src/gl/bytes';
import { Ladder, type LadderTarget } from '../../../src/gl/exhibit/ladder';

const model = {
  qualities: ['thumb', 'low', 'high'].map((quality, i) => ({
    quality, triangles: 1000 * 20 ** i, texture_px: 256 * 4 ** i, file: { url: quality, bytes: 10 },
  })),
} as unknown as ModelRef;

function target(missing: Set<string>, log: string[]): LadderTarget<string> & { retry?: () => void } {
  const made: LadderTarget<string> & { retry?: () => void } = {
    load: (quality, _signal, onBytes) => {
      if (missing.has(quality.quality)) return Promise.reject(new LoadError(quality.quality, 'missing'));
      onBytes(10);
      return Promise.resolve(quality.quality);
    },
    need: () => ({ height_px: 2000, texels: 1e9, saving: false }),
    shown: ({ quality }) => log.push(`shown ${quality}`),
    sharp: (quality) => log.push(`sharp ${quality}`),
    progress: (loaded, total, quality) => log.push(`${quality} ${loaded}/${total}`),
    failed: (quality, reason, retry) => {
      log.push(`failed ${quality} ${reason}`);
      made.retry = retry;
    },
  };
  return made;
}

describe('Ladder', () => {
  it('shows the smallest first and ends sharp', async () => {
    const log: string[] = [];
    await new Ladder(model, target(new Set(), log)).climb();
    expect(log).toEqual(['thumb 10/10', 'shown thumb', 'low 10/10', 'shown low', 'high 10/10', 'shown high', 'sharp high']);
  });

  it('keeps the last good one when a file is missing, and takes it after a retry', async () => {
    const log: string[] = [];
    const missing = new Set(['high']);
    const stage = target(missing, log);
    const ladder = new Ladder(model, stage);
    await ladder.climb();
    expect(log.slice(-2)).toEqual(['failed high missing', 'sharp low']);
    missing.clear();
    stage.retry?.();
    await ladder.climb();
    expect(log.slice(-2)).toEqual(['shown high', 'sharp high']);
  });

  it('goes on with the next when the smallest is missing', async () => {
    const log: string[] = [];
    await new Ladder(model, target(new Set(['thumb']), log)).climb();
    expect(log[0]).toBe('failed thumb missing');
    expect(log).toContain('shown low');
  });
});
