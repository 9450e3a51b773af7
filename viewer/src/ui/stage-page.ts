/** What the four stages share: words, the address, keys, layers, full screen, help, and saying things aloud. */

import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { ViewState } from '../core/address';
import type { Words } from '../core/i18n';
import { type Action, actionOf, type Page } from '../core/keys';
import { remember, remembers } from '../core/memory';
import type { PageData } from '../core/page-data';
import { Router, windowBrowser } from '../core/router';
import type { Doc } from '../manifest.gen';
import { openHelp } from './help';
import { icon } from './icons';
import { keepQuery } from './languages';
import { Layers } from './layers';
import type { Message } from './message';

const SAID_MS = 5000;

/** How far a stage has come: `data-stage` of its section, for styles, embedders and tests. */
export type StageState = 'loading' | 'visible' | 'sharp' | 'failed' | 'lost' | 'none';

export abstract class StagePage<D extends Doc> extends LitElement {
  static override properties = { said: { state: true }, captioned: { state: true }, message: { state: true }, rowNote: { state: true }, online: { state: true } };

  declare words: Words;
  declare page: PageData<D>;
  /** What was said last, for ears, and what of it is shown as a caption. */
  declare said: string;
  declare captioned: string;
  declare message: Message | null;
  /** One file that did not come, while the rest works. */
  declare rowNote: { readonly text: string; readonly retry: () => void } | null;
  declare online: boolean;

  protected abstract readonly kind: Page;
  protected readonly layers = new Layers();
  protected readonly off = new AbortController();
  protected router!: Router;
  private saidTimer = 0;
  private sizes: ResizeObserver | null = null;

  constructor() {
    super();
    this.said = this.captioned = '';
    this.message = null;
    this.rowNote = null;
    this.online = navigator.onLine;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const { signal } = this.off;
    this.router = new Router(windowBrowser(), (state) => this.cameBack(state), keepQuery);
    this.frame.addEventListener('keydown', (event) => this.key(event), { signal });
    addEventListener('online', () => (this.online = true), { signal });
    addEventListener('offline', () => (this.online = false), { signal });
    addEventListener('pagehide', () => this.router.flush(), { signal });
    document.addEventListener('fullscreenchange', () => this.requestUpdate(), { signal });
    this.sizes = new ResizeObserver(() => this.resized());
    this.sizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.off.abort();
    this.sizes?.disconnect();
    this.router.dispose();
  }

  /** The section of the page that holds this stage. */
  protected get frame(): HTMLElement {
    return this.parentElement ?? this;
  }

  /** Tells how far the stage is. What is sharp stays so until it is lost or left. */
  protected mark(state: StageState): void {
    this.frame.dataset.stage = state;
  }

  protected get keysOn(): boolean {
    return !remembers('keys-off');
  }

  /** Back or forward: show what the address says. */
  protected abstract cameBack(state: ViewState): void;
  /** Does what a shortcut asks; false where it means nothing here. */
  protected abstract act(action: Action): boolean;
  protected abstract resized(): void;
  protected abstract keysChanged(on: boolean): void;

  /** Reads `text` aloud (politely) and shows it for a while; `aloudOnly` where the page shows the same already. */
  protected say(text: string, { aloudOnly = false } = {}): void {
    this.said = text;
    this.captioned = aloudOnly ? '' : text;
    clearTimeout(this.saidTimer);
    this.saidTimer = window.setTimeout(() => (this.said = this.captioned = ''), SAID_MS);
  }

  protected toggleFull(): void {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void this.frame.requestFullscreen?.().catch(() => undefined);
  }

  protected help(more?: TemplateResult): void {
    openHelp(this.frame, {
      page: this.kind,
      words: this.words,
      href: this.page.site.help,
      keysOn: this.keysOn,
      setKeys: (on) => {
        remember('keys-off', !on);
        this.keysChanged(on);
      },
      more,
    });
  }

  protected fullButton(): TemplateResult | typeof nothing {
    if (!document.fullscreenEnabled) return nothing;
    const full = document.fullscreenElement !== null;
    const name = this.words.t(full ? 'leaveFullscreen' : 'fullscreen');
    return html`<button class="ib" aria-label=${name} title=${name} @click=${() => this.toggleFull()}>${icon(full ? 'small' : 'full')}</button>`;
  }

  protected helpButton(): TemplateResult {
    const name = this.words.t('help');
    return html`<button class="ib" aria-label=${name} title=${name} @click=${() => this.help()}>${icon('help')}</button>`;
  }

  protected languages(): TemplateResult {
    const { site } = this.page;
    const query = this.router.query();
    return html`<nav class="lang" aria-label=${this.words.t('language')}>${site.languages.map(
      ({ lang, href }) =>
        html`<a href=${href + query} lang=${lang} hreflang=${lang} aria-current=${lang === site.lang ? 'true' : nothing}>${lang.toUpperCase()}</a>`,
    )}</nav>`;
  }

  /** Rows over the stage: offline, and a file that did not come. */
  protected notes(): TemplateResult {
    const { t } = this.words;
    return html`<div class="notes on-pic">
      ${this.online ? nothing : html`<p class="rown glass" role="status">${icon('offline')}<span><b>${t('offline')}.</b> ${t('offlineText')}</span></p>`}
      ${this.rowNote
        ? html`<p class="rown glass" role="alert">${icon('warning')}<span>${this.rowNote.text}</span><button class="btn" @click=${() => this.retryRow()}>${t('retry')}</button></p>`
        : nothing}
    </div>`;
  }

  private retryRow(): void {
    const retry = this.rowNote?.retry;
    this.rowNote = null;
    retry?.();
  }

  private key(event: KeyboardEvent): void {
    if (event.defaultPrevented || typing(event.target)) return;
    if (event.key === 'Escape') {
      if (this.layers.close()) event.preventDefault();
      else this.leave();
      return;
    }
    if (!this.keysOn && event.key !== '?') return;
    const action = actionOf(this.kind, event);
    if (action && (this.shared(action) || this.act(action))) event.preventDefault();
  }

  private shared(action: Action): boolean {
    if (action.do === 'help') this.help();
    else if (action.do === 'full') this.toggleFull();
    else return false;
    return true;
  }

  /** Esc with nothing open: the focus leaves the stage for the way back. */
  protected leave(): void {
    this.querySelector<HTMLElement>('.leave')?.focus();
  }
}

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input:not([type=checkbox], [type=radio], [type=range]), textarea, select');
}
