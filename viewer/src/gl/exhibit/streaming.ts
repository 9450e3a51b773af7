/** Where the lighter qualities of a very large scan end and its tiles go on. Their code is fetched only then. */

import type { Object3D, PerspectiveCamera } from 'three';
import type { ModelRef } from '../../manifest.gen';
import type { Device } from '../supported';
import { enough, type Need, type Quality } from './quality';
import type { Tiles, TilesTarget } from './tiles';

export class Streaming {
  private tiles: Tiles | 'coming' | undefined;

  constructor(
    private readonly model: ModelRef,
    private readonly root: string,
    private readonly device: Device,
    private readonly scene: Object3D,
    private readonly target: TilesTarget,
  ) {}

  /** The model as the ladder climbs it: with tiles it ends at medium. */
  get ladder(): ModelRef {
    return this.able ? { ...this.model, qualities: this.model.qualities.filter((q) => q.quality !== 'high') } : this.model;
  }

  /** The ladder has come to `quality`: say whether tiles go on from there, and begin if they do. */
  goesOn(quality: Quality, need: Need): boolean {
    const reached = this.model.qualities.find((q) => q.quality === quality);
    if (!this.tiles && this.able && reached && !enough(reached, need)) void this.begin();
    return this.tiles !== undefined;
  }

  /** Before a frame: tiles take the place of the lighter model once they cover all of it. */
  look(camera: PerspectiveCamera, height_px: number, lighter: Object3D | undefined): void {
    if (!this.tiles || this.tiles === 'coming') return;
    this.tiles.look(camera, height_px);
    if (lighter) lighter.visible = !this.tiles.covers;
  }

  /** Let go of all tiles; they begin anew when wanted. */
  stop(): void {
    if (this.tiles && this.tiles !== 'coming') {
      this.scene.remove(this.tiles.group);
      this.tiles.dispose();
    }
    this.tiles = undefined;
  }

  private get able(): boolean {
    return Boolean(this.model.tiles) && !this.device.saving;
  }

  private async begin(): Promise<void> {
    this.tiles = 'coming';
    const { Tiles } = await import('./tiles');
    if (this.tiles !== 'coming' || !this.model.tiles) return;
    this.tiles = new Tiles(this.root + this.model.tiles.url, this.device, this.target);
    this.scene.add(this.tiles.group);
    this.target.changed();
  }
}
