/** A gallery page: walk through rooms; the list, the plan and the card mirror what is seen, with keys and for readers. */

import { html, nothing, type TemplateResult } from 'lit';
import type { ViewState } from '../core/address';
import { compassOf, degreesOf } from '../core/bearings';
import { loadWords } from '../core/i18n';
import type { Action } from '../core/keys';
import { remember, remembers } from '../core/memory';
import { steady } from '../core/numbers';
import { readPage } from '../core/page-data';
import { roomAt } from '../core/plan';
import { changed, type FileRow } from '../core/progress';
import { away, nearest, type RoomWay, standsIn, waysFrom } from '../core/rooms';
import { prefetch } from '../gl/bytes';
import type { GalleryStage } from '../gl/gallery';
import { supported } from '../gl/supported';
import type { GalleryDoc, RoomRef, StandRef, Text } from '../manifest.gen';
import { attachFonts } from './fonts';
import { galleryPlan } from './gallery-plan';
import { HotspotLayer, type Place } from './hotspots';
import { icon, type IconName } from './icons';
import { ImmersedPage } from './immersed';
import './loading';
import { openSheet } from './sheet';

const NAMED_M = 4;
const NEAR_M = 2.5;
const DOOR_HOTSPOT_M = 1.1;
const EYE_M = 1.6;
const EYE_LOW_M = 1.2;

export class VmGallery extends ImmersedPage<GalleryDoc> {
  static override properties = {
    ...ImmersedPage.properties,
    room: { state: true }, x: { state: true }, z: { state: true }, facing: { state: true }, chosen: { state: true }, rows: { state: true },
    cancelled: { state: true },
  };

  protected readonly kind = 'gallery';
  declare room: string;
  /** Where one stands, metres, in steps of 0.1 so that the page is drawn again only where figures change. */
  declare x: number;
  declare z: number;
  declare facing: number;
  /** The stand one was taken to, or stands before. */
  declare chosen: string | null;
  declare rows: readonly FileRow[];
  declare cancelled: boolean;
  private stage: GalleryStage | null = null;
  private spotsFor = '';
  private readonly spots = new HotspotLayer((id) => this.pick(id));

  constructor() {
    super();
    this.room = '';
    this.x = this.z = this.facing = 0;
    this.chosen = null;
    this.rows = [];
    this.cancelled = false;
  }

  override connectedCallback(): void {
    this.room = this.page.doc.scene.rooms[0]?.id ?? '';
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stage?.dispose();
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
}

customElements.define('vm-gallery', VmGallery);
