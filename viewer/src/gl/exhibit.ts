/** The exhibit stage: one object in soft studio light, turned by hand; smallest model first, better ones as they are worth it. */

import { Scene, Vector3 } from 'three';
import type { AnnotationRef, ExhibitDoc, ModelQuality, ModelRef } from '../manifest.gen';
import { clamp, mix, turnBetween } from './angles';
import type { Reason } from './bytes';
import { Emitter } from './emitter';
import { ExhibitInput } from './exhibit/input';
import { Ladder } from './exhibit/ladder';
import { type Aim, Orbit } from './exhibit/orbit';
import type { Need, Quality } from './exhibit/quality';
import { StudioSet } from './exhibit/set';
import { Streaming } from './exhibit/streaming';
import type { Theme } from './exhibit/studio';
import { type Bounds, boundsOf, type Insets, type Projected, View } from './exhibit/view';
import { type LoadedModel, loadModel } from './model';
import { Screen } from './screen';
import { Soup } from './soup';
import { supported } from './supported';
import { Ticker } from './ticker';

export type { Insets, Projected, Quality, Theme };

export interface ExhibitEvents {
  progress: { readonly loaded: number; readonly total: number; readonly quality: Quality };
  /** The first picture of the object is on the screen. */
  visible: { readonly quality: Quality };
  /** The quality that this screen asks for is shown. */
  sharp: { readonly quality: Quality };
  /** A file failed; what is shown stays. */
  error: { readonly quality: Quality; readonly reason: Reason; readonly retry: () => void };
  /** A frame was drawn: put hotspots in place. */
  frame: Record<never, never>;
  contextlost: Record<never, never>;
  contextrestored: Record<never, never>;
}

export interface ExhibitOptions {
  readonly model: ModelRef;
  /** Address of the site's root, ending in a slash, or ''. */
  readonly root: string;
  readonly annotations: readonly AnnotationRef[];
  readonly handling: ExhibitDoc['handling'];
  readonly reducedMotion: boolean;
  readonly theme?: Theme;
  readonly insets?: Insets;
}

/** Flat things are looked at from higher up. */
const PITCH_TALL = 0.14;
const PITCH_FLAT = 0.52;
/** An annotation is looked at a little from the side, so that its shape shows. */
const ASIDE = 0.4;
/** A model up to this size casts its own shadow; for larger ones the last lighter one does. */
const CASTER_TRIANGLES = 40_000;
/** How much closer than else one may come to a scan in tiles. */
const CLOSE_UP = 5;
const NO_INSETS: Insets = { top: 0, right: 0, bottom: 0, left: 0 };

export class ExhibitStage extends Emitter<ExhibitEvents> {
  private readonly screen: Screen;
  private readonly bounds: Bounds;
  private readonly view: View;
  private readonly orbit: Orbit;
  private readonly set: StudioSet;
  private readonly scene = new Scene();
  private readonly ticker: Ticker;
  private readonly input: ExhibitInput;
  private ladder: Ladder<LoadedModel>;
  private readonly streaming: Streaming;
  private insets: Insets;
  private shown: LoadedModel | undefined;
  private caster: LoadedModel | undefined;
  private soup: Soup | undefined;
  private announced: Quality | undefined;
  private firstShown = false;
  private sharpest: Quality | undefined;
  private lost = false;

  static supported(): boolean {
    return supported();
  }

  constructor(
    canvas: HTMLCanvasElement,
    private readonly options: ExhibitOptions,
  ) {
    super();
    this.screen = new Screen(canvas, { lost: () => this.contextLost(), restored: () => this.contextRestored() });
    this.insets = options.insets ?? NO_INSETS;
    this.bounds = boundsOf(options.model);
    this.view = new View(this.bounds);
    const limits = limitsFor(options.handling, options.model.tiles ? CLOSE_UP : 1);
    this.orbit = new Orbit(this.home(), limits, options.reducedMotion || options.handling === 'respectful');
    this.set = new StudioSet(this.screen.renderer, this.bounds, this.screen.device.strong);
    this.set.setTheme(options.theme ?? 'light');
    this.scene.add(this.set.backdrop.mesh);
    this.ticker = new Ticker({ frame: (dt_s) => this.frame(dt_s), scale: (share) => this.screen.scale(share) });
    this.input = new ExhibitInput(canvas, {
      orbit: this.orbit,
      moved: () => this.ticker.request(),
      slide: (dx, dy) => this.slide(dx, dy),
      turn: (yaw, pitch) => this.turn(yaw, pitch),
      zoom: (factor) => this.zoom(factor),
      reset: () => this.reset(),
    });
    this.streaming = this.newStreaming();
    this.ladder = this.newLadder();
    this.resize();
  }

  /** Begin to load; resolves when the best quality for this screen is shown (or nothing better can be had). */
  load(): Promise<void> {
    return this.ladder.climb();
  }

  /** Radians; positive yaw turns the object clockwise seen from above (its front to the left), positive pitch shows its top. */
  turn(yaw: number, pitch: number): void {
    const { aim } = this.orbit;
    this.orbit.flyTo({ yaw: aim.yaw + yaw, pitch: aim.pitch + pitch });
    this.ticker.request();
  }

  /** Above 1: closer. */
  zoom(factor: number): void {
    this.orbit.flyTo({ zoom: this.orbit.aim.zoom * factor });
    this.ticker.request();
  }

  reset(): void {
    this.orbit.reset();
    this.ticker.request();
  }

  /** Turn the annotation to the front and come closer. */
  lookAt(annotationId: string): void {
    const annotation = this.options.annotations.find((a) => a.id === annotationId);
    if (!annotation) return;
    const at = new Vector3(...annotation.at);
    const out = at.clone().sub(this.bounds.centre);
    const level = Math.hypot(out.x, out.z);
    const facing = Math.atan2(out.x, out.z);
    const aside = Math.sign(turnBetween(facing, this.orbit.aim.yaw)) * ASIDE;
    const yaw = level > this.bounds.spread * 0.08 ? facing + aside : this.orbit.aim.yaw;
    const pitch = Math.min(Math.max(Math.atan2(out.y, level) * 0.6, 0.05), 0.7);
    const middle = this.bounds.centre.clone().lerp(at, 0.5);
    this.orbit.flyTo({ yaw, pitch, zoom: 1.5, target: [middle.x, middle.y, middle.z] });
    this.ticker.request();
  }

  /** Where a point of the model falls on the canvas. */
  project(point: readonly [number, number, number]): Projected {
    return this.view.project(new Vector3(...point), this.soup);
  }

  /** Ends of the height line beside the object. */
  measure(): { readonly bottom: Projected; readonly top: Projected } {
    return this.view.measure();
  }

  /** Move the key light round the object, radians clockwise from its usual place. */
  setLight(angle: number): void {
    this.set.keyTurn = -angle;
    this.ticker.request();
  }

  setTheme(theme: Theme): void {
    this.set.setTheme(theme);
    this.ticker.request();
  }

  /** Keep the object clear of controls that lie over the canvas. */
  setInsets(insets: Insets): void {
    this.insets = insets;
    this.view.resize(this.screen.width, this.screen.height, insets);
    this.ticker.request();
  }

  /** Keys can be switched off (WCAG 2.1.4). */
  setKeys(on: boolean): void {
    this.input.keys = on;
  }

  resize(): void {
    this.screen.resize();
    this.view.resize(this.screen.width, this.screen.height, this.insets);
    this.ticker.request();
    if (this.announced) void this.ladder.climb();
  }

  dispose(): void {
    this.ladder.dispose();
    this.streaming.stop();
    this.ticker.dispose();
    this.input.dispose();
    this.set.dispose();
    this.drop();
    this.screen.dispose();
    this.forgetListeners();
  }

  private home(): Aim {
    const { x, y, z } = this.bounds.centre;
    const flat = clamp(1 - this.bounds.height / (1.6 * this.bounds.spread), 0, 1);
    return { yaw: 0, pitch: mix(PITCH_TALL, PITCH_FLAT, flat), zoom: 1, target: [x, y, z] };
  }

  private newLadder(): Ladder<LoadedModel> {
    return new Ladder<LoadedModel>(this.streaming.ladder, {
      load: (quality, signal, onBytes) => this.fetch(quality, signal, onBytes),
      need: () => this.need(),
      shown: ({ quality, model }) => this.show(quality, model),
      sharp: (quality) => this.climbed(quality),
      progress: (loaded, total, quality) => this.emit('progress', { loaded, total, quality }),
      failed: (quality, reason, retry) => this.emit('error', { quality, reason, retry }),
    });
  }

  private newStreaming(): Streaming {
    const { model, root } = this.options;
    const { device, renderer } = this.screen;
    return new Streaming(model, root, device, this.scene, {
      load: (url, signal) => loadModel(url, { signal, renderer, light: () => this.set.lighting, merge: () => '' }),
      changed: () => this.ticker.request(),
      sharp: () => this.sharp('high'),
      failed: (reason, retry) => this.emit('error', { quality: 'high', reason, retry }),
    });
  }

  private fetch(quality: ModelQuality, signal: AbortSignal, onBytes: (added: number) => void): Promise<LoadedModel> {
    const { renderer } = this.screen;
    const url = this.options.root + quality.file.url;
    if (this.options.model.kind !== 'mesh') return this.fetchCloud(url, signal, onBytes);
    return loadModel(url, { signal, onBytes, renderer, light: () => this.set.lighting, merge: () => '' });
  }

  /** Points and splats bring their own code, fetched only where one is shown. */
  private async fetchCloud(url: string, signal: AbortSignal, onBytes: (added: number) => void): Promise<LoadedModel> {
    const how = { signal, onBytes, renderer: this.screen.renderer, light: () => this.set.lighting };
    if (this.options.model.kind === 'points') return (await import('./exhibit/points')).loadPoints(url, { ...how, lighting: this.set.lighting });
    const { loadSplats } = await import('./exhibit/splats');
    return loadSplats(url, { ...how, eye: () => this.view.camera.position, changed: () => this.ticker.request() });
  }

  private need(): Need {
    const { texels, saving } = this.screen.device;
    return { height_px: this.view.tall(this.orbit.aim) * this.screen.ratio, texels, saving, cloud: this.options.model.kind !== 'mesh' };
  }

  /** The new model takes the old one's place between two frames; a light one stays as the caster of shadows. */
  private show(quality: Quality, model: LoadedModel): void {
    const before = [this.shown, this.caster];
    if (this.shown) this.scene.remove(this.shown.group);
    this.shown = model;
    this.scene.add(model.group);
    this.soup ??= Soup.of(model.parts);
    if (!this.caster || triangles(model) <= CASTER_TRIANGLES) {
      this.caster = model;
      this.set.setCaster(model.caster ?? model.group);
    }
    for (const old of new Set(before)) if (old && old !== this.caster) old.dispose();
    this.announced ??= quality;
    this.ticker.request();
  }

  /** The ladder has come as far as it goes: sharp, unless tiles show more. */
  private climbed(quality: Quality): void {
    if (!this.streaming.goesOn(quality, this.need())) this.sharp(quality);
  }

  private sharp(quality: Quality): void {
    if (quality !== this.sharpest) this.emit('sharp', { quality });
    this.sharpest = quality;
  }

  private frame(dt_s: number): boolean {
    if (this.lost) return false;
    const moving = this.orbit.step(dt_s);
    const { aim } = this.orbit;
    this.view.place(aim);
    this.set.follow(aim.yaw, this.view.camera);
    this.streaming.look(this.view.camera, this.screen.height * this.screen.ratio, this.shown?.group);
    this.screen.renderer.info.reset();
    this.screen.renderer.clear();
    this.screen.renderer.render(this.scene, this.view.camera);
    this.emit('frame', {});
    if (this.announced && !this.firstShown) {
      this.firstShown = true;
      this.emit('visible', { quality: this.announced });
    }
    if (!moving && this.announced) void this.ladder.climb();
    return moving;
  }

  /** Two fingers move the picture, but never off the object. */
  private slide(dx: number, dy: number): void {
    const { aim } = this.orbit;
    const scale = this.view.metresAPixel(aim);
    const right = new Vector3().setFromMatrixColumn(this.view.camera.matrixWorld, 0);
    const up = new Vector3().setFromMatrixColumn(this.view.camera.matrixWorld, 1);
    const target = new Vector3(...aim.target).addScaledVector(right, -dx * scale).addScaledVector(up, dy * scale);
    const away = target.sub(this.bounds.centre).clampLength(0, this.bounds.radius * 0.7).add(this.bounds.centre);
    this.orbit.shift([away.x, away.y, away.z]);
    this.ticker.request();
  }

  private contextLost(): void {
    this.lost = true;
    this.ladder.dispose();
    this.streaming.stop();
    this.drop();
    this.set.dispose();
    this.emit('contextlost', {});
  }

  private contextRestored(): void {
    this.lost = false;
    this.announced = this.sharpest = undefined;
    this.firstShown = false;
    this.ladder = this.newLadder();
    void this.ladder.climb();
    this.emit('contextrestored', {});
  }

  private drop(): void {
    this.soup = undefined;
    for (const model of new Set([this.shown, this.caster])) {
      if (!model) continue;
      this.scene.remove(model.group);
      model.dispose();
    }
    this.shown = this.caster = undefined;
  }
}

function triangles(model: LoadedModel): number {
  return model.parts.reduce((sum, { geometry }) => sum + (geometry.index ?? geometry.getAttribute('position')).count / 3, 0);
}

function limitsFor(handling: ExhibitDoc['handling'], closer: number): ConstructorParameters<typeof Orbit>[1] {
  return handling === 'respectful'
    ? { pitchLow: -0.02, pitchHigh: 0.7, zoomLow: 0.7, zoomHigh: 4 * closer }
    : { pitchLow: -0.35, pitchHigh: 1.35, zoomLow: 0.6, zoomHigh: 7 * closer };
}
