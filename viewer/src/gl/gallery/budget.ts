/** Which exhibits of a gallery deserve which quality: those that fill the screen first, until the texture budget is spent. Pure. */

import type { ModelQuality } from '../../manifest.gen';
import { type Quality, wantedQuality } from '../exhibit/quality';

export interface Candidate {
  readonly key: string;
  readonly qualities: readonly ModelQuality[];
  /** Height on the screen if one looked at it, device pixels. */
  readonly height_px: number;
  readonly failed: ReadonlySet<Quality>;
}

/** Low models cost little, but each open file and upload has its price. */
const MAPS = 3;

/** The quality each should have, the largest on the screen first. */
export function allot(candidates: readonly Candidate[], texels: number, saving: boolean): Map<string, ModelQuality> {
  const plan = new Map<string, ModelQuality>();
  let left = texels;
  for (const one of [...candidates].sort((a, b) => b.height_px - a.height_px || a.key.localeCompare(b.key))) {
    const wanted = wantedQuality(one.qualities, { height_px: one.height_px, texels: left, saving }, one.failed);
    if (!wanted) continue;
    plan.set(one.key, wanted);
    left = Math.max(0, left - wanted.texture_px ** 2 * MAPS);
  }
  return plan;
}
