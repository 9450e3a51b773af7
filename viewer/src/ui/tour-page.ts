/** A tour page: stops one after another on a dark stage, with text, questions and a way back at every step. */

import { html, nothing, type TemplateResult } from 'lit';
import type { ViewState } from '../core/address';
import { loadWords } from '../core/i18n';
import type { Action } from '../core/keys';
import { readPage } from '../core/page-data';
import { minutesLeft, stepOfStop, type Step, stepsOf } from '../core/tour';
import type { PictureRef, StopRef, Text, TourDoc } from '../manifest.gen';
import { attachFonts } from './fonts';
import { icon } from './icons';
import { ImmersedPage } from './immersed';
import './question';
import { TourCarrier } from './tour-carrier';

/** Bars over the stage, and the space kept between an object and its words. */
const TOP_PX = 72;
const GAP_PX = 16;

export class VmTour extends ImmersedPage<TourDoc> {
  static override properties = { ...ImmersedPage.properties, at: { state: true }, loading: { state: true } };

  protected readonly kind = 'tour';
  /** Index of the step that is shown. */
  declare at: number;
  declare loading: boolean;
  private steps: readonly Step[] = [];
  private carrier: TourCarrier | null = null;
  private carried = 0;

  constructor() {
    super();
    this.at = 0;
    this.loading = false;
    this.panels = new Set();
  }

  override connectedCallback(): void {
    this.steps = stepsOf(this.page.doc);
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.carrier?.dispose();
  }

  private get step(): Step {
    return this.steps[this.at] ?? { kind: 'end' };
  }

  /** The stop of this step, from 1; one past the last at the end. */
  private get stopNumber(): number {
    return this.step.kind === 'end' ? this.page.doc.stops.length + 1 : this.step.stop;
  }

  private get stop(): StopRef | undefined {
    return this.page.doc.stops[Math.min(this.stopNumber, this.page.doc.stops.length) - 1];
  }

  protected override get possible(): boolean {
    return true; // without WebGL a tour still has its pictures, texts and questions
  }

  protected override get noteToRead(): { key: string; note: Text | null } {
    const note = [...document.querySelectorAll('.ahead .content-note p')].map((p) => p.textContent).join(' ');
    return { key: `tour-${this.page.doc.id}`, note: note === '' ? null : ({ vi: note, en: note, km: note, zh: note }) };
  }

  protected override async begin(): Promise<void> {
    const host = this.querySelector<HTMLElement>('.carry');
    if (!host) return;
    const carried = {
      visible: () => {
        this.loading = false;
        this.rowNote = null;
        this.seen();
      },
      failed: (retry: () => void) => {
        this.loading = false;
        if (!this.ready) this.mark('failed');
        attachFonts(this.page.site.fonts);
        this.rowNote = { text: this.words.t('fileFailed', this.words.say(this.stop?.title)), retry };
      },
      lost: () => this.lostContext(),
      found: () => this.foundContext(),
    };
    const covered = () => ({ top: TOP_PX, right: 0, bottom: (this.querySelector<HTMLElement>('.cap')?.offsetHeight ?? 0) + GAP_PX, left: 0 });
    this.carrier = new TourCarrier(host, this.page.root, this.page.site, this.words, carried, covered);
    this.show(this.router.state);
  }

  protected override show(state: ViewState): void {
    this.goTo(stepOfStop(this.steps, state.s ?? 1), false);
  }

  /** Shows a step; a stop gets its stage, a question lies over the stop it belongs to. */
  private goTo(at: number, push = true): void {
    const to = Math.min(Math.max(at, 0), this.steps.length - 1);
    const moved = to !== this.at;
    this.at = to;
    if (push) this.router.push({ s: this.stopNumber });
    if (this.stop && this.carried !== this.stopNumber && this.step.kind !== 'end') this.carry(this.stop);
    if (moved) this.announce();
  }

  private carry(stop: StopRef): void {
    this.carried = this.stopNumber;
    this.loading = true;
    this.ready = false;
    this.mark('loading');
    this.frame.classList.remove('is-live');
    void this.carrier?.show(stop, this.keysOn).then((shown) => {
      if (shown) return;
      this.loading = false;
      if (this.frame.dataset.stage === 'loading') this.mark('none');
      attachFonts(this.page.site.fonts);
    });
  }

  private announce(): void {
    const { t, say } = this.words;
    if (this.step.kind === 'stop') this.said = `${t('stopOf', this.stopNumber, this.page.doc.stops.length)}. ${say(this.stop?.title)}. ${say(this.stop?.text)}`;
    else void this.updateComplete.then(() => this.querySelector<HTMLElement>('#ask')?.focus());
  }

  protected override act(action: Action): boolean {
    if (action.do === 'next') this.goTo(this.at + 1);
    else if (action.do === 'previous') this.goTo(this.at - 1);
    else if (action.do === 'first') this.goTo(0);
    else if (action.do === 'captions') this.toggleCaptions();
    else if (action.do === 'open' && action.number <= this.page.doc.stops.length) this.goTo(stepOfStop(this.steps, action.number));
    else return false;
    return true;
  }

  /** Words changed: the object stands clear of them. */
  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('at') || changed.has('captions')) this.carrier?.resize();
    if (changed.has('at')) this.querySelector('.stops .on')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  protected override resized(): void {
    this.carrier?.resize();
  }

  protected override keysChanged(on: boolean): void {
    this.carrier?.setKeys(on);
  }

  protected override render(): TemplateResult {
    const { t, say } = this.words;
    const { doc, site } = this.page;
    const { stops, minutes } = doc;
    const left = minutes === null ? nothing : html`<span class="hide-s"> · ${t('minutesLeft', minutesLeft(minutes, this.stopNumber, stops.length))}</span>`;
    const under = this.step.kind === 'end' ? html`${t('tourEnd')}` : html`${t('stopOf', this.stopNumber, stops.length)}${left}`;
    const text = this.step.kind === 'stop' && this.captions ? say(this.stop?.text) : '';
    return html`
      ${this.stop?.poster && !this.ready ? picture(this.stop.poster, this.page.root, say(this.stop.poster.alt)) : nothing}
      <div class="carry"></div>
      ${this.corner(say(doc.title), under, { label: t('leaveTour'), href: site.back.href })}
      ${this.corners()}
      ${this.loading && !this.ready ? html`<p class="prog glass on-pic small">${t('loadingTour')}</p>` : nothing}
      ${this.notes()}
      <p class="cap long" ?data-empty=${text === ''}>${text}</p>
      <p class="vh" role="status">${this.said}</p>
      ${this.step.kind === 'question' ? this.question(this.step.question) : nothing}
      ${this.step.kind === 'end' ? this.end() : nothing}
      ${this.isOpen('text') ? this.transcript() : nothing}
      ${this.player()}
      ${this.overlay()}`;
  }

  private question(index: number): TemplateResult {
    return html`<vm-question .words=${this.words} .question=${this.page.doc.questions[index]} @done=${() => this.goTo(this.at + 1)}></vm-question>`;
  }

  private end(): TemplateResult {
    const { t, say } = this.words;
    const { doc } = this.page;
    return html`<section class="load glass on-pic" aria-labelledby="ask">
      <h2 class="serif" id="ask" tabindex="-1">${t('tourEnd')}</h2><p class="muted">${t('tourEndText', doc.stops.length)}</p>
      ${doc.worksheet.length > 0 ? html`<h3>${t('worksheet')}</h3><ol class="num">${doc.worksheet.map((task) => html`<li>${say(task)}</li>`)}</ol>` : nothing}
      <div class="acts"><button class="btn first" @click=${() => this.goTo(0)}>${t('again')}</button><a class="btn" href=${this.page.site.back.href}>${t('leaveTour')}</a></div>
    </section>`;
  }

  private transcript(): TemplateResult {
    const { t, say } = this.words;
    const exhibit = this.page.site.exhibits[this.stop?.exhibit ?? ''];
    return html`<section class="transcript glass on-pic" data-panel="text" aria-label=${t('transcript')}>
      <div class="h"><h2>${say(this.stop?.title)}</h2><button class="ib" aria-label=${t('close')} @click=${() => this.togglePanel('text')}>${icon('close')}</button></div>
      <p class="read">${say(this.stop?.text)}</p>
      ${exhibit ? html`<a class="btn" href=${exhibit.href}>${t('lookCloser')}</a>` : nothing}
    </section>`;
  }

  private player(): TemplateResult {
    const { t, say } = this.words;
    const { stops } = this.page.doc;
    const last = this.at >= this.steps.length - 1;
    return html`<section class="pl on-pic" aria-label=${t('stops')}>
      <ol class="stops">${stops.map((stop, i) => this.stopTab(say(stop.title), i + 1))}</ol>
      <div class="ctl">
        <button class="btn quiet" ?disabled=${this.at === 0} @click=${() => this.goTo(this.at - 1)}>${icon('previous')}<span>${t('previousStop')}</span></button>
        <button class="btn first" ?disabled=${last} @click=${() => this.goTo(this.at + 1)}><span>${t('nextStop')}</span>${icon('next')}</button>
        <button class="btn quiet" aria-pressed=${this.isOpen('text')} @click=${() => this.togglePanel('text')}>${icon('words')}<span>${t('transcript')}</span></button>
      </div>
    </section>`;
  }

  private stopTab(title: string, number: number): TemplateResult {
    const here = this.step.kind !== 'end' && number === this.stopNumber;
    const seen = number < this.stopNumber;
    return html`<li class=${here ? 'on' : ''}><button aria-current=${here ? 'step' : nothing} @click=${() => this.goTo(stepOfStop(this.steps, number))}>
      ${seen ? html`${icon('tick')}<span class="vh">${this.words.t('done')}</span>` : `${number} · `}${title}</button></li>`;
  }
}

customElements.define('vm-tour', VmTour);

function picture(poster: PictureRef, root: string, alt: string): TemplateResult {
  const size = poster.sizes.find((s) => s.width >= 640) ?? poster.sizes[poster.sizes.length - 1];
  return html`<img class="poster" src=${root + (size?.url ?? '')} alt=${alt} />`;
}

export async function start(): Promise<void> {
  const page = readPage<TourDoc>('tour');
  const host = document.getElementById('stage');
  if (!host) return;
  const element = new VmTour();
  element.page = page;
  element.words = await loadWords(page.site.lang);
  host.append(element);
}
