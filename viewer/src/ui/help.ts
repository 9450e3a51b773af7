/** The help sheet: how to move here, the keys, and the switch that turns keys off (WCAG 2.1.4). */

import { html, type TemplateResult } from 'lit';
import type { Key, Words } from '../core/i18n';
import type { Page } from '../core/keys';
import { icon } from './icons';
import { openSheet } from './sheet';

type Row = readonly [string, Key];

const ARROWS = '← → ↑ ↓';
const SHARED: readonly Row[] = [['F', 'keyFull'], ['Esc', 'keyEsc'], ['?', 'keyHelp']];
const ROWS: Readonly<Record<Page, readonly Row[]>> = {
  gallery: [[`${ARROWS}, W A S D`, 'keyWalk'], ['Q E', 'keyTurnBody'], ['PageUp PageDown', 'keyNod'], ['Tab, Enter', 'keyTab'],
    ['1–9', 'keyNumber'], ['L', 'keyList'], ['M', 'keyPlan'], ['C', 'keyCaptions'], ['Home', 'keyHome'], ...SHARED],
  panorama: [[`${ARROWS}, W A S D`, 'keyLook'], ['Q E', 'keyZoom'], ['Tab, Enter', 'keyTab'], ['1–9', 'keyNumber'],
    ['L', 'keyList'], ['M', 'keyPlan'], ['C', 'keyCaptions'], ['Home', 'keyHome'], ...SHARED],
  exhibit: [[`${ARROWS}, W A S D`, 'keyTurn'], ['Q E', 'keyZoom'], ['1–9', 'keyNumber'], ['M', 'keyMeasure'], ['Home', 'keyHome'], ...SHARED],
  tour: [['N P', 'keyStops'], ['1–9', 'keyNumberStop'], ['C', 'keyCaptions'], ['Home', 'keyHome'], ...SHARED],
};
const LEAD: Readonly<Record<Page, Key>> = { gallery: 'dragLook', panorama: 'dragPanorama', exhibit: 'dragTurn', tour: 'dragTour' };

export interface HelpAsk {
  readonly page: Page;
  readonly words: Words;
  readonly href: string;
  readonly keysOn: boolean;
  readonly setKeys: (on: boolean) => void;
  readonly more?: TemplateResult | undefined;
}

export function openHelp(host: HTMLElement, ask: HelpAsk): void {
  const { t } = ask.words;
  openSheet(
    host,
    t('helpTitle'),
    (close) => html`
      <div class="dlg-h"><h2>${t('helpTitle')}</h2><button class="ib" aria-label=${t('close')} @click=${() => close()}>${icon('close')}</button></div>
      <p class="read">${t(LEAD[ask.page])}</p>
      ${ask.more}
      <dl class="facts">${ROWS[ask.page].map(([keys, what]) => html`<div><dt><kbd>${keys}</kbd></dt><dd>${t(what)}</dd></div>`)}</dl>
      <label class="check"><input type="checkbox" .checked=${ask.keysOn} @change=${(e: Event) => ask.setKeys((e.target as HTMLInputElement).checked)} />${t('keysOn')}</label>
      <p><a class="btn" href=${ask.href}>${t('helpMore')}</a></p>`,
  );
}
