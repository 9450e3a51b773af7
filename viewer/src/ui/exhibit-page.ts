/** An exhibit page: the stage grows from its picture; the sheet beside it is the page's own text, not a copy. */

import { html, nothing, type TemplateResult } from 'lit';
import type { ViewState } from '../core/address';
import { loadWords } from '../core/i18n';
import type { Action } from '../core/keys';
import { length, megabytes } from '../core/numbers';
import { readPage } from '../core/page-data';
import { prefetch } from '../gl/bytes';
import type { ExhibitStage } from '../gl/exhibit';
import { supported } from '../gl/supported';
import type { ExhibitDoc, ModelRef } from '../manifest.gen';
import { Annotations } from './annotations';
import { offerAr } from './ar';
import { askFirst } from './content-note';
import { attachFonts } from './fonts';
import { HotspotLayer } from './hotspots';
import { icon, type IconName } from './icons';
import { leavePage, passNote } from './leaving';
import { placeRule } from './rule';
import { StagePage } from './stage-page';

const STEP = Math.PI / 8;
const NARROW = '(max-width: 900px)';

export class VmExhibit extends StagePage<ExhibitDoc> {
  static override properties = {
    ...StagePage.properties,
    measuring: { state: true }, lighting: { state: true }, ready: { state: true }, loaded: { state: true }, total: { state: true },
  };

  protected readonly kind = 'exhibit';
  declare measuring: boolean;
  declare lighting: boolean;
  declare ready: boolean;
  declare loaded: number;
  declare total: number;
  private stage: ExhibitStage | null = null;
  private readonly spots = new HotspotLayer((id) => this.choose(id, true));
  private readonly dark = matchMedia('(prefers-color-scheme: dark)');
  private annotations!: Annotations;
  private light = 0;

  constructor() {
    super();
    this.measuring = this.lighting = this.ready = false;
    this.loaded = this.total = 0;
  }

  private get model(): ModelRef {
    return this.page.doc.model as ModelRef; // the page is upgraded only where there is one
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const { doc } = this.page;
    this.annotations = new Annotations(doc.annotations, (id) => this.choose(id, false));
    offerAr(document);
    this.dark.addEventListener('change', () => this.stage?.setTheme(this.theme), { signal: this.off.signal });
    void this.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stage?.dispose();
  }

  private get theme(): 'light' | 'dark' {
    return this.dark.matches ? 'dark' : 'light';
  }

  private async begin(): Promise<void> {
    const { doc, site } = this.page;
    const note = this.words.say(doc.content_note);
    if (!(await askFirst(this.frame, this.words, `exhibit-${doc.id}`, note, site.fonts))) return leavePage(site.back.href);
    passNote(this.frame);
    if (!supported()) return this.cannot();
    const { ExhibitStage } = await import('../gl/exhibit');
    await this.updateComplete;
    const canvas = this.querySelector('canvas');
    if (!canvas || this.off.signal.aborted) return;
    const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const { annotations, handling } = doc;
    const stage = new ExhibitStage(canvas, {
      model: this.model, root: this.page.root, annotations, handling, reducedMotion, theme: this.theme, insets: insets(),
    });
    this.stage = stage;
    this.mark('loading');
    this.listen(stage);
    stage.setKeys(this.keysOn);
    this.annotations.attach();
    this.drawSpots();
    void stage.load();
    if (this.router.state.a) this.choose(this.router.state.a, false);
  }

  private listen(stage: ExhibitStage): void {
    const { t } = this.words;
    stage.on('progress', ({ loaded, total }) => {
      if (!this.ready) [this.loaded, this.total] = [loaded, total];
    });
    stage.on('visible', () => {
      this.ready = true;
      this.mark('visible');
      this.rowNote = null;
      this.frame.classList.add('is-live');
      attachFonts(this.page.site.fonts);
    });
    stage.on('sharp', ({ quality }) => {
      this.mark('sharp');
      this.frame.dataset.quality = quality;
    });
    stage.on('frame', () => this.follow());
    stage.on('error', ({ reason, retry }) => {
      if (!this.ready) this.mark('failed');
      attachFonts(this.page.site.fonts);
      this.rowNote = { text: t(reason === 'missing' ? 'fileMissing' : 'fileFailed', t('fileModel')), retry };
    });
    stage.on('contextlost', () => {
      this.mark('lost');
      this.frame.classList.remove('is-live');
      this.message = { icon: 'cube', heading: t('lost'), text: t('lostText'), first: { label: t('retry'), run: () => location.reload() } };
    });
    stage.on('contextrestored', () => {
      this.mark('loading');
      this.message = null;
      this.frame.classList.add('is-live');
    });
  }

  private cannot(): void {
    const { t } = this.words;
    attachFonts(this.page.site.fonts);
    this.frame.classList.add('no-stage');
    this.mark('none');
    this.say('');
    this.message = { icon: 'cube', heading: t('noWebgl'), text: t('noWebglText') };
  }

  /** Opens an annotation, turns it to the front; from a hotspot, the sheet follows. */
  private choose(id: string, fromStage: boolean): void {
    const annotation = this.page.doc.annotations.find((a) => a.id === id);
    if (!annotation) return;
    this.router.replace({ a: id });
    this.annotations.open(id, fromStage && !matchMedia(NARROW).matches);
    this.stage?.lookAt(id);
    this.drawSpots();
    if (fromStage) this.say([annotation.title, annotation.text].map((text) => this.words.say(text)).filter(Boolean).join('. '));
  }

  private drawSpots(): void {
    const chosen = this.router.state.a;
    this.spots.set(
      this.page.doc.annotations.map((a, i) => ({
        id: a.id, kind: 'look', number: i + 1, name: this.words.say(a.title), named: false, chosen: a.id === chosen,
      })),
    );
    this.follow();
  }

  private follow(): void {
    const { stage } = this;
    if (!stage) return;
    const by = new Map(this.page.doc.annotations.map((a) => [a.id, a]));
    this.spots.place((id) => {
      const annotation = by.get(id);
      return annotation && this.ready ? stage.project(annotation.at) : null;
    }, this.clientWidth);
    if (this.measuring) placeRule(this.querySelector('.rule'), stage.measure(), this.clientWidth);
  }

  protected override act(action: Action): boolean {
    if (action.do === 'measure') this.measure();
    else if (action.do === 'open') {
      const annotation = this.page.doc.annotations[action.number - 1];
      if (!annotation) return false;
      this.choose(annotation.id, true);
    } else return false;
    return true;
  }

  protected override cameBack(state: ViewState): void {
    if (state.a) this.choose(state.a, false);
    else this.stage?.reset();
  }

  protected override resized(): void {
    this.stage?.setInsets(insets());
    this.stage?.resize();
  }

  protected override keysChanged(on: boolean): void {
    this.stage?.setKeys(on);
  }

  private measure(): void {
    if (this.page.doc.height_m === null) return;
    this.measuring = !this.measuring;
    if (this.measuring) this.say(this.words.t('height', length(this.page.doc.height_m, this.words.lang)));
    void this.updateComplete.then(() => this.follow());
  }

  private reset(): void {
    this.router.replace({ a: undefined });
    this.annotations.open(null, false);
    this.setLight(0);
    this.stage?.reset();
    this.drawSpots();
  }

  private setLight(degrees: number): void {
    this.light = degrees;
    this.stage?.setLight((degrees * Math.PI) / 180);
  }

  private async share(): Promise<void> {
    this.router.flush();
    try {
      await navigator.clipboard.writeText(location.href);
      this.say(this.words.t('shared'));
    } catch {
      this.say(this.words.t('shareFailed'));
    }
  }

  protected override render(): TemplateResult {
    const { t, say } = this.words;
    const { doc, site } = this.page;
    return html`
      <canvas tabindex="0" role="application" aria-label=${t('stageExhibit', say(doc.title))} class=${this.ready ? 'on' : ''}></canvas>
      ${this.spots.element}
      ${this.measuring && doc.height_m !== null ? html`<div class="rule" aria-hidden="true"><span>${length(doc.height_m, this.words.lang)}</span></div>` : nothing}
      <a class="ib rnd bk leave" href=${site.back.href} aria-label=${t('back', site.back.title)}>${icon('back')}</a>
      <div class="trr">
        <button class="ib rnd" aria-label=${t('share')} title=${t('share')} @click=${() => void this.share()}>${icon('share')}</button>
        <span class="rnd">${this.fullButton()}</span>
        <span class="rnd">${this.helpButton()}</span>
      </div>
      ${this.lighting ? this.lightBar() : nothing}
      ${this.message ? nothing : this.tools()}
      ${this.message ? html`<p class="rown glass on-pic no3d" role="status">${icon(this.message.icon)}<span><b>${this.message.heading}.</b> ${this.message.text}</span>${
        this.message.first ? html`<button class="btn" @click=${this.message.first.run}>${this.message.first.label}</button>` : nothing}</p>` : nothing}
      ${!this.ready && !this.message && this.total > 0 ? this.bar() : nothing}
      ${this.notes()}
      <p class="cap" role="status" ?data-empty=${this.said === ''}>${this.said}</p>`;
  }

  private bar(): TemplateResult {
    const { t, lang } = this.words;
    return html`<div class="prog glass on-pic small"><span>${t('loadingExhibit')}</span><span class="code">${t('loadedOf', megabytes(this.loaded, lang), megabytes(this.total, lang))}</span>
      <progress class="meter" max="1" .value=${this.loaded / this.total} aria-label=${t('loadingExhibit')}></progress></div>`;
  }

  private tools(): TemplateResult {
    const { t } = this.words;
    const tool = (name: IconName, label: string, run: () => void, pressed?: boolean) =>
      html`<button class="tool" aria-pressed=${pressed ?? nothing} @click=${run}>${icon(name)}<span>${label}</span></button>`;
    return html`<div class="tools" role="toolbar" aria-label=${t('tools')}>
      <div>
        ${tool('turnLeft', t('turnLeft'), () => this.stage?.turn(STEP, 0))}${tool('turnRight', t('turnRight'), () => this.stage?.turn(-STEP, 0))}
        ${tool('plus', t('closer'), () => this.stage?.zoom(1.25))}${tool('minus', t('further'), () => this.stage?.zoom(0.8))}
        ${tool('home', t('reset'), () => this.reset())}
      </div>
      <div>
        ${this.page.doc.height_m === null ? nothing : tool('ruler', t('measure'), () => this.measure(), this.measuring)}
        ${tool('sun', t('light'), () => (this.lighting = !this.lighting), this.lighting)}
      </div>
    </div>`;
  }

  private lightBar(): TemplateResult {
    const input = (event: Event) => this.setLight(Number((event.target as HTMLInputElement).value));
    return html`<label class="lightbar"><span class="vh">${this.words.t('light')}</span>${icon('sun')}<input type="range" min="-180" max="180" step="5" .value=${String(this.light)} @input=${input} /></label>`;
  }
}

customElements.define('vm-exhibit', VmExhibit);

/** Room for the controls that lie over the canvas; on a narrow screen the tools lie below it. */
function insets(): { top: number; right: number; bottom: number; left: number } {
  return matchMedia(NARROW).matches ? { top: 36, right: 0, bottom: 0, left: 0 } : { top: 40, right: 0, bottom: 84, left: 0 };
}

export async function start(): Promise<void> {
  const page = readPage<ExhibitDoc>('exhibit');
  const host = document.querySelector<HTMLElement>('.st');
  const first = page.doc.model?.qualities[0];
  if (!host || !first) return attachFonts(page.site.fonts);
  if (supported()) prefetch(page.root + first.file.url);
  const element = new VmExhibit();
  element.page = page;
  element.words = await loadWords(page.site.lang);
  host.append(element);
}
