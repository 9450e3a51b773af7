/** The exhibits on their stands: each comes as its smallest model, then better as one comes near; far ones give room back. */

import { Group, MathUtils, type Object3D, type PerspectiveCamera, Vector3, type WebGLRenderer } from 'three';
import type { GalleryDoc, ModelQuality, ModelRef, StandRef } from '../../manifest.gen';
import { LoadError, type Reason } from '../bytes';
import type { Quality } from '../exhibit/quality';
import { boundsOf } from '../exhibit/view';
import { type LoadedModel, loadModel } from '../model';
import { LAMP_LIGHT } from '../shade/lamps';
import type { Lighting, Uniforms } from '../shade/material';
import { SHADOW } from '../shade/shadow';
import { TONE } from '../shade/tone';
import { Casters } from '../shadows/casters';
import { KeyShadow } from '../shadows/key';
import { allot } from './budget';
import { exhibitLight } from './lighting';

const MAIN = /* glsl */ `
uniform float plain;
void main() {
  Surface s = surfaceHere();
  vec3 lit = lampLight(s, keyShade(s.p, s.n)) * exposure;
  pixel = vec4(plain > 0.5 ? lit : toScreen(toneNeutral(lit)), 1.0);
}
`;
export const LAMP_CODE = TONE + SHADOW + LAMP_LIGHT + MAIN;
const SHADOW_PX = 512;
/** Tangent of the half angle of a track lamp two metres off. */
const SOFTNESS = 0.035;

interface Shown {
  readonly stand: StandRef;
  readonly model: ModelRef;
  readonly holder: Group;
  readonly lighting: Lighting;
  readonly shadow: KeyShadow;
  readonly key: Vector3;
  readonly failed: Set<Quality>;
  loaded: LoadedModel | undefined;
  quality: Quality | undefined;
}

export interface ExhibitsEvents {
  bytes(added: number): void;
  changed(): void;
  failed(exhibit: string, quality: Quality, reason: Reason, retry: () => void): void;
}

export interface ExhibitsOptions {
  readonly doc: GalleryDoc;
  readonly root: string;
  readonly renderer: WebGLRenderer;
  /** `plain` and `exposure`, shared with the rooms. */
  readonly shared: Uniforms;
  readonly texels: number;
  readonly saving: boolean;
}

export class Exhibits {
  readonly group = new Group();
  private readonly shown: Shown[] = [];
  private readonly abort = new AbortController();
  private readonly casters: Casters;
  private busy = false;
  private again = false;

  constructor(
    private readonly options: ExhibitsOptions,
    private readonly events: ExhibitsEvents,
  ) {
    this.casters = new Casters(options.renderer);
    const models = new Map(options.doc.models.map((m) => [m.exhibit, m.model]));
    for (const stand of options.doc.scene.stands) {
      const model = stand.exhibit === null ? undefined : models.get(stand.exhibit);
      if (model) this.shown.push(this.place(stand, model));
    }
  }

  /** Bytes of the smallest models, all together. */
  get firstBytes(): number {
    return this.shown.reduce((sum, one) => sum + (one.model.qualities[0]?.file.bytes ?? 0), 0);
  }

  /** Middle of an exhibit above its stand, metres, or undefined if it has no model. */
  middle(stand: string): Vector3 | undefined {
    const one = this.shown.find((s) => s.stand.id === stand);
    return one && new Vector3(...one.stand.at).setY(one.stand.at[1] + boundsOf(one.model).height / 2);
  }

  /** Look after the models for this camera: load one better, let go of what is too good. Resolves true when all is as it should be. */
  async tend(camera: PerspectiveCamera, height_px: number): Promise<boolean> {
    if (this.busy) {
      this.again = true;
      return false;
    }
    this.busy = true;
    try {
      do {
        this.again = false;
        while (await this.improveOne(camera, height_px)) if (this.abort.signal.aborted) return false;
      } while (this.again);
      return true;
    } finally {
      this.busy = false;
    }
  }

  dispose(): void {
    this.abort.abort();
    this.casters.dispose();
    for (const one of this.shown) {
      one.loaded?.dispose();
      one.shadow.dispose();
    }
    this.group.clear();
  }

  private place(stand: StandRef, model: ModelRef): Shown {
    const holder = new Group();
    holder.position.set(...stand.at);
    holder.rotation.y = Math.PI - stand.yaw;
    this.group.add(holder);
    const bounds = boundsOf(model);
    const middle: [number, number, number] = [stand.at[0], stand.at[1] + bounds.height / 2, stand.at[2]];
    const { uniforms, key } = exhibitLight(this.options.doc.scene, stand, middle);
    const lighting: Lighting = {
      name: 'exhibit-lamps',
      code: LAMP_CODE,
      uniforms: { ...uniforms, ...this.options.shared },
      defines: { TAPS: 12, GRAINY: 1 },
    };
    const shadow = new KeyShadow(uniforms, SHADOW_PX, SOFTNESS);
    return { stand, model, holder, lighting, shadow, key, failed: new Set(), loaded: undefined, quality: undefined };
  }

  private async improveOne(camera: PerspectiveCamera, height_px: number): Promise<boolean> {
    const plan = this.plan(camera, height_px);
    const order = [...this.shown].sort((a, b) => this.size(b, camera, height_px) - this.size(a, camera, height_px));
    const bare = order.find((one) => !one.loaded && firstOf(one));
    const next = bare ?? order.find((one) => better(one, plan.get(one.stand.id)));
    const quality = bare ? firstOf(bare) : next && plan.get(next.stand.id);
    if (next && quality) await this.load(next, quality);
    return next !== undefined;
  }

  private plan(camera: PerspectiveCamera, height_px: number): Map<string, ModelQuality> {
    const candidates = this.shown.map((one) => ({
      key: one.stand.id,
      qualities: one.model.qualities,
      height_px: this.size(one, camera, height_px),
      failed: one.failed,
    }));
    return allot(candidates, this.options.texels, this.options.saving);
  }

  private size(one: Shown, camera: PerspectiveCamera, height_px: number): number {
    const bounds = boundsOf(one.model);
    const distance = Math.max(camera.position.distanceTo(one.holder.position) - bounds.spread, 0.4);
    return (Math.max(bounds.height, bounds.spread) / (2 * Math.tan(MathUtils.degToRad(camera.fov) / 2) * distance)) * height_px;
  }

  private async load(one: Shown, quality: ModelQuality): Promise<void> {
    const { root, renderer } = this.options;
    const how = { signal: this.abort.signal, onBytes: this.events.bytes, renderer, light: () => one.lighting, merge: () => '' };
    try {
      this.hang(one, quality.quality, await loadModel(root + quality.file.url, how));
    } catch (error) {
      if (this.abort.signal.aborted) return;
      if (!(error instanceof LoadError)) throw error;
      one.failed.add(quality.quality);
      const retry = (): void => {
        one.failed.delete(quality.quality);
        this.events.changed();
      };
      this.events.failed(one.stand.exhibit ?? one.stand.id, quality.quality, error.reason, retry);
    }
  }

  private hang(one: Shown, quality: Quality, model: LoadedModel): void {
    const before = one.loaded;
    one.holder.clear();
    one.holder.add(model.group);
    one.loaded = model;
    one.quality = quality;
    one.holder.updateMatrixWorld(true);
    this.casters.set(one.holder);
    const bounds = boundsOf(one.model);
    const centre = bounds.centre.clone().applyMatrix4((one.holder as Object3D).matrixWorld);
    one.shadow.update(this.casters, one.key, { centre, radius: bounds.radius });
    before?.dispose();
    this.events.changed();
  }
}

function firstOf(one: Shown): ModelQuality | undefined {
  return one.model.qualities.find((q) => !one.failed.has(q.quality));
}

/** Whether the plan asks for something else than what is shown; going down only when far too good. */
function better(one: Shown, wanted: ModelQuality | undefined): boolean {
  if (!wanted || wanted.quality === one.quality) return false;
  const order = one.model.qualities.map((q) => q.quality);
  const now = one.quality ? order.indexOf(one.quality) : -1;
  const then = order.indexOf(wanted.quality);
  return then > now || now - then >= 2;
}
