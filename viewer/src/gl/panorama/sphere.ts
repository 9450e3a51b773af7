/** One viewpoint's pictures: the strip at once, then tiles, a few at a time; old ones are let go when memory runs out. */

import type { ViewpointRef } from '../../manifest.gen';
import { fetchBytes, LoadError, type Reason } from '../bytes';
import { FACES, type Tile, tileKey } from './faces';
import type { Painter } from './painter';

const AT_ONCE = 4;
const UPLOADS_A_FRAME = 2;
const FADE_S = 0.18;

interface Hung {
  readonly tile: Tile;
  readonly texture: WebGLTexture;
  strength: number;
  used: number;
}

export interface SphereEvents {
  /** Something new can be drawn. */
  changed(): void;
  bytes(added: number): void;
  failed(reason: Reason): void;
}

export class Sphere {
  private readonly abort = new AbortController();
  private readonly hung = new Map<string, Hung>();
  private readonly underWay = new Map<string, AbortController>();
  private readonly failed = new Set<string>();
  private readonly arrived: { readonly tile: Tile; readonly bitmap: ImageBitmap }[] = [];
  private wanted: readonly Tile[] = [];
  private strip: WebGLTexture | undefined;
  private clock = 0;

  constructor(
    readonly viewpoint: ViewpointRef,
    private readonly root: string,
    private readonly painter: Painter,
    private readonly events: SphereEvents,
    /** Tiles to keep on the graphics card. */
    private readonly room: number,
  ) {}

  get ready(): boolean {
    return this.strip !== undefined || this.hung.size > 0;
  }

  /** Everything wanted is drawn, or cannot be had. */
  get sharp(): boolean {
    return this.wanted.every((tile) => this.hung.has(tileKey(tile)) || this.failed.has(tileKey(tile)));
  }

  /** Tiles wanted, and how many of them are drawn. */
  get counts(): { readonly loaded: number; readonly total: number } {
    return { loaded: this.wanted.filter((tile) => this.hung.has(tileKey(tile))).length, total: this.wanted.length };
  }

  async loadStrip(): Promise<void> {
    try {
      const bitmap = await this.bitmap(this.root + this.viewpoint.strip.url, this.abort.signal);
      if (this.abort.signal.aborted) return bitmap.close();
      this.strip = this.painter.upload(bitmap);
      this.events.changed();
    } catch (error) {
      this.report(error);
    }
  }

  /** Most wanted first. What is no longer wanted and not yet here is called off. */
  want(tiles: readonly Tile[]): void {
    this.wanted = tiles;
    const keys = new Set(tiles.map(tileKey));
    for (const [key, request] of this.underWay) if (!keys.has(key)) request.abort();
    this.feed();
  }

  /** Forget failures and try again. */
  retry(): void {
    this.failed.clear();
    if (!this.strip) void this.loadStrip();
    this.feed();
  }

  /** Bring arrived pictures to the card and let new tiles fade in; true while something still changes. */
  step(dt_s: number): boolean {
    for (let i = 0; i < UPLOADS_A_FRAME && this.arrived.length; i++) this.hang();
    let fading = false;
    for (const hung of this.hung.values()) {
      if (hung.strength >= 1) continue;
      hung.strength = Math.min(1, hung.strength + dt_s / FADE_S);
      fading ||= hung.strength < 1;
    }
    return fading || this.arrived.length > 0;
  }

  draw(strength: number): void {
    this.clock++;
    if (this.strip) {
      FACES.forEach((face, i) => {
        const part = [(i + 0.5 / 64) / 6, 0.5 / 64, (i + 1 - 0.5 / 64) / 6, 1 - 0.5 / 64] as const;
        this.painter.square(this.strip as WebGLTexture, { face, left: 0, top: 0, right: 1, bottom: 1 }, part, strength);
      });
    }
    const order = [...this.hung.values()].sort((a, b) => a.tile.level - b.tile.level);
    const keys = new Set(this.wanted.map(tileKey));
    for (const hung of order) {
      if (keys.has(tileKey(hung.tile))) hung.used = this.clock;
      this.painter.square(hung.texture, hung.tile, [0, 0, 1, 1], strength * hung.strength);
    }
  }

  dispose(): void {
    this.abort.abort();
    for (const request of this.underWay.values()) request.abort();
    for (const { bitmap } of this.arrived.splice(0)) bitmap.close();
    for (const { texture } of this.hung.values()) this.painter.forget(texture);
    this.hung.clear();
    if (this.strip) this.painter.forget(this.strip);
    this.strip = undefined;
  }

  private feed(): void {
    if (this.abort.signal.aborted) return;
    const waiting = new Set(this.arrived.map(({ tile }) => tileKey(tile)));
    for (const tile of this.wanted) {
      if (this.underWay.size >= AT_ONCE) return;
      const key = tileKey(tile);
      if (!this.hung.has(key) && !this.underWay.has(key) && !this.failed.has(key) && !waiting.has(key)) void this.fetch(tile, key);
    }
  }

  private async fetch(tile: Tile, key: string): Promise<void> {
    const request = new AbortController();
    this.underWay.set(key, request);
    try {
      const bitmap = await this.bitmap(`${this.root}${this.viewpoint.tiles}/${key}.webp`, request.signal);
      if (request.signal.aborted) return bitmap.close();
      this.arrived.push({ tile, bitmap });
      this.events.changed();
    } catch (error) {
      if (request.signal.aborted) return;
      this.failed.add(key);
      this.report(error);
    } finally {
      this.underWay.delete(key);
      this.feed();
    }
  }

  private async bitmap(url: string, signal: AbortSignal): Promise<ImageBitmap> {
    const bytes = await fetchBytes(url, { signal, onBytes: (added) => this.events.bytes(added) });
    try {
      return await createImageBitmap(new Blob([bytes]), { premultiplyAlpha: 'none' });
    } catch (error) {
      throw new LoadError(url, 'broken', { cause: error });
    }
  }

  private report(error: unknown): void {
    if (this.abort.signal.aborted) return;
    if (!(error instanceof LoadError)) throw error;
    this.events.failed(error.reason);
  }

  private hang(): void {
    const next = this.arrived.shift();
    if (!next) return;
    this.hung.set(tileKey(next.tile), { tile: next.tile, texture: this.painter.upload(next.bitmap), strength: 0, used: this.clock });
    this.release();
  }

  /** Let the longest unseen tiles go; level 0 stays, so turning never shows a hole. */
  private release(): void {
    if (this.hung.size <= this.room) return;
    const keys = new Set(this.wanted.map(tileKey));
    const idle = [...this.hung].filter(([key, { tile }]) => tile.level > 0 && !keys.has(key)).sort((a, b) => a[1].used - b[1].used);
    for (const [key, { texture }] of idle.slice(0, this.hung.size - this.room)) {
      this.painter.forget(texture);
      this.hung.delete(key);
    }
  }
}
