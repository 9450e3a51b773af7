/** The plan of a panorama set: a picture or outlines, a button at every viewpoint, you as a gold dot and cone. */

import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Words } from '../core/i18n';
import type { PanoramaDoc, PlanRef, ViewpointRef } from '../manifest.gen';
import { cone } from './plan-marks';

export interface PanoramaPlanAsk {
  readonly doc: PanoramaDoc;
  readonly root: string;
  readonly words: Words;
  readonly here: ViewpointRef;
  readonly yaw: number;
  readonly label: string;
  readonly go: (id: string) => void;
}

const WIDTH = 236;
const HEIGHT = 200;

export function panoramaPlan(ask: PanoramaPlanAsk): TemplateResult | typeof nothing {
  const { plan } = ask.doc;
  if (!plan) return nothing;
  const wide = Math.max(plan.high[0] - plan.low[0], 0.01);
  const deep = Math.max(plan.high[1] - plan.low[1], 0.01);
  const scale = Math.min(WIDTH / wide, HEIGHT / deep);
  const width = wide * scale;
  const height = deep * scale;
  const at = ([x, z]: readonly [number, number]): [number, number] => [(x - plan.low[0]) * scale, (z - plan.low[1]) * scale];
  const placed = ask.doc.viewpoints.filter((v): v is ViewpointRef & { plan: readonly [number, number] } => v.plan !== null);
  const mine = ask.here.plan ? at(ask.here.plan) : null;
  return html`<div class="plan" .style=${`width:${width.toFixed(0)}px`}>
    <svg viewBox="0 0 ${width.toFixed(1)} ${height.toFixed(1)}" role="img" aria-label=${ask.label}>${backdrop(plan, ask, at, width, height)}${mine ? cone(mine[0], mine[1], ask.yaw, 46) : nothing}</svg>
    ${placed.map((v) => dot(v, at(v.plan), width, height, ask))}
  </div>`;
}

function backdrop(plan: PlanRef, ask: PanoramaPlanAsk, at: (p: readonly [number, number]) => [number, number], width: number, height: number) {
  const picture = plan.image ? svg`<image href=${ask.root + plan.image.url} width=${width} height=${height} preserveAspectRatio="none"></image>` : nothing;
  const lines = plan.outlines.map((line) => svg`<polygon class="wall" points=${line.map((p) => at(p).map((v) => v.toFixed(1)).join(',')).join(' ')}></polygon>`);
  const names = plan.names.map((name) => {
    const [x, y] = at(name.at);
    return svg`<text x=${x} y=${y}>${ask.words.say(name.text)}</text>`;
  });
  return svg`${picture}${lines}${names}`;
}

/** A button over the drawing: a real 44 px target at a small dot. */
function dot(view: ViewpointRef, [x, y]: [number, number], width: number, height: number, ask: PanoramaPlanAsk): TemplateResult {
  const here = view.id === ask.here.id;
  const name = here ? `${ask.words.say(view.title)}. ${ask.words.t('youAreHere')}` : ask.words.t('toRoom', ask.words.say(view.title));
  return html`<button class="pdot ${here ? 'me' : ''}" .style=${`left:${((x / width) * 100).toFixed(2)}%;top:${((y / height) * 100).toFixed(2)}%`}
    aria-current=${here ? 'location' : nothing} aria-label=${name} title=${name} @click=${() => ask.go(view.id)}></button>`;
}
