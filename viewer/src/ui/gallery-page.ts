/** A gallery page: walk through rooms; the list, the plan and the card mirror what is seen, with keys and for readers. */

import { html, nothing, type TemplateResult } from 'lit';
import type { ViewState } from '../core/address';
import { compassOf, degreesOf } from '../core/bearings';
import { loadWords } from '../core/i18n';
import type { Action } from '../core/keys';
import { remember, remembers } from '../core/memory';
import { steady } from '../core/numbers';
import { readPage } from '../core/page-data';
import { away, type RoomWay, standsIn, waysFrom } from '../core/rooms';
import { prefetch } from '../gl/bytes';
import type { GalleryStage, Pose, Start } from '../gl/gallery';
import { supported } from '../gl/supported';
import type { GalleryDoc, RoomRef, StandRef, Text } from '../manifest.gen';
import { GalleryFiles } from './gallery-files';
import { galleryPlan } from './gallery-plan';
import { HotspotLayer } from './hotspots';
import { icon, type IconName } from './icons';
import { ImmersedPage } from './immersed';
import './loading';
import { openSheet } from './sheet';

const NAMED_M = 4;
const EYE_M = 1.6;
const EYE_LOW_M = 1.2;
const DOOR = 'door:';

export class VmGallery extends ImmersedPage<GalleryDoc> {
  static override properties = {
    ...ImmersedPage.properties, room: { state: true }, x: { state: true }, z: { state: true }, facing: { state: true }, near: { state: true },
  };

  protected readonly kind = 'gallery';
  declare room: string;
  /** Where one stands, in steps of 0.1 m, and the heading in whole degrees: the page is drawn again only where figures change. */
  declare x: number;
  declare z: number;
  declare facing: number;
  /** The stand one is looking at from close by. */
  declare near: string | null;
  private stage: GalleryStage | null = null;
  private files!: GalleryFiles;
  private spotsFor = '';
  private readonly spots = new HotspotLayer((id) => this.pick(id));

  constructor() {
    super();
    this.room = '';
    this.x = this.z = this.facing = 0;
    this.near = null;
  }

  override connectedCallback(): void {
    const { doc } = this.page;
    this.room = doc.scene.views[0]?.room ?? doc.scene.rooms[0]?.id ?? '';
    this.files = new GalleryFiles(doc, this.words, () => this.requestUpdate());
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  private get here(): RoomRef | undefined {
    return this.page.doc.scene.rooms.find((room) => room.id === this.room);
  }

  private get stands(): StandRef[] {
    return standsIn(this.page.doc.scene, this.room);
  }

  private get ways(): RoomWay[] {
    return waysFrom(this.page.doc.scene, this.room);
  }

  protected override get possible(): boolean {
    return supported();
  }

  protected override get noteToRead(): { key: string; note: Text | null } {
    return { key: `venue-${this.page.doc.venue}`, note: this.page.doc.content_note };
  }

  protected override async begin(): Promise<void> {
    this.files.begin();
    const { GalleryStage } = await import('../gl/gallery');
    const canvas = this.querySelector('canvas');
    if (!canvas || this.off.signal.aborted) return;
    const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const eyeHeight = remembers('eye-low') ? EYE_LOW_M : EYE_M;
    const stage = new GalleryStage(canvas, { doc: this.page.doc, root: this.page.root, reducedMotion, eyeHeight });
    this.stage = stage;
    stage.setKeys(this.keysOn);
    this.listen(stage);
    void stage.load(startOf(this.router.state));
  }

  private listen(stage: GalleryStage): void {
    const { t } = this.words;
    stage.on('progress', ({ loaded, total }) => this.files.counted(loaded, total));
    stage.on('visible', () => {
      this.files.end();
      this.seen();
      this.follow();
    });
    stage.on('sharp', () => this.mark('sharp'));
    stage.on('move', (pose) => this.moved(pose));
    stage.on('frame', () => this.follow());
    stage.on('near', ({ stand }) => this.approached(stand));
    stage.on('pick', ({ stand, door }) => this.pick(stand ?? DOOR + door));
    stage.on('error', ({ exhibit, reason, retry }) => {
      this.files.failed(exhibit, reason, retry);
      if (!this.ready) return exhibit === null ? this.mark('failed') : undefined;
      const name = exhibit === null ? t('fileArchitecture') : (this.page.site.exhibits[exhibit]?.title ?? exhibit);
      this.rowNote = { text: t(reason === 'missing' ? 'fileMissing' : 'fileFailed', name), retry };
    });
    stage.on('contextlost', () => this.lostContext());
    stage.on('contextrestored', () => this.foundContext());
  }

  private stop(): void {
    this.stage?.dispose();
    this.stage = null;
    this.files.end();
  }

  protected override show(state: ViewState): void {
    this.stage?.goTo(startOf(state));
  }

  private moved(pose: Pose & { readonly room: string }): void {
    this.x = Math.round(pose.x * 10) / 10;
    this.z = Math.round(pose.z * 10) / 10;
    this.facing = degreesOf(pose.yaw);
    this.router.replace({ at: [pose.x, pose.z], yaw: pose.yaw, pitch: pose.pitch, v: undefined });
    if (pose.room !== this.room && pose.room !== '') {
      this.room = pose.room;
      const count = this.stands.filter((stand) => stand.exhibit !== null).length;
      if (this.ready) this.say(this.words.t('arrivedRoom', this.nameOf(this.here), count));
    }
    this.drawSpots();
  }

  private approached(stand: string | null): void {
    this.near = stand;
    this.router.replace({ stand: stand ?? undefined });
    const found = this.page.doc.scene.stands.find((s) => s.id === stand);
    if (found) this.say(this.words.t('near', this.words.say(found.title)), { aloudOnly: true });
    this.drawSpots();
  }

  /** A number, a row, a square on the plan, or the thing itself was pressed: go there; once there, open it. */
  private pick(id: string): void {
    if (id.startsWith(DOOR)) {
      this.router.push({});
      this.stage?.goThrough(id.slice(DOOR.length));
      return;
    }
    const stand = this.page.doc.scene.stands.find((s) => s.id === id);
    if (!stand) return;
    if (this.near === id) return this.open(stand);
    this.router.push({});
    this.stage?.goTo(id);
  }

  private open(stand: StandRef): void {
    const exhibit = this.page.site.exhibits[stand.exhibit ?? ''];
    this.router.flush();
    if (exhibit) location.assign(exhibit.href);
    else this.readPanel(stand);
  }

  /** A panel's words, large and still. */
  private readPanel(stand: StandRef): void {
    const { t, say } = this.words;
    openSheet(this.frame, say(stand.title), (close) => html`
      <div class="dlg-h"><h2>${say(stand.title)}</h2><button class="ib" aria-label=${t('close')} @click=${() => close()}>${icon('close')}</button></div>
      <p class="read">${say(stand.text)}</p>`);
  }

  /** Walks to a named view of a room, or through the door that leads there. */
  private walkInto(room: string): void {
    const view = this.page.doc.scene.views.find((v) => v.room === room);
    const way = this.ways.find((w) => w.room.id === room);
    this.router.push({});
    if (way) this.stage?.goThrough(way.door);
    else if (view) this.stage?.goTo({ view: view.id });
    else {
      const stand = this.page.doc.scene.stands.find((s) => s.room === room);
      if (stand) this.stage?.goTo(stand.id);
    }
  }

  private drawSpots(): void {
    const { t } = this.words;
    const spots = [
      ...this.stands.map((stand, i) => ({
        id: stand.id, kind: 'look' as const, number: i + 1, name: this.titleOf(stand), chosen: stand.id === this.near,
        named: stand.id === this.near || away(this.x, this.z, stand.at) <= NAMED_M,
      })),
      ...this.ways.map(({ door, room }) => ({ id: DOOR + door, kind: 'go' as const, number: 0, name: t('toRoom', this.nameOf(room)), named: true, chosen: false })),
    ];
    const now = JSON.stringify(spots);
    if (now === this.spotsFor) return;
    this.spotsFor = now;
    this.spots.set(spots);
  }

  private follow(): void {
    const { stage } = this;
    if (!stage) return;
    this.spots.place((id) => (this.ready ? stage.project(id.startsWith(DOOR) ? id.slice(DOOR.length) : id) : null), this.clientWidth);
  }

  /** A stand's name; of panels and pictures without an exhibit, what they are too. */
  private titleOf(stand: StandRef): string {
    const title = this.words.say(stand.title);
    const told = stand.kind === 'panel' || stand.kind === 'frame' ? stand.kind : null;
    return told === null ? title : this.words.t(told, title);
  }

  private nameOf(room: RoomRef | undefined): string {
    return this.words.say(room?.title) || this.words.t('room');
  }

  protected override act(action: Action): boolean {
    if (action.do === 'list' || action.do === 'plan') this.togglePanel(action.do);
    else if (action.do === 'captions') this.toggleCaptions();
    else if (action.do === 'open') {
      const stand = this.stands[action.number - 1];
      if (!stand) return false;
      this.pick(stand.id);
    } else return false;
    return true;
  }

  protected override resized(): void {
    this.stage?.resize();
  }

  protected override keysChanged(on: boolean): void {
    this.stage?.setKeys(on);
  }

  protected override help(): void {
    const { t } = this.words;
    const low = remembers('eye-low');
    const set = (on: boolean) => {
      remember('eye-low', on);
      this.stage?.setEyeHeight(on ? EYE_LOW_M : EYE_M);
    };
    super.help(html`<fieldset class="pick"><legend>${t('eyeHeight')}</legend>
      <label class="check"><input type="radio" name="eye" .checked=${!low} @change=${() => set(false)} />${t('eyeTall')}</label>
      <label class="check"><input type="radio" name="eye" .checked=${low} @change=${() => set(true)} />${t('eyeLow')}</label></fieldset>`);
  }

  protected override render(): TemplateResult {
    const { t, say } = this.words;
    const { doc, site } = this.page;
    const name = this.nameOf(this.here);
    return html`
      <canvas tabindex="0" role="application" aria-label=${t('stageGallery', name)} class=${this.ready ? 'on' : ''}></canvas>
      ${this.spots.element}
      ${this.corner(this.ready ? name : say(doc.title), site.venue?.name ?? say(doc.title))}${this.corners()}
      ${this.ready && this.isOpen('list') ? this.list() : nothing}
      ${this.ready ? this.card() : nothing}
      ${this.ready && this.isOpen('plan') ? this.plan() : nothing}
      ${this.ready ? this.dock() : nothing}
      ${this.started && !this.ready && !this.message ? this.loading() : nothing}
      ${this.notes()}${this.caption()}${this.overlay()}`;
  }

  private loading(): TemplateResult {
    const ask = ({ detail }: CustomEvent<string>) => {
      if (detail === 'text') this.showText();
      else if (detail === 'cancel') this.cancel();
      else this.files.retry(detail.replace('retry:', ''));
    };
    return html`<vm-loading .words=${this.words} .rows=${this.files.rows} .loaded=${this.files.loaded} .total=${this.files.total}
      .heading=${this.words.say(this.page.doc.title)} .text=${this.words.t('loadingGallery')} @ask=${ask}></vm-loading>`;
  }

  private cancel(): void {
    this.stop();
    this.started = false;
    this.showText();
  }

  private list(): TemplateResult {
    const { t } = this.words;
    return html`<nav class="lst glass on-pic" data-panel="list" aria-label=${t('inThisRoom')}>
      ${this.narrow ? html`<button class="ib shut" aria-label=${t('closeList')} @click=${() => this.togglePanel('list')}>${icon('close')}</button>` : nothing}
      <h2>${t('inThisRoom')}</h2>
      <ol>${this.stands.map((stand, i) => this.row(stand, i + 1))}${this.ways.map((way) => this.wayRow(way))}</ol></nav>`;
  }

  private row(stand: StandRef, number: number): TemplateResult {
    const { t, lang } = this.words;
    const mark = (on: boolean) => this.spots.highlight(on ? stand.id : null);
    const distance = t('metres', steady(away(this.x, this.z, stand.at), lang));
    return html`<li><button aria-current=${this.near === stand.id ? 'true' : nothing} @click=${() => this.fromList(stand.id)} @focus=${() => mark(true)} @blur=${() => mark(false)}>
      <i>${number}</i><span>${this.titleOf(stand)}</span><span class="muted small">${distance}</span></button></li>`;
  }

  private wayRow({ door, room }: RoomWay): TemplateResult {
    const { t } = this.words;
    const mark = (on: boolean) => this.spots.highlight(on ? DOOR + door : null);
    return html`<li><button @click=${() => this.fromList(DOOR + door)} @focus=${() => mark(true)} @blur=${() => mark(false)}>
      ${icon('right')}<span>${t('toRoom', this.nameOf(room))}</span><span class="muted small">${t('way')}</span></button></li>`;
  }

  private fromList(id: string): void {
    this.pick(id);
    if (this.narrow && this.isOpen('list')) this.togglePanel('list');
  }

  /** The nearest exhibit, with one button. */
  private card(): TemplateResult | typeof nothing {
    const stand = this.page.doc.scene.stands.find((s) => s.id === this.near);
    if (!stand) return nothing;
    const { t, say } = this.words;
    const exhibit = this.page.site.exhibits[stand.exhibit ?? ''];
    const button = exhibit
      ? html`<a class="btn first" href=${exhibit.href}>${t('lookCloser')}</a>`
      : stand.text
        ? html`<button class="btn first" @click=${() => this.readPanel(stand)}>${t('readMore')}</button>`
        : nothing;
    return html`<section class="near glass on-pic" aria-label=${say(stand.title)}>
      <div><b class="serif">${say(stand.title)}</b><span class="small muted">${exhibit?.line ?? ''}</span></div>${button}</section>`;
  }

  private plan(): TemplateResult {
    const { t } = this.words;
    const yaw = (this.facing * Math.PI) / 180;
    return html`<section class="map glass on-pic" data-panel="plan" aria-label=${t('plan')}>
      <div class="h"><span>${t('plan')} <kbd class="small muted">M</kbd></span>
        <button class="ib" aria-label=${t('closePlan')} title=${t('closePlan')} @click=${() => this.togglePanel('plan')}>${icon('close')}</button></div>
      ${galleryPlan({ scene: this.page.doc.scene, words: this.words, x: this.x, z: this.z, yaw, chosen: this.near,
        label: t('planGallery', this.nameOf(this.here), t(compassOf(yaw).name)),
        walkTo: (id) => this.pick(id), walkInto: (room) => this.walkInto(room) })}
    </section>`;
  }

  private dock(): TemplateResult {
    const { t } = this.words;
    const button = (name: IconName, label: string, on: boolean | null, run: () => void) =>
      html`<button class=${on ? 'on' : ''} aria-pressed=${on ?? nothing} @click=${run}>${icon(name)}<span>${label}</span></button>`;
    return html`<div class="dock on-pic">
      ${button('list', t('list'), this.isOpen('list'), () => this.togglePanel('list'))}
      ${button('plan', t('plan'), this.isOpen('plan'), () => this.togglePanel('plan'))}
      ${button('captions', t('captions'), this.captions, () => this.toggleCaptions())}
      ${button('words', t('readText'), null, () => this.showText())}
    </div>`;
  }
}

customElements.define('vm-gallery', VmGallery);

/** Where the address says one stands: before a stand, at a place, at a named view, or the entrance. */
function startOf(state: ViewState): Start {
  const { at, yaw = 0, pitch = 0 } = state;
  if (at) return { pose: { x: at[0], z: at[1], yaw, pitch } };
  if (state.stand) return { stand: state.stand };
  return state.v ? { view: state.v } : {};
}

export async function start(): Promise<void> {
  const page = readPage<GalleryDoc>('gallery');
  const host = document.getElementById('stage');
  if (!host) return;
  if (supported()) for (const file of [page.doc.model, page.doc.light_map]) prefetch(page.root + file.url);
  const element = new VmGallery();
  element.page = page;
  element.words = await loadWords(page.site.lang);
  host.append(element);
}
