/** What gallery, panorama and tour share: a stage that fills the page, with the text version one step away. */

import { html, nothing, type TemplateResult } from 'lit';
import type { ViewState } from '../core/address';
import { remember, remembers } from '../core/memory';
import type { Doc, Text } from '../manifest.gen';
import { askFirst } from './content-note';
import { attachFonts } from './fonts';
import { icon } from './icons';
import { leavePage, passNote } from './leaving';
import { messageTemplate } from './message';
import { StagePage } from './stage-page';

export type Panel = 'list' | 'plan' | 'text';

export abstract class ImmersedPage<D extends Doc> extends StagePage<D> {
  static override properties = {
    ...StagePage.properties,
    ready: { state: true }, captions: { state: true }, panels: { state: true }, narrow: { state: true }, started: { state: true },
  };

  declare ready: boolean;
  declare captions: boolean;
  declare panels: ReadonlySet<Panel>;
  declare narrow: boolean;
  declare started: boolean;
  private readonly small = matchMedia('(max-width: 700px), (max-height: 560px)');

  constructor() {
    super();
    this.ready = this.started = false;
    this.captions = !remembers('captions-off');
    this.narrow = this.small.matches;
    this.panels = new Set(this.narrow ? [] : ['list', 'plan']);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.small.addEventListener('change', () => this.narrowed(), { signal: this.off.signal });
    this.addTextButton();
    if (this.router.state.view === 'text') this.showText(false);
    else void this.enter();
  }

  /** Fetches the 3D code and begins. Called once, after the content note. */
  protected abstract begin(): Promise<void>;
  /** What must be known before the first view; the note is asked once until the tab is closed. */
  protected abstract get noteToRead(): { readonly key: string; readonly note: Text | null };
  /** Whether this browser can draw the stage. */
  protected abstract get possible(): boolean;

  /** Shows the stage in place of the text. */
  protected async enter(): Promise<void> {
    this.immerse(true);
    if (this.started) return this.resized();
    const { key, note } = this.noteToRead;
    if (!(await askFirst(this.frame, this.words, key, this.words.say(note), this.page.site.fonts))) return leavePage(this.page.site.back.href);
    passNote(this.frame);
    this.started = true;
    if (!this.possible) return this.cannot();
    this.mark('loading');
    await this.updateComplete;
    await this.begin();
  }

  protected showText(push = true): void {
    this.layers.close();
    if (push) this.router.push({ view: 'text' });
    this.immerse(false);
    attachFonts(this.page.site.fonts);
    document.getElementById('main')?.focus();
    scrollTo(0, 0);
  }

  /** Called by the address: the stage or the text, as it says. */
  protected override cameBack(state: ViewState): void {
    if (state.view === 'text') this.showText(false);
    else {
      void this.enter();
      this.show(state);
    }
  }

  /** Shows what the address says on the stage. */
  protected abstract show(state: ViewState): void;

  protected seen(): void {
    this.ready = true;
    this.mark('visible');
    this.frame.classList.add('is-live');
    attachFonts(this.page.site.fonts);
    // The stage is the page: keys work at once. Without a ring, for nobody asked for it yet.
    const options: FocusOptions & { focusVisible?: boolean } = { preventScroll: true, focusVisible: false };
    if (document.activeElement === document.body) this.querySelector('canvas')?.focus(options);
  }

  protected cannot(): void {
    const { t } = this.words;
    attachFonts(this.page.site.fonts);
    this.mark('none');
    this.message = { icon: 'cube', heading: t('noWebgl'), text: t('noWebglText'), first: { label: t('readText'), run: () => this.showText() } };
  }

  protected lostContext(): void {
    const { t } = this.words;
    this.frame.classList.remove('is-live');
    this.mark('lost');
    this.message = {
      icon: 'cube', heading: t('lost'), text: t('lostText'),
      first: { label: t('retry'), run: () => location.reload() }, second: { label: t('readText'), run: () => this.showText() },
    };
  }

  protected foundContext(): void {
    this.message = null;
    this.mark('loading');
    this.frame.classList.add('is-live');
  }

  protected toggleCaptions(): void {
    this.captions = !this.captions;
    remember('captions-off', !this.captions);
  }

  protected isOpen(panel: Panel): boolean {
    return this.panels.has(panel);
  }

  /** Opens or closes a panel. On a small screen one is open at a time, and Esc closes it. */
  protected togglePanel(panel: Panel): void {
    if (this.isOpen(panel)) {
      if (!this.layers.close(panel)) this.closePanel(panel);
      return;
    }
    if (this.narrow) for (const other of this.panels) this.closePanel(other);
    this.panels = new Set([...this.panels, panel]);
    this.layers.push(panel, () => this.closePanel(panel));
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(`[data-panel="${panel}"] :is(button, a)`)?.focus());
  }

  private closePanel(panel: Panel): void {
    this.panels = new Set([...this.panels].filter((open) => open !== panel));
  }

  private narrowed(): void {
    this.narrow = this.small.matches;
    this.panels = new Set(this.narrow ? [] : ['list', 'plan']);
  }

  /** The stage takes the place of the text, or gives it back. */
  private immerse(on: boolean): void {
    document.body.classList.toggle('staged', on);
    document.body.classList.toggle('text-mode', !on);
    const { frame } = this;
    if (on) frame.setAttribute('role', 'main');
    else frame.removeAttribute('role');
    const skip = document.querySelector<HTMLAnchorElement>('.skip');
    if (skip) skip.href = on ? `#${frame.id}` : '#main';
    frame.tabIndex = -1;
  }

  /** In the text version: the way back to the stage. */
  private addTextButton(): void {
    const text = document.getElementById('text');
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'btn first to-stage';
    button.textContent = this.words.t('openStage');
    button.addEventListener('click', () => {
      this.router.push({ view: undefined });
      void this.enter();
    });
    text?.querySelector('h1')?.after(button);
  }

  protected corner(title: string, under: string | TemplateResult, leave?: { readonly label: string; readonly href: string }): TemplateResult {
    const { t } = this.words;
    const { back } = this.page.site;
    const way = leave ?? { label: t('back', back.title), href: back.href };
    return html`<div class="tl glass on-pic">
      <a class="ib leave" href=${way.href} aria-label=${way.label} title=${way.label}>${icon(leave ? 'close' : 'back')}</a>
      <div class="ttl"><h1 class="serif">${title}</h1><span class="small muted">${under}</span></div>
    </div>`;
  }

  protected corners(): TemplateResult {
    const { t } = this.words;
    const read = t('readText');
    return html`<div class="tr glass on-pic">
      <button class="ib hide-s" aria-label=${read} title=${read} @click=${() => this.showText()}>${icon('words')}</button>
      <button class="ib hide-s" aria-label=${t('captions')} title=${t('captions')} aria-pressed=${this.captions} @click=${() => this.toggleCaptions()}>${icon('captions')}</button>
      ${this.languages()}
      <span class="hide-s">${this.fullButton()}</span>
      ${this.helpButton()}
    </div>`;
  }

  /** What is said, for ears always and for eyes while captions are on. */
  protected caption(): TemplateResult {
    const shown = this.captions && this.ready ? this.captioned : '';
    return html`<p class="cap" ?data-empty=${shown === ''} aria-hidden="true">${shown}</p><p class="vh" role="status">${this.said}</p>`;
  }

  protected overlay(): TemplateResult | typeof nothing {
    return this.message ? messageTemplate(this.message) : nothing;
  }
}
