/** Streams the tiles of a very large scan: which ones the view asks for, a few at a time, within what the device can hold. */

import { Box3, Frustum, Group, Matrix4, type PerspectiveCamera, Vector3 } from 'three';
import { LoadError, type Reason, fetchBytes } from '../bytes';
import type { LoadedModel } from '../model';
import type { Device } from '../supported';
import { cover, readTileset, type Sight, type TileNode, TilesetError, type TilesetJson, wantedTiles } from './tiles-tree';

export interface TilesTarget {
  /** Fetch, decode and upload one tile. Raises LoadError. */
  load(url: string, signal: AbortSignal): Promise<LoadedModel>;
  /** Something new can be drawn. */
  changed(): void;
  /** Every tile that the view asks for is drawn. */
  sharp(): void;
  failed(reason: Reason, retry: () => void): void;
}

interface Kept {
  readonly model: LoadedModel;
  readonly cost: number;
  used: number;
}

const AT_ONCE = 4;
/** Texture pixels that a triangle weighs on the graphics card: 16 bytes a vertex, index and overdraw. */
const TEXELS_A_TRIANGLE = 8;
/** What a usual tile costs: 65 536 triangles and a picture of 700 pixels square. */
const USUAL_COST = 1_000_000;
/** Of what the device holds, for tiles in sight; and how many of them there may be at least. */
const VISIBLE_SHARE = 0.7;
const LEAST = 12;
const ERROR_PX = 1.5;
const ERROR_WEAK_PX = 2.5;

export class Tiles {
  /** Holds what is drawn. */
  readonly group = new Group();
  private readonly abort = new AbortController();
  private readonly kept = new Map<TileNode, Kept>();
  private readonly loading = new Set<TileNode>();
  private readonly lacking = new Set<TileNode>();
  private root: TileNode | undefined;
  private asked = false;
  private wanted: ReadonlyMap<TileNode, number> = new Map();
  private frame = 0;

  constructor(
    private readonly url: string,
    private readonly device: Device,
    private readonly target: TilesTarget,
  ) {}

  /** True once tiles cover the whole scan. */
  get covers(): boolean {
    return this.group.children.length > 0;
  }

  /** Before a frame: choose what to draw for this view of a canvas `height_px` device pixels high, and ask for what lacks. */
  look(camera: PerspectiveCamera, height_px: number): void {
    this.frame += 1;
    if (!this.root) return void this.begin();
    const { root } = this;
    const sight = sightOf(camera, height_px);
    const tiles = Math.max(LEAST, Math.floor((this.device.texels * VISIBLE_SHARE) / USUAL_COST));
    const error_px = this.device.strong ? ERROR_PX : ERROR_WEAK_PX;
    this.wanted = wantedTiles(root, sight, { error_px, tiles, lacks: (node) => this.lacking.has(node) });
    const drawn = cover(root, this.wanted, (node) => this.kept.has(node) || !sight.inside(node.low, node.high));
    this.draw(drawn ?? []);
    this.fetchMore();
    if (drawn?.every((node) => this.wanted.has(node))) this.target.sharp();
  }

  dispose(): void {
    this.abort.abort();
    this.group.clear();
    for (const { model } of this.kept.values()) model.dispose();
    this.kept.clear();
  }

  private get cost(): number {
    let sum = 0;
    for (const { cost } of this.kept.values()) sum += cost;
    return sum;
  }

  private draw(nodes: readonly TileNode[]): void {
    this.group.clear();
    for (const node of nodes) {
      const kept = this.kept.get(node);
      if (!kept) continue;
      kept.used = this.frame;
      this.group.add(kept.model.group);
    }
    this.forget();
  }

  /** Let go of what was not drawn for longest when all together are more than the device holds; what is wanted goes last. */
  private forget(): void {
    let sum = this.cost;
    if (sum <= this.device.texels) return;
    const idle = [...this.kept].filter(([node, kept]) => kept.used < this.frame && (this.wanted.get(node) ?? -1) < 0);
    const rank = ([node, kept]: [TileNode, Kept]): number => kept.used + (this.wanted.has(node) ? this.frame : 0);
    idle.sort((one, other) => rank(one) - rank(other));
    for (const [node, kept] of idle) {
      if (sum <= this.device.texels) return;
      sum -= kept.cost;
      kept.model.dispose();
      this.kept.delete(node);
    }
  }

  /** The worst first; what lies out of sight only while there is room for it. */
  private fetchMore(): void {
    const room = this.cost + USUAL_COST * (this.loading.size + 1) < this.device.texels;
    const lacks = (node: TileNode): boolean => !this.kept.has(node) && !this.loading.has(node) && !this.lacking.has(node);
    const next = [...this.wanted].filter(([node, error]) => lacks(node) && (error >= 0 || room));
    next.sort(([, one], [, other]) => other - one);
    for (const [node] of next.slice(0, Math.max(0, AT_ONCE - this.loading.size))) void this.take(node);
  }

  private async begin(): Promise<void> {
    if (this.asked) return;
    this.asked = true;
    try {
      this.root = await this.tileset(this.url);
      this.target.changed();
    } catch (error) {
      this.fail(error, () => {
        this.asked = false;
        this.target.changed();
      });
    }
  }

  private async tileset(url: string): Promise<TileNode> {
    const bytes = await fetchBytes(url, { signal: this.abort.signal });
    try {
      return readTileset(JSON.parse(new TextDecoder().decode(bytes)) as TilesetJson, url.slice(0, url.lastIndexOf('/') + 1));
    } catch (error) {
      if (error instanceof TilesetError || error instanceof SyntaxError) throw new LoadError(url, 'broken', { cause: error });
      throw error;
    }
  }

  private async take(node: TileNode): Promise<void> {
    this.loading.add(node);
    try {
      if (node.url.endsWith('.json')) {
        const more = await this.tileset(node.url);
        [node.url, node.children] = [more.url, more.children];
      } else {
        const model = await this.target.load(node.url, this.abort.signal);
        if (this.abort.signal.aborted) return model.dispose();
        this.kept.set(node, { model, cost: costOf(model), used: this.frame });
      }
    } catch (error) {
      this.lacking.add(node);
      this.fail(error, () => {
        this.lacking.clear();
        this.target.changed();
      });
    } finally {
      this.loading.delete(node);
    }
    if (!this.abort.signal.aborted) this.target.changed();
  }

  private fail(error: unknown, retry: () => void): void {
    if (this.abort.signal.aborted) return;
    if (!(error instanceof LoadError)) throw error;
    this.target.failed(error.reason, retry);
  }
}

function costOf(model: LoadedModel): number {
  let cost = 0;
  for (const { geometry } of model.parts) cost += ((geometry.index ?? geometry.getAttribute('position')).count / 3) * TEXELS_A_TRIANGLE;
  for (const { width, height } of model.textures ?? []) cost += width * height;
  return cost;
}

function sightOf(camera: PerspectiveCamera, height_px: number): Sight {
  const frustum = new Frustum().setFromProjectionMatrix(new Matrix4().multiplyMatrices(camera.projectionMatrix, camera.matrixWorldInverse));
  const box = new Box3();
  const at = new Vector3();
  const set = (low: readonly number[], high: readonly number[]): Box3 => {
    box.min.fromArray(low as number[]);
    box.max.fromArray(high as number[]);
    return box;
  };
  return {
    pixels: ((camera.projectionMatrix.elements[5] as number) * height_px) / 2,
    distance: (low, high) => set(low, high).clampPoint(camera.position, at).distanceTo(camera.position),
    inside: (low, high) => frustum.intersectsBox(set(low, high)),
  };
}
