/** A panorama page: look round, go from viewpoint to viewpoint, with lists, a pad, a compass in words and a plan. */

import { html, nothing, type TemplateResult } from 'lit';
import type { ViewState } from '../core/address';
import { compassOf, degreesOf, type Side, sideOf } from '../core/bearings';
import { loadWords } from '../core/i18n';
import type { Action } from '../core/keys';
import { readPage } from '../core/page-data';
import { prefetch } from '../gl/bytes';
import type { Look, PanoramaStage } from '../gl/panorama';
import { supported } from '../gl/supported';
import type { HotspotRef, LinkRef, PanoramaDoc, Text, ViewpointRef } from '../manifest.gen';
import { HotspotLayer, type Place } from './hotspots';
import { icon, SIDE_ICON, type IconName } from './icons';
import { ImmersedPage } from './immersed';
import { panoramaPlan } from './panorama-plan';

const STEP = Math.PI / 6;
const NOD = Math.PI / 12;
const GROUND = -0.42; // links lie on the ground ahead

export class VmPanorama extends ImmersedPage<PanoramaDoc> {
  static override properties = { ...ImmersedPage.properties, here: { state: true }, facing: { state: true }, spot: { state: true } };

  protected readonly kind = 'panorama';
  declare here: string;
  /** Heading in whole degrees, so that the page is drawn again only where words change. */
  declare facing: number;
  /** The hotspot that is open. */
  declare spot: string | null;
  private stage: PanoramaStage | null = null;
  private look: Pick<Look, 'yaw' | 'pitch'> = { yaw: 0, pitch: 0 };
  private readonly spots = new HotspotLayer((id) => this.pick(id));

  constructor() {
    super();
    this.here = '';
    this.facing = 0;
    this.spot = null;
  }

  private get viewpoint(): ViewpointRef {
    const { viewpoints } = this.page.doc;
    return (viewpoints.find((v) => v.id === this.here) ?? viewpoints[0]) as ViewpointRef; // a panorama has at least one
  }

  override connectedCallback(): void {
    this.here = this.page.doc.viewpoints[0]?.id ?? '';
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stage?.dispose();
  }

  protected override get possible(): boolean {
    return supported();
  }

  protected override get noteToRead(): { key: string; note: Text | null } {
    return { key: `venue-${this.page.doc.venue}`, note: this.page.doc.content_note };
  }

  protected override async begin(): Promise<void> {
    const { PanoramaStage } = await import('../gl/panorama');
    const canvas = this.querySelector('canvas');
    if (!canvas || this.off.signal.aborted) return;
    const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const stage = new PanoramaStage(canvas, { doc: this.page.doc, root: this.page.root, reducedMotion });
    this.stage = stage;
    stage.setKeys(this.keysOn);
    this.listen(stage);
    this.show(this.router.state);
  }

  private listen(stage: PanoramaStage): void {
    const { t } = this.words;
    stage.on('visible', () => {
      this.rowNote = null;
      this.seen();
      this.follow();
    });
    stage.on('sharp', () => this.mark('sharp'));
    stage.on('view', (look) => this.turned(look));
    stage.on('viewpoint', ({ id }) => this.arrived(id));
    stage.on('error', ({ id, reason, retry }) => {
      const name = this.words.say(this.page.doc.viewpoints.find((v) => v.id === id)?.title);
      const shown = this.ready;
      this.seen(); // lists and links work where the picture does not
      this.follow();
      if (!shown) this.mark('failed');
      this.rowNote = { text: t(reason === 'missing' ? 'fileMissing' : 'fileFailed', name), retry };
    });
    stage.on('contextlost', () => this.lostContext());
    stage.on('contextrestored', () => this.foundContext());
  }

  protected override show(state: ViewState): void {
    const id = this.page.doc.viewpoints.some((v) => v.id === state.v) ? state.v : this.viewpointOf(state.spot);
    const hotspot = this.page.doc.viewpoints.find((v) => v.id === id)?.hotspots.find((h) => h.id === state.spot);
    const look = { ...(hotspot ? { yaw: hotspot.yaw, pitch: hotspot.pitch } : {}), ...pick(state) };
    if (this.stage?.viewpoint === (id ?? this.page.doc.viewpoints[0]?.id)) this.stage?.lookTo(look);
    else this.stage?.load(id, look);
    this.spot = hotspot?.id ?? null;
    this.drawSpots();
  }

  private viewpointOf(spot: string | undefined): string | undefined {
    return this.page.doc.viewpoints.find((v) => v.hotspots.some((h) => h.id === spot))?.id;
  }

  private arrived(id: string): void {
    const first = this.here === id && !this.ready;
    this.here = id;
    this.spot = null;
    if (!first) this.say(`${this.words.t('arrivedAt', this.words.say(this.viewpoint.title))} ${this.words.say(this.viewpoint.description)}`);
    this.drawSpots();
  }

  private turned(look: Look): void {
    this.look = look;
    this.facing = degreesOf(look.yaw);
    this.router.replace({ v: this.here, yaw: look.yaw, pitch: look.pitch });
    this.follow();
  }

  private follow(): void {
    const { stage } = this;
    if (!stage) return;
    const view = this.viewpoint;
    this.spots.place((id) => (this.ready ? placeOf(stage, view, id) : null), this.clientWidth);
  }

  private drawSpots(): void {
    const { say } = this.words;
    const view = this.viewpoint;
    this.spots.set([
      ...view.links.map((link) => ({
        id: `go:${link.to}`, kind: 'go' as const, number: 0, name: this.titleOf(link.to), named: true, chosen: false,
      })),
      ...view.hotspots.map((h, i) => ({
        id: h.id, kind: 'look' as const, number: i + 1, name: say(h.title), named: this.spot === h.id, chosen: this.spot === h.id,
      })),
    ]);
    this.follow();
  }

  private titleOf(viewpoint: string): string {
    return this.words.say(this.page.doc.viewpoints.find((v) => v.id === viewpoint)?.title);
  }

  private goTo(id: string): void {
    this.router.push({ v: id, spot: undefined });
    this.stage?.goTo(id);
  }

  private pick(id: string): void {
    if (id.startsWith('go:')) return this.goTo(id.slice(3));
    const hotspot = this.viewpoint.hotspots.find((h) => h.id === id);
    if (!hotspot) return;
    this.spot = id;
    this.router.replace({ spot: id });
    this.stage?.lookTo({ yaw: hotspot.yaw, pitch: hotspot.pitch });
    this.say([hotspot.title, hotspot.text].map((text) => this.words.say(text)).filter(Boolean).join('. '), { aloudOnly: true });
    this.drawSpots();
  }

  protected override act(action: Action): boolean {
    if (action.do === 'list' || action.do === 'plan') this.togglePanel(action.do);
    else if (action.do === 'captions') this.toggleCaptions();
    else if (action.do === 'open') {
      const hotspot = this.viewpoint.hotspots[action.number - 1];
      if (!hotspot) return false;
      this.pick(hotspot.id);
    } else return false;
    return true;
  }

  protected override resized(): void {
    this.stage?.resize();
  }

  protected override keysChanged(on: boolean): void {
    this.stage?.setKeys(on);
  }

  protected override render(): TemplateResult {
    const { t, say } = this.words;
    const { doc, site } = this.page;
    const view = this.viewpoint;
    const where = `${site.venue?.name ?? say(doc.title)} · ${t('viewpointOf', doc.viewpoints.indexOf(view) + 1, doc.viewpoints.length)}`;
    return html`
      <canvas tabindex="0" role="application" aria-label=${t('stagePanorama', say(view.title))} class=${this.ready ? 'on' : ''}></canvas>
      ${this.spots.element}
      ${this.corner(say(view.title), where)}${this.corners()}
      ${this.isOpen('list') ? this.lists(view) : nothing}
      ${this.openSpot(view)}
      ${this.pad()}
      ${view.rendered && !this.spot ? html`<p class="note glass on-pic small">${icon('info')}<span>${t('rendered')}</span></p>` : nothing}
      ${this.isOpen('plan') && doc.plan ? this.plan() : nothing}
      ${this.dock()}
      ${this.started && !this.ready && !this.message ? html`<p class="prog glass on-pic small" role="status">${t('loadingPanorama')}</p>` : nothing}
      ${this.notes()}${this.caption()}${this.overlay()}`;
  }

  private lists(view: ViewpointRef): TemplateResult {
    const { t } = this.words;
    return html`<nav class="lst glass on-pic" data-panel="list" aria-label=${t('list')}>
      ${this.narrow ? html`<button class="ib shut" aria-label=${t('closeList')} @click=${() => this.togglePanel('list')}>${icon('close')}</button>` : nothing}
      ${view.links.length > 0 ? html`<h2>${t('goTo')}</h2><ol>${view.links.map((link) => this.linkRow(link))}</ol>` : nothing}
      ${view.hotspots.length > 0 ? html`<h2>${t('lookAt')}</h2><ol>${view.hotspots.map((h, i) => this.hotspotRow(h, i + 1))}</ol>` : nothing}
    </nav>`;
  }

  private linkRow(link: LinkRef): TemplateResult {
    const side = this.sideOf(link.yaw);
    const focus = (on: boolean) => this.spots.highlight(on ? `go:${link.to}` : null);
    return html`<li><button @click=${() => this.goTo(link.to)} @focus=${() => focus(true)} @blur=${() => focus(false)}>
      ${icon(SIDE_ICON[side])}<span>${this.titleOf(link.to)}</span><span class="muted small">${this.words.t(side)}</span></button></li>`;
  }

  private hotspotRow(h: HotspotRef, number: number): TemplateResult {
    const focus = (on: boolean) => this.spots.highlight(on ? h.id : null);
    return html`<li><button aria-current=${this.spot === h.id ? 'true' : nothing} @click=${() => this.pick(h.id)} @focus=${() => focus(true)} @blur=${() => focus(false)}>
      <i>${number}</i><span>${this.words.say(h.title)}</span><span class="muted small">${this.words.t(this.sideOf(h.yaw))}</span></button></li>`;
  }

  private sideOf(heading: number): Side {
    return sideOf(heading, (this.facing * Math.PI) / 180);
  }

  private openSpot(view: ViewpointRef): TemplateResult | typeof nothing {
    const hotspot = view.hotspots.find((h) => h.id === this.spot);
    if (!hotspot) return nothing;
    const { t, say } = this.words;
    const exhibit = this.page.site.exhibits[hotspot.exhibit ?? ''];
    return html`<section class="near glass on-pic" aria-label=${say(hotspot.title)}>
      <div><b class="serif">${say(hotspot.title)}</b><span class="small muted">${exhibit?.line || say(hotspot.text)}</span></div>
      ${exhibit ? html`<a class="btn first" href=${exhibit.href}>${t('lookCloser')}</a>` : html`<button class="ib" aria-label=${t('close')} @click=${() => this.shutSpot()}>${icon('close')}</button>`}
    </section>`;
  }

  private shutSpot(): void {
    this.spot = null;
    this.router.replace({ spot: undefined });
    this.drawSpots();
  }

  private pad(): TemplateResult {
    const { t } = this.words;
    const button = (name: IconName, label: string, run: () => void) =>
      html`<button class="ib" aria-label=${label} title=${label} @click=${run}>${icon(name)}</button>`;
    return html`<div class="pad glass on-pic ${this.spot ? 'raised' : ''}" role="group" aria-label=${t('pad')}>
      ${button('left', t('lookLeft'), () => this.stage?.turn(-STEP, 0))}${button('up', t('lookUp'), () => this.stage?.turn(0, NOD))}
      ${button('down', t('lookDown'), () => this.stage?.turn(0, -NOD))}${button('right', t('lookRight'), () => this.stage?.turn(STEP, 0))}
      ${button('plus', t('closer'), () => this.stage?.zoom(1.25))}${button('minus', t('further'), () => this.stage?.zoom(0.8))}
    </div>`;
  }

  private plan(): TemplateResult {
    const { t, say } = this.words;
    const { doc, root } = this.page;
    const compass = compassOf(this.look.yaw);
    return html`<section class="map glass on-pic" data-panel="plan" aria-label=${t('plan')}>
      <div class="h"><span>${t('plan')} <kbd class="small muted">M</kbd></span><span class="small muted code">${t(compass.short)} ${this.facing}°</span>
        <button class="ib" aria-label=${t('closePlan')} title=${t('closePlan')} @click=${() => this.togglePanel('plan')}>${icon('close')}</button></div>
      ${panoramaPlan({ doc, root, words: this.words, here: this.viewpoint, yaw: this.look.yaw, go: (id) => this.goTo(id),
        label: t('planPanorama', say(doc.title), say(this.viewpoint.title), t(compass.name)) })}
    </section>`;
  }

  private dock(): TemplateResult {
    const { t } = this.words;
    const button = (name: IconName, label: string, on: boolean | null, run: () => void) =>
      html`<button class=${on ? 'on' : ''} aria-pressed=${on ?? nothing} @click=${run}>${icon(name)}<span>${label}</span></button>`;
    return html`<div class="dock on-pic">
      ${button('list', t('goTo'), this.isOpen('list'), () => this.togglePanel('list'))}
      ${this.page.doc.plan ? button('plan', t('plan'), this.isOpen('plan'), () => this.togglePanel('plan')) : nothing}
      ${button('captions', t('captions'), this.captions, () => this.toggleCaptions())}
      ${button('words', t('readText'), null, () => this.showText())}
    </div>`;
  }
}

customElements.define('vm-panorama', VmPanorama);

function placeOf(stage: PanoramaStage, view: ViewpointRef, id: string): Place | null {
  if (id.startsWith('go:')) {
    const link = view.links.find((l) => `go:${l.to}` === id);
    return link ? stage.project(link.yaw, GROUND) : null;
  }
  const hotspot = view.hotspots.find((h) => h.id === id);
  return hotspot ? stage.project(hotspot.yaw, hotspot.pitch) : null;
}

function pick(state: ViewState): { yaw?: number; pitch?: number } {
  return { ...(state.yaw === undefined ? {} : { yaw: state.yaw }), ...(state.pitch === undefined ? {} : { pitch: state.pitch }) };
}

export async function start(): Promise<void> {
  const page = readPage<PanoramaDoc>('panorama');
  const host = document.getElementById('stage');
  const asked = new URLSearchParams(location.search).get('v');
  const first = page.doc.viewpoints.find((v) => v.id === asked) ?? page.doc.viewpoints[0];
  if (!host || !first) return;
  if (supported()) prefetch(page.root + first.strip.url);
  const element = new VmPanorama();
  element.page = page;
  element.words = await loadWords(page.site.lang);
  host.append(element);
}
