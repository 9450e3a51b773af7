/** What the room one is in does to the eye and to shiny things: its brightness, its mirror, the sky above. */

import { type IUniform, Mesh, type Object3D, type Scene, type WebGLRenderer } from 'three';
import type { GalleryScene, RoomRef } from '../../manifest.gen';
import type { Uniforms } from '../shade/material';
import { Adaptation } from './adaptation';
import { Mirrors } from './mirrors';
import { Sky } from './sky';

/** Where the device cannot measure a room, it is taken to be of usual brightness. */
const USUAL = 0.2;

export class Surroundings {
  readonly mirrors: Mirrors;
  readonly sky: Sky;
  /** `plain` and `exposure`, shared by all materials. */
  readonly shared: Uniforms;
  private readonly adaptation: Adaptation;

  constructor(
    renderer: WebGLRenderer,
    private readonly scene: GalleryScene,
    calm: boolean,
  ) {
    const { light, sky } = scene;
    const plain: IUniform<number> = { value: 0 };
    this.adaptation = new Adaptation(light.exposure, calm);
    this.mirrors = new Mirrors(renderer, plain, light.exposure, sky !== 'none');
    this.sky = new Sky(sky, light.sun, plain);
    this.shared = { plain, exposure: this.adaptation.exposure };
  }

  /** Before a frame in this room. `first`: nothing was shown yet. True while something still changes. */
  step(dt_s: number, room: RoomRef, world: Scene, first: boolean): boolean {
    const { floor } = this.scene.walk;
    let taken = false;
    if (!this.adaptation.knows(room.id)) {
      this.without(world, () => this.adaptation.learn(room.id, this.mirrors.measure(room, world, floor) ?? USUAL));
    } else if (!first && !this.mirrors.has(room)) {
      this.without(world, () => this.mirrors.take(room, world, floor));
      taken = true;
    }
    this.adaptation.enter(room.id, first);
    const fading = this.mirrors.step(dt_s);
    return this.adaptation.step(dt_s) || fading || taken || first;
  }

  /** The context is lost: pictures are taken again when it is back. */
  lost(): void {
    this.mirrors.renew();
    this.sky.dispose();
  }

  dispose(): void {
    this.mirrors.dispose();
    this.sky.dispose();
  }

  /** Do something with the panes away and at the scene's own exposure. */
  private without(world: Object3D, work: () => void): void {
    const panes: Object3D[] = [];
    world.traverse((node) => {
      if (node instanceof Mesh && node.renderOrder > 0) panes.push(node);
    });
    for (const pane of panes) pane.visible = false;
    this.adaptation.plainly(work);
    for (const pane of panes) pane.visible = true;
  }
}
