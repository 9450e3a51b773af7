/** The gallery stage: walk through lit rooms among their exhibits. Metres; headings clockwise from north. */

import { Group, Scene, Vector3 } from 'three';
import type { GalleryDoc, RoomRef, StandRef } from '../manifest.gen';
import { LoadError, type Reason } from './bytes';
import { Emitter } from './emitter';
import { Exhibits, LAMP_CODE } from './gallery/exhibits';
import { Eye, type Projected } from './gallery/eye';
import { GalleryInput } from './gallery/input';
import { exhibitLight } from './gallery/lighting';
import { pickAt } from './gallery/picking';
import { loadShell, type Shell } from './gallery/shell';
import { inSight } from './gallery/sight';
import { Surroundings } from './gallery/surroundings';
import { Visit } from './gallery/visit';
import type { Pose } from './gallery/walker';
import { Screen } from './screen';
import type { Lighting } from './shade/material';
import { Soup } from './soup';
import { supported } from './supported';
import { Ticker } from './ticker';

export type { Pose, Projected };

export interface GalleryEvents {
  /** Where one stands and looks. */
  move: Pose & { readonly room: string };
  /** The stand one is looking at from close by. */
  near: { readonly stand: string | null };
  /** A stand or a door was tapped; taps on the floor are walked. */
  pick: { readonly stand: string; readonly door: null } | { readonly stand: null; readonly door: string };
  /** A walk or flight is over. */
  arrived: Record<never, never>;
  /** Bytes of rooms, light and smallest models. */
  progress: { readonly loaded: number; readonly total: number };
  /** The rooms are on the screen. */
  visible: Record<never, never>;
  /** For the first time, all models are as good as this device shows them from here. */
  sharp: Record<never, never>;
  /** A file failed: `exhibit` names whose, null the rooms themselves. */
  error: { readonly exhibit: string | null; readonly reason: Reason; readonly retry: () => void };
  frame: Record<never, never>;
  contextlost: Record<never, never>;
  contextrestored: Record<never, never>;
}

export interface GalleryOptions {
  readonly doc: GalleryDoc;
  /** Address of the site's root, ending in a slash, or ''. */
  readonly root: string;
  readonly reducedMotion: boolean;
  /** Metres above the floor. */
  readonly eyeHeight: number;
}

/** Where to begin: a named view, before a stand, or a pose. */
export interface Start {
  readonly view?: string;
  readonly stand?: string;
  readonly pose?: Pose;
}

const FADE_MS = 120;

export class GalleryStage extends Emitter<GalleryEvents> {
  private readonly screen: Screen;
  private readonly eye = new Eye();
  private readonly visit: Visit;
  private readonly ticker: Ticker;
  private readonly input: GalleryInput;
  private readonly scene = new Scene();
  private readonly rooms = new Group();
  private readonly around: Surroundings;
  private readonly doc: GalleryDoc;
  private exhibits: Exhibits;
  private shell: Shell | undefined;
  private soup: Soup | undefined;
  private abort = new AbortController();
  private eyeHeight: number;
  private bytes = 0;
  private lost = false;
  private told = { pose: '', near: '' as string | null, visible: false, sharp: false, travelling: false };

  static supported(): boolean {
    return supported();
  }

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly options: GalleryOptions,
  ) {
    super();
    this.doc = options.doc;
    this.eyeHeight = options.eyeHeight;
    this.screen = new Screen(canvas, { lost: () => this.contextLost(), restored: () => this.contextRestored() });
    const { scene } = this.doc;
    this.around = new Surroundings(this.screen.renderer, scene, options.reducedMotion);
    this.exhibits = this.newExhibits();
    this.visit = new Visit(scene, options.reducedMotion, (stand) => this.tall(stand), () => scene.walk.floor + this.eyeHeight);
    this.scene.add(this.around.sky.mesh, this.rooms);
    this.ticker = new Ticker({ frame: (dt_s) => this.frame(dt_s), scale: (share) => this.screen.scale(share) });
    this.input = new GalleryInput(canvas, {
      walker: this.visit.walker,
      moved: () => this.ticker.request(),
      tap: (x, y) => this.tap(x, y),
      zoom: (factor) => this.zoom(factor),
      home: () => this.goTo({}),
      pace: () => this.eye.pace,
    });
    this.resize();
  }

  /** Begin to load, standing at `start` (the first view, if nothing is named). Resolves when the rooms are shown or failed. */
  async load(start: Start = {}): Promise<void> {
    const pose = this.poseOf(start);
    if (pose) this.visit.walker.set(pose);
    this.ticker.request();
    await this.loadRooms();
  }

  get pose(): Pose & { readonly room: string } {
    return { ...this.visit.walker.pose, room: this.visit.room };
  }

  /** Walk (or, with reduced motion, cut) to a stand, a view, a pose, or the entrance. False if there is no such place. */
  goTo(target: Start | string): boolean {
    const pose = this.poseOf(typeof target === 'string' ? { stand: target } : target);
    if (!pose) return false;
    this.go(pose);
    return true;
  }

  /** Walk through a door into the other room. */
  goThrough(door: string): boolean {
    const pose = this.visit.doorPose(door);
    if (pose) this.go(pose);
    return pose !== undefined;
  }

  /** Radians; positive yaw looks to the right, positive pitch up. */
  turn(yaw: number, pitch: number): void {
    this.visit.walker.look(yaw, pitch);
    this.ticker.request();
  }

  /** Walk ahead (or back) by metres, as far as the way is free. */
  step(ahead_m: number): void {
    const { x, z, yaw } = this.visit.walker.pose;
    const [nx, nz] = this.visit.ground.slide([x, z], Math.sin(yaw) * ahead_m, -Math.cos(yaw) * ahead_m);
    this.visit.walker.follow([[nx, nz]], { yaw, pitch: this.visit.walker.pose.pitch });
    this.ticker.request();
  }

  /** Above 1: a narrower view. */
  zoom(factor: number): void {
    this.eye.zoom(factor);
    this.ticker.request();
  }

  setEyeHeight(height_m: number): void {
    this.eyeHeight = height_m;
    this.ticker.request();
  }

  /** Keys can be switched off (WCAG 2.1.4). */
  setKeys(on: boolean): void {
    this.input.keys = on;
  }

  /** Where the hotspot of a stand, or the middle of a door, falls on the canvas. */
  project(id: string): Projected {
    const { scene } = this.doc;
    const stand = scene.stands.find((s) => s.id === id);
    if (stand) return this.eye.project(new Vector3(...stand.spot), this.sees(stand.at, stand.room));
    const door = scene.doors.find((d) => d.id === id);
    if (!door) return { x: 0, y: 0, visible: false, distance: Infinity };
    const open = door.rooms.includes(this.visit.room);
    return this.eye.project(new Vector3(door.at[0], scene.walk.floor + 1.1, door.at[2]), open);
  }

  resize(): void {
    this.screen.resize();
    this.eye.resize(this.screen.width, this.screen.height);
    this.ticker.request();
  }

  dispose(): void {
    this.abort.abort();
    this.ticker.dispose();
    this.input.dispose();
    this.exhibits.dispose();
    this.shell?.dispose();
    this.around.dispose();
    this.screen.dispose();
    this.forgetListeners();
  }

  private poseOf(start: Start): Pose | undefined {
    if (start.pose) return start.pose;
    if (start.stand !== undefined) return this.visit.standPose(start.stand);
    if (start.view !== undefined) return this.visit.viewPose(start.view);
    return this.visit.entrance();
  }

  private go(pose: Pose): void {
    const cut = this.visit.go(pose, true);
    if (cut) this.canvas.animate([{ opacity: 0 }, { opacity: 1 }], { duration: FADE_MS, easing: 'ease-out' });
    this.ticker.request();
  }

  private tall(stand: StandRef): number {
    const middle = this.exhibits.middle(stand.id);
    return middle ? (middle.y - stand.at[1]) * 2 : 0;
  }

  private sees(at: readonly [number, number, number], room: string): boolean {
    const { x, z } = this.visit.walker.pose;
    return this.doc.scene.sky !== 'none' || inSight(this.doc.scene, [x, z], this.visit.room, [at[0], at[2]], room);
  }

  private newExhibits(): Exhibits {
    const { device, renderer } = this.screen;
    const { doc, options } = this;
    return new Exhibits(
      { doc, root: options.root, renderer, shared: this.around.shared, texels: device.texels, saving: device.saving },
      {
        bytes: (added) => this.counted(added),
        changed: () => this.ticker.request(),
        failed: (exhibit, _quality, reason, retry) => this.emit('error', { exhibit, reason, retry }),
      },
    );
  }

  private async loadRooms(): Promise<void> {
    const { doc } = this;
    const { signal } = this.abort;
    const from = this.bytes;
    try {
      const shell = await loadShell({
        doc,
        root: this.options.root,
        renderer: this.screen.renderer,
        mirrors: this.around.mirrors,
        shared: this.around.shared,
        signal,
        onBytes: (added) => this.counted(added),
        open: this.openLight(),
      });
      if (signal.aborted) return shell.dispose();
      this.shell = shell;
      this.soup = Soup.of(shell.model.parts);
      this.rooms.add(shell.model.group, this.exhibits.group);
      this.ticker.request();
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof LoadError)) throw error;
      this.bytes = from;
      this.emit('error', { exhibit: null, reason: error.reason, retry: () => void this.loadRooms() });
    }
  }

  /** For built parts without a place in the light map. */
  private openLight(): Lighting {
    const { low, high } = this.doc.scene;
    const middle: [number, number, number] = [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2, (low[2] + high[2]) / 2];
    const { uniforms } = exhibitLight(this.doc.scene, undefined, middle);
    return { name: 'open', code: LAMP_CODE, uniforms: { ...uniforms, ...this.around.shared }, defines: { TAPS: 4 } };
  }

  private counted(added: number): void {
    this.bytes += added;
    const total = this.doc.model.bytes + this.doc.light_map.bytes + this.exhibits.firstBytes;
    if (this.bytes <= total) this.emit('progress', { loaded: this.bytes, total });
  }

  private frame(dt_s: number): boolean {
    if (this.lost) return false;
    const { walker } = this.visit;
    const moving = walker.step(dt_s);
    this.eye.place(walker.pose, this.doc.scene.walk.floor + this.eyeHeight);
    const { renderer } = this.screen;
    renderer.info.reset();
    const room = this.doc.scene.rooms.find((r: RoomRef) => r.id === this.visit.room);
    const settling = this.shell && room ? this.around.step(dt_s, room, this.scene, !this.told.visible) : false;
    renderer.clear();
    renderer.render(this.scene, this.eye.camera);
    this.tell();
    if (!moving && this.shell) void this.tend();
    return moving || settling;
  }

  private async tend(): Promise<void> {
    const { exhibits } = this;
    const settled = await exhibits.tend(this.eye.camera, this.screen.height * this.screen.ratio);
    if (!settled || this.told.sharp || !this.told.visible || exhibits !== this.exhibits) return;
    this.told.sharp = true;
    this.emit('sharp', {});
  }

  private tell(): void {
    const { pose } = this;
    const { walker, near } = this.visit;
    const now = `${pose.x} ${pose.z} ${pose.yaw} ${pose.pitch}`;
    this.emit('frame', {});
    if (now !== this.told.pose) {
      this.told.pose = now;
      this.emit('move', pose);
    }
    if (near !== this.told.near) {
      this.told.near = near;
      this.emit('near', { stand: near });
    }
    if (this.told.travelling && !walker.travelling) this.emit('arrived', {});
    this.told.travelling = walker.travelling;
    if (!this.shell || this.told.visible) return;
    this.told.visible = true;
    this.emit('visible', {});
  }

  private tap(x: number, y: number): void {
    const way = this.eye.ray(x, y);
    const from = this.eye.camera.position;
    const solid = this.soup?.first(from, way) ?? Infinity;
    const picked = pickAt(this.doc.scene, from, way, solid, (stand) => this.tall(stand));
    if (picked?.kind === 'stand') this.emit('pick', { stand: picked.id, door: null });
    else if (picked?.kind === 'door') this.emit('pick', { stand: null, door: picked.id });
    else if (picked && this.visit.goToFloor(picked.x, picked.z)) this.ticker.request();
  }

  private contextLost(): void {
    this.lost = true;
    this.abort.abort();
    this.exhibits.dispose();
    this.rooms.clear();
    this.shell?.dispose();
    this.shell = undefined;
    this.around.lost();
    this.emit('contextlost', {});
  }

  private contextRestored(): void {
    this.exhibits = this.newExhibits();
    this.abort = new AbortController();
    this.lost = false;
    this.bytes = 0;
    this.told.visible = this.told.sharp = false;
    void this.loadRooms();
    this.emit('contextrestored', {});
  }
}
