/** Marks on a plan: you, as a gold dot with a cone where you look. */

import { svg, type SVGTemplateResult } from 'lit';

const HALF = Math.PI / 6;

/** A cone of `reach` units from (x, y) along `yaw` (0 = up, clockwise), and the dot. */
export function cone(x: number, y: number, yaw: number, reach: number): SVGTemplateResult {
  const end = (angle: number) => `${(x + Math.sin(angle) * reach).toFixed(1)} ${(y - Math.cos(angle) * reach).toFixed(1)}`;
  const path = `M${x.toFixed(1)} ${y.toFixed(1)}L${end(yaw - HALF)}A${reach} ${reach} 0 0 1 ${end(yaw + HALF)}Z`;
  return svg`<path class="cone" d=${path}></path><circle class="me" cx=${x.toFixed(1)} cy=${y.toFixed(1)} r="7"></circle>`;
}
