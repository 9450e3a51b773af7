/** The loading frame: MB of MB, time left, a row a file, the text version, cancel. Never mute, never a dead end. */

import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Words } from '../core/i18n';
import { fileSize, megabytes } from '../core/numbers';
import { type FileRow, secondsLeft } from '../core/progress';
import { icon, type IconName } from './icons';

const MARK: Readonly<Record<FileRow['state'], IconName>> = { loading: 'fetch', done: 'tick', missing: 'warning', failed: 'warning' };

export class VmLoading extends LitElement {
  static override properties = { rows: { attribute: false }, loaded: { type: Number }, total: { type: Number }, heading: {}, text: {} };
  declare words: Words;
  declare rows: readonly FileRow[];
  /** Bytes that came, and bytes in all until the first view. */
  declare loaded: number;
  declare total: number;
  declare heading: string;
  declare text: string;
  private began_ms = performance.now();

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { t, lang } = this.words;
    const { loaded, total } = this;
    const left = secondsLeft(loaded, total, performance.now() - this.began_ms);
    return html`
      <section class="load glass on-pic" aria-label=${this.text}>
        <h2 class="serif">${this.heading}</h2>
        <p class="muted" role="status">${this.text}</p>
        <progress class="meter" max="1" .value=${total > 0 ? loaded / total : 0} aria-label=${this.text}></progress>
        <p class="small code">${t('loadedOf', megabytes(loaded, lang), megabytes(total, lang))}${left === null ? nothing : ` · ${t('leftSeconds', left)}`}</p>
        <ul class="fl small">${this.rows.map((row) => this.row(row))}</ul>
        <div class="acts">
          <button class="btn first" @click=${() => this.ask('text')}>${t('readText')}</button>
          <button class="btn quiet" @click=${() => this.ask('cancel')}>${t('cancel')}</button>
        </div>
      </section>`;
  }

  private row(row: FileRow): TemplateResult {
    const { t, lang } = this.words;
    const bad = row.state === 'missing' || row.state === 'failed';
    if (bad) {
      const said = t(row.state === 'missing' ? 'fileMissing' : 'fileFailed', row.name);
      return html`<li class="bad" role="alert">${icon('warning')}<span>${said}</span><button class="btn" @click=${() => this.ask(`retry:${row.id}`)}>${t('retry')}</button></li>`;
    }
    const how = row.state === 'done' ? t('fileDone') : fileSize(row.bytes, lang);
    return html`<li class=${row.state}>${icon(MARK[row.state])}<span>${row.name}</span><span class="muted code">${how}</span></li>`;
  }

  private ask(what: string): void {
    this.dispatchEvent(new CustomEvent('ask', { detail: what }));
  }
}

customElements.define('vm-loading', VmLoading);
