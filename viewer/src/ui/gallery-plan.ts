/** The plan of a gallery, drawn from its rooms: exhibits as squares, you as a gold dot and cone; everything is a button. */

import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Words } from '../core/i18n';
import { type Frame, frameOf, wallLines } from '../core/plan';
import type { GalleryScene } from '../manifest.gen';
import { cone } from './plan-marks';

export interface GalleryPlanAsk {
  readonly scene: GalleryScene;
  readonly words: Words;
  readonly x: number;
  readonly z: number;
  readonly yaw: number;
  readonly chosen: string | null;
  readonly label: string;
  readonly walkTo: (stand: string) => void;
  readonly walkInto: (room: string) => void;
}

const WIDTH = 236;
const HEIGHT = 190;
const MARGIN_M = 0.5;

export function galleryPlan(ask: GalleryPlanAsk): TemplateResult {
  const frame = frameOf(ask.scene.rooms, MARGIN_M);
  const scale = Math.min(WIDTH / frame.width, HEIGHT / frame.depth);
  const width = frame.width * scale;
  const height = frame.depth * scale;
  const at = (x: number, z: number): [number, number] => [(x - frame.x) * scale, (z - frame.z) * scale];
  return html`<div class="plan" .style=${`width:${width.toFixed(0)}px`}>
    <svg viewBox="0 0 ${width.toFixed(1)} ${height.toFixed(1)}" role="img" aria-label=${ask.label}>${walls(ask, at)}${cone(...at(ask.x, ask.z), ask.yaw, 38)}</svg>
    ${ask.scene.rooms.map((room) => roomButton(ask, room, frame))}
    ${ask.scene.stands.map((stand) => standButton(ask, stand, frame))}
  </div>`;
}

function walls(ask: GalleryPlanAsk, at: (x: number, z: number) => [number, number]) {
  return wallLines(ask.scene.rooms, ask.scene.doors).map((line) => {
    const [x1, y1] = at(line.x1, line.z1);
    const [x2, y2] = at(line.x2, line.z2);
    return svg`<line class="wall" x1=${x1.toFixed(1)} y1=${y1.toFixed(1)} x2=${x2.toFixed(1)} y2=${y2.toFixed(1)}></line>`;
  });
}

function share(value: number, whole: number): string {
  return `${((value / whole) * 100).toFixed(2)}%`;
}

/** A room's name on the plan walks into it. */
function roomButton(ask: GalleryPlanAsk, room: GalleryScene['rooms'][number], frame: Frame): TemplateResult | typeof nothing {
  const name = ask.words.say(room.title);
  if (name === '') return nothing;
  const style = `left:${share(room.low[0] - frame.x, frame.width)};top:${share(room.low[1] - frame.z, frame.depth)};width:${share(room.high[0] - room.low[0], frame.width)}`;
  return html`<button class="proom" .style=${style} aria-label=${ask.words.t('toRoom', name)} @click=${() => ask.walkInto(room.id)}>${name}</button>`;
}

function standButton(ask: GalleryPlanAsk, stand: GalleryScene['stands'][number], frame: Frame): TemplateResult {
  const name = ask.words.say(stand.title);
  const style = `left:${share(stand.at[0] - frame.x, frame.width)};top:${share(stand.at[2] - frame.z, frame.depth)}`;
  return html`<button class="pdot square ${stand.exhibit === null ? 'minor' : ''} ${ask.chosen === stand.id ? 'on' : ''}" .style=${style} aria-label=${name} title=${name} @click=${() => ask.walkTo(stand.id)}></button>`;
}
