/** Carries the stops of a tour: gives each the stage it needs, one at a time, on a canvas of its own. */

import type { Words } from '../core/i18n';
import type { SiteData } from '../core/page-data';
import type { ExhibitStage, Insets } from '../gl/exhibit';
import { supported } from '../gl/supported';
import type { Doc, ExhibitDoc, GalleryDoc, PanoramaDoc, StopRef } from '../manifest.gen';
import { HotspotLayer } from './hotspots';

export interface Carried {
  visible(): void;
  failed(retry: () => void): void;
  lost(): void;
  found(): void;
}

/** What every stage has that a tour asks for. */
interface Stage {
  resize(): void;
  setKeys(on: boolean): void;
  dispose(): void;
}

export class TourCarrier {
  private stage: Stage | null = null;
  private exhibit: ExhibitStage | null = null;
  private turn = 0;

  constructor(
    private readonly host: HTMLElement,
    private readonly root: string,
    private readonly site: SiteData,
    private readonly words: Words,
    private readonly told: Carried,
    /** Parts of the stage that words lie over. */
    private readonly covered: () => Insets,
  ) {}

  /** Shows a stop. Resolves false where it has no stage: its picture and text stay. */
  async show(stop: StopRef, keysOn: boolean): Promise<boolean> {
    const mine = ++this.turn;
    this.clear();
    const card = this.site.exhibits[stop.exhibit ?? ''] ?? this.site.scenes[stop.scene ?? ''];
    if (!card || !supported()) return false;
    const doc = await this.fetchDoc(this.root + card.data, () => void this.show(stop, keysOn));
    if (!doc || mine !== this.turn) return doc !== null;
    const stage = await this.open(doc, stop, () => mine === this.turn);
    stage?.setKeys(keysOn);
    return stage !== null;
  }

  resize(): void {
    this.exhibit?.setInsets(this.covered());
    this.stage?.resize();
  }

  setKeys(on: boolean): void {
    this.stage?.setKeys(on);
  }

  dispose(): void {
    this.turn += 1;
    this.clear();
  }

  private clear(): void {
    this.stage?.dispose();
    this.stage = this.exhibit = null;
    this.host.replaceChildren();
  }

  private async fetchDoc(url: string, retry: () => void): Promise<Doc | null> {
    try {
      const answer = await fetch(url);
      if (answer.ok) return (await answer.json()) as Doc;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // a TypeError is fetch's word for "no network"
    }
    this.told.failed(retry);
    return null;
  }

  private async open(doc: Doc, stop: StopRef, current: () => boolean): Promise<Stage | null> {
    if (doc.type === 'exhibit') return this.openExhibit(doc, stop, current);
    if (doc.type === 'panorama') return this.openPanorama(doc, stop, current);
    if (doc.type === 'gallery') return this.openGallery(doc, stop, current);
    return null;
  }

  private async openExhibit(doc: ExhibitDoc, stop: StopRef, current: () => boolean): Promise<Stage | null> {
    const { ExhibitStage } = await import('../gl/exhibit');
    if (!doc.model || !current()) return null;
    const { model, annotations, handling } = doc;
    const stage = new ExhibitStage(this.canvas(stop), {
      model, root: this.root, annotations, handling, reducedMotion: calm(), theme: 'dark', insets: this.covered(),
    });
    this.stage = this.exhibit = stage;
    const annotation = annotations.find((a) => a.id === stop.annotation);
    const spots = new HotspotLayer(() => annotation && stage.lookAt(annotation.id));
    this.host.append(spots.element);
    if (annotation) {
      const name = this.words.say(annotation.title);
      spots.set([{ id: annotation.id, kind: 'look', number: annotations.indexOf(annotation) + 1, name, named: true, chosen: true }]);
      stage.lookAt(annotation.id);
      stage.on('frame', () => spots.place(() => stage.project(annotation.at), this.host.clientWidth));
    }
    this.watch(stage);
    void stage.load();
    return stage;
  }

  private async openPanorama(doc: PanoramaDoc, stop: StopRef, current: () => boolean): Promise<Stage | null> {
    const { PanoramaStage } = await import('../gl/panorama');
    if (!current()) return null;
    const stage = new PanoramaStage(this.canvas(stop), { doc, root: this.root, reducedMotion: calm() });
    this.stage = stage;
    this.watch(stage);
    stage.load(stop.viewpoint ?? undefined, stop.yaw === null ? {} : { yaw: stop.yaw });
    return stage;
  }

  private async openGallery(doc: GalleryDoc, stop: StopRef, current: () => boolean): Promise<Stage | null> {
    const { GalleryStage } = await import('../gl/gallery');
    if (!current()) return null;
    const stage = new GalleryStage(this.canvas(stop), { doc, root: this.root, reducedMotion: calm(), eyeHeight: 1.6 });
    this.stage = stage;
    this.watch(stage);
    stage.load(stop.viewpoint === null ? {} : { view: stop.viewpoint });
    return stage;
  }

  private watch(stage: { on(type: 'visible' | 'contextlost' | 'contextrestored', listener: () => void): unknown; on(type: 'error', listener: (e: { retry: () => void }) => void): unknown }): void {
    stage.on('visible', () => this.told.visible());
    stage.on('contextlost', () => this.told.lost());
    stage.on('contextrestored', () => this.told.found());
    stage.on('error', ({ retry }) => this.told.failed(retry));
  }

  private canvas(stop: StopRef): HTMLCanvasElement {
    const canvas = document.createElement('canvas');
    canvas.tabIndex = 0;
    canvas.className = 'on';
    canvas.setAttribute('role', 'application');
    canvas.setAttribute('aria-label', this.words.t('stageTour', this.words.say(stop.title)));
    this.host.append(canvas);
    return canvas;
  }
}

function calm(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
