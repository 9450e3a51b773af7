/** The height line beside an object, drawn in the page over the canvas. */

import type { Place } from './hotspots';

const ASIDE_PX = 22;

/** Puts the line between the two ends, at the left of the object, clear of the edge. */
export function placeRule(rule: HTMLElement | null, ends: { readonly bottom: Place; readonly top: Place }, width: number): void {
  if (!rule) return;
  const { bottom, top } = ends;
  const x = Math.min(Math.max(Math.min(bottom.x, top.x) - ASIDE_PX, 24), width - 24);
  rule.style.left = `${x.toFixed(1)}px`;
  rule.style.top = `${top.y.toFixed(1)}px`;
  rule.style.height = `${Math.max(0, bottom.y - top.y).toFixed(1)}px`;
  rule.classList.toggle('low', x < 120);
}
