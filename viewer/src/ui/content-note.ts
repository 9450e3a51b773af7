/** What a visitor should know before the first view. Asked once until the tab is closed. */

import { html } from 'lit';
import type { Words } from '../core/i18n';
import { remember, remembers } from '../core/memory';
import { attachFonts } from './fonts';
import { openSheet } from './sheet';

/** Resolves true when the visitor goes on, at once where the note was read before or there is none. `fonts`: the note is read first. */
export async function askFirst(host: HTMLElement, words: Words, key: string, note: string, fonts: string): Promise<boolean> {
  if (note === '' || remembers(`note-${key}`)) return true;
  attachFonts(fonts);
  return new Promise((answered) => {
    openSheet(
      host,
      words.t('contentNote'),
      (close) => html`
        <h2>${words.t('contentNote')}</h2>
        <p class="read">${note}</p>
        <div class="acts">
          <button class="btn first" autofocus @click=${() => close('go')}>${words.t('continueTo')}</button>
          <button class="btn" @click=${() => close('back')}>${words.t('goBack')}</button>
        </div>`,
      (answer) => {
        if (answer === 'go') remember(`note-${key}`, true);
        answered(answer === 'go');
      },
    );
  });
}
