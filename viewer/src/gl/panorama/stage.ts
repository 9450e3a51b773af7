/** The panorama stage: look round one viewpoint, go to the next with the heading kept. Headings are true ones. */

import type { PanoramaDoc, ViewpointRef } from '../../manifest.gen';
import type { Reason } from '../bytes';
import { wrap } from '../angles';
import { Emitter } from '../emitter';
import { device, supported } from '../supported';
import { Ticker } from '../ticker';
import { wantedTiles } from './choice';
import { direction } from './faces';
import { PanoramaInput } from './input';
import { type Look, project, type Projected, type Size } from './look';
import { Mover } from './mover';
import { Painter } from './painter';
import { Passage } from './passage';
import { Sphere } from './sphere';

export type { Look, Projected };

export interface PanoramaEvents {
  /** Where one looks; `yaw` is a true heading. */
  view: Look;
  viewpoint: { readonly id: string };
  /** Tiles of the present view, and bytes since the viewpoint was opened. */
  progress: { readonly loaded: number; readonly total: number; readonly bytes: number };
  visible: { readonly id: string };
  sharp: { readonly id: string };
  error: { readonly id: string; readonly reason: Reason; readonly retry: () => void };
  contextlost: Record<never, never>;
  contextrestored: Record<never, never>;
}

export interface PanoramaOptions {
  readonly doc: PanoramaDoc;
  /** Address of the site's root, ending in a slash, or ''. */
  readonly root: string;
  readonly reducedMotion: boolean;
}

export interface GoTo {
  /** Keep looking the same way. */
  readonly keepHeading?: boolean;
  /** Else look this true way, or the viewpoint's own. */
  readonly yaw?: number;
  readonly pitch?: number;
}

const FOV = 1.2;
const CROSSFADE_S = 0.6;
const CUT_S = 0.12;
const BYTES_A_TILE = 512 * 512 * 4;

export class PanoramaStage extends Emitter<PanoramaEvents> {
  private readonly gl: WebGL2RenderingContext;
  private readonly ticker: Ticker;
  private readonly input: PanoramaInput;
  private readonly mover: Mover;
  private readonly passage: Passage;
  private readonly off = new AbortController();
  private readonly device = device();
  private painter: Painter;
  private how: GoTo = {};
  private share = 1;
  private bytes = 0;
  private lost = false;
  /** What was shown when the context was lost. */
  private kept: { readonly viewpoint: string | undefined; readonly look: Look } | undefined;
  private told = { visible: '', sharp: '', view: '' };

  static supported(): boolean {
    return supported();
  }

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly options: PanoramaOptions,
  ) {
    super();
    const gl = canvas.getContext('webgl2', { alpha: false, antialias: false, depth: false, powerPreference: 'low-power' });
    if (!gl) throw new Error('WebGL 2 is needed');
    this.gl = gl;
    this.painter = new Painter(gl);
    this.mover = new Mover({ yaw: 0, pitch: 0, fov: FOV }, options.reducedMotion);
    this.passage = new Passage(options.reducedMotion ? CUT_S : CROSSFADE_S);
    this.ticker = new Ticker({ frame: (dt_s) => this.frame(dt_s), scale: (share) => this.scale(share) });
    this.input = new PanoramaInput(canvas, {
      mover: this.mover,
      size: () => this.size,
      moved: () => this.ticker.request(),
      turn: (yaw, pitch) => this.turn(yaw, pitch),
      zoom: (factor) => this.zoom(factor),
      reset: () => this.reset(),
    });
    const on = { signal: this.off.signal };
    canvas.addEventListener('webglcontextlost', (event) => this.contextLost(event), on);
    canvas.addEventListener('webglcontextrestored', () => this.contextRestored(), on);
    this.resize();
  }

  /** Where one looks; `yaw` is a true heading. */
  get look(): Look {
    const { yaw, pitch, fov } = this.mover.look;
    return { yaw: wrap(yaw + this.north), pitch, fov };
  }

  /** The viewpoint shown, or on its way. */
  get viewpoint(): string | undefined {
    return (this.passage.coming ?? this.passage.here)?.viewpoint.id;
  }

  /** Show a viewpoint (the first, if none is named). */
  load(id?: string, how: GoTo = {}): boolean {
    return this.goTo(id ?? this.options.doc.viewpoints[0]?.id ?? '', how);
  }

  /** Go to another viewpoint; false if there is none of this id. */
  goTo(id: string, how: GoTo = { keepHeading: true }): boolean {
    const viewpoint = this.options.doc.viewpoints.find((v) => v.id === id);
    if (!viewpoint) return false;
    this.how = how;
    this.bytes = 0;
    const sphere = this.sphereOf(viewpoint);
    this.passage.start(sphere);
    void sphere.loadStrip();
    this.emit('viewpoint', { id });
    this.ticker.request();
    return true;
  }

  /** Radians; positive yaw looks to the right, positive pitch up. */
  turn(yaw: number, pitch: number): void {
    const { look } = this.mover;
    this.mover.flyTo({ yaw: look.yaw + yaw, pitch: look.pitch + pitch });
    this.ticker.request();
  }

  /** Above 1: closer. */
  zoom(factor: number): void {
    this.mover.flyTo({ fov: this.mover.look.fov / factor });
    this.ticker.request();
  }

  /** Look a true way. */
  lookTo(look: Partial<Look>): void {
    this.mover.flyTo(look.yaw === undefined ? look : { ...look, yaw: look.yaw - this.north });
    this.ticker.request();
  }

  reset(): void {
    this.lookTo({ yaw: this.passage.here?.viewpoint.look ?? 0, pitch: 0, fov: FOV });
  }

  /** Where a true heading and a pitch fall on the canvas, CSS pixels. */
  project(yaw: number, pitch: number): Projected {
    return project(direction(yaw - this.north, pitch), this.mover.look, this.size);
  }

  /** Keys can be switched off (WCAG 2.1.4). */
  setKeys(on: boolean): void {
    this.input.keys = on;
  }

  resize(): void {
    const { width, height } = this.size;
    const ratio = this.device.ratio * this.share;
    this.canvas.width = Math.max(1, Math.round(width * ratio));
    this.canvas.height = Math.max(1, Math.round(height * ratio));
    this.told.view = '';
    this.ticker.request();
  }

  dispose(): void {
    this.off.abort();
    this.ticker.dispose();
    this.input.dispose();
    this.passage.dispose();
    this.painter.dispose();
    this.gl.getExtension('WEBGL_lose_context')?.loseContext();
    this.forgetListeners();
  }

  private get north(): number {
    return this.passage.here?.viewpoint.north ?? 0;
  }

  private get size(): Size {
    return { width: Math.max(this.canvas.clientWidth, 1), height: Math.max(this.canvas.clientHeight, 1) };
  }

  private sphereOf(viewpoint: ViewpointRef): Sphere {
    const room = Math.max(Math.floor((this.device.texels * 4) / BYTES_A_TILE / 2), 24);
    const events = {
      changed: () => this.ticker.request(),
      bytes: (added: number) => this.counted(sphere, added),
      failed: (reason: Reason) => this.emit('error', { id: viewpoint.id, reason, retry: () => sphere.retry() }),
    };
    const sphere: Sphere = new Sphere(viewpoint, this.options.root, this.painter, events, room);
    return sphere;
  }

  private counted(sphere: Sphere, added: number): void {
    if (sphere !== (this.passage.coming ?? this.passage.here)) return;
    this.bytes += added;
    this.emit('progress', { ...sphere.counts, bytes: this.bytes });
  }

  private scale(share: number): void {
    this.share = share;
    this.resize();
  }

  private frame(dt_s: number): boolean {
    if (this.lost) return false;
    const moving = this.mover.step(dt_s);
    const changing = this.passage.step(dt_s, this.mover.look, (sphere) => this.arrive(sphere));
    const { look } = this.mover;
    const { here } = this.passage;
    here?.want(wantedTiles(here.viewpoint.levels, here.viewpoint.tile_px, look, this.size, this.size.height * this.device.ratio));
    this.passage.draw(this.painter, this.canvas.width, this.canvas.height, look, this.size);
    this.tell(here);
    return moving || changing;
  }

  /** The new viewpoint takes over: the look goes on in its own headings. */
  private arrive(sphere: Sphere): void {
    const { north, look } = sphere.viewpoint;
    const { keepHeading, yaw, pitch } = this.how;
    const before = this.heading;
    const heading = keepHeading && before ? before.yaw : (yaw ?? look);
    this.mover.set({ fov: this.mover.look.fov, yaw: heading - north, pitch: pitch ?? (keepHeading ? this.mover.look.pitch : 0) });
    this.told.view = '';
  }

  /** The true look when last told, before a new viewpoint took over. */
  private heading: Look | undefined;

  private tell(sphere: Sphere | undefined): void {
    if (!sphere?.ready) return;
    const { id } = sphere.viewpoint;
    const { look } = this;
    const view = `${look.yaw} ${look.pitch} ${look.fov} ${id}`;
    this.heading = look;
    if (view !== this.told.view) {
      this.told.view = view;
      this.emit('view', look);
    }
    if (this.told.visible !== id) {
      this.told.visible = id;
      this.emit('visible', { id });
    }
    if (this.told.sharp !== id && sphere.sharp) {
      this.told.sharp = id;
      this.emit('sharp', { id });
    }
  }

  private contextLost(event: Event): void {
    event.preventDefault();
    this.lost = true;
    const { viewpoint, look } = this;
    this.kept = { viewpoint, look };
    this.passage.dispose();
    this.painter.dispose();
    this.emit('contextlost', {});
  }

  private contextRestored(): void {
    const { viewpoint: id, look } = this.kept ?? { viewpoint: undefined, look: this.look };
    this.painter = new Painter(this.gl);
    this.lost = false;
    this.told = { visible: '', sharp: '', view: '' };
    if (id) this.goTo(id, { yaw: look.yaw, pitch: look.pitch });
    this.emit('contextrestored', {});
  }
}
