/** Which quality of a model is worth loading: by the pixels it covers and by what the device can hold. Pure. */

import type { ModelQuality } from '../../manifest.gen';

export type Quality = ModelQuality['quality'];

export interface Need {
  /** Height of the model on the screen, device pixels. */
  readonly height_px: number;
  /** Texture pixels the device may hold. */
  readonly texels: number;
  /** The visitor asked to save data. */
  readonly saving: boolean;
  /** The model is of points or splats. */
  readonly cloud?: boolean;
}

/** A texture is wrapped once round the model, so about half its edge faces us. */
const TEXELS_A_PIXEL = 1.6;
/** Without a texture: triangles that keep the outline smooth. */
const TRIANGLES_A_PIXEL = 24;
const MAPS = 3;
/** Points a pixel of the squared height that close a surface: a statue covers about a third of it, and shows half its points. */
const POINTS_A_PIXEL = 0.3;
/** Points or splats are drawn many times over: a device holds fewer of them than of triangles. */
const TEXELS_A_POINT = 60;

/** The smallest quality that is sharp enough; the best that fits when none is. `qualities` are smallest first. */
export function wantedQuality(qualities: readonly ModelQuality[], need: Need, failed: ReadonlySet<Quality>): ModelQuality | undefined {
  const usable = qualities.filter((q) => !failed.has(q.quality));
  const fitting = usable.filter((q) => fits(q, need));
  const best = fitting.find((q) => enough(q, need)) ?? fitting.at(-1) ?? usable[0];
  // a small master gives some qualities alike: the first of them is all there is
  return best && usable.find((q) => q.triangles === best.triangles && q.texture_px === best.texture_px);
}

function fits(quality: ModelQuality, need: Need): boolean {
  if (quality.quality === 'thumb') return true;
  if (need.saving && quality.quality !== 'low') return false;
  if (need.cloud && quality.triangles > need.texels / TEXELS_A_POINT) return false;
  return quality.texture_px ** 2 * MAPS <= need.texels && quality.triangles <= need.texels / 16;
}

/** Whether nothing better would be seen. */
export function enough(quality: ModelQuality, { height_px, cloud }: Need): boolean {
  if (quality.quality === 'thumb') return height_px < 90;
  if (cloud) return quality.triangles >= height_px ** 2 * POINTS_A_PIXEL;
  return quality.texture_px > 0
    ? quality.texture_px >= height_px * TEXELS_A_PIXEL
    : quality.triangles >= height_px * TRIANGLES_A_PIXEL;
}

/** What to load next on the way from `shown` to `wanted`: never a leap of more than one step unless `shown` is already low. */
export function nextQuality(
  qualities: readonly ModelQuality[],
  shown: Quality | undefined,
  wanted: ModelQuality,
  failed: ReadonlySet<Quality>,
): ModelQuality | undefined {
  const order = qualities.filter((q) => !failed.has(q.quality));
  const at = order.findIndex((q) => q.quality === shown);
  const goal = order.indexOf(wanted);
  if (goal <= at) return undefined;
  if (at < 0) return order[0];
  const low = order.findIndex((q) => q.quality === 'low');
  return at < low && low < goal ? order[low] : wanted;
}
