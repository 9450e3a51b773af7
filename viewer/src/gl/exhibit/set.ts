/** The studio round the object: lamps, backdrop, and the object's shadows, kept in step with where the visitor looks from. */

import type { Object3D, PerspectiveCamera, WebGLRenderer } from 'three';
import type { Lighting } from '../shade/material';
import { SHADOW } from '../shade/shadow';
import { STUDIO } from '../shade/studio';
import { TONE } from '../shade/tone';
import { Casters } from '../shadows/casters';
import { KeyShadow } from '../shadows/key';
import { Backdrop } from './backdrop';
import { FloorLight } from './floor-light';
import { Studio, type Theme } from './studio';
import type { Bounds } from './view';

const MAIN = /* glsl */ `
void main() {
  Surface s = surfaceHere();
  vec3 lit = studioLight(s, keyShade(s.p, s.n));
  pixel = vec4(toScreen(toneNeutral(lit * exposure)), 1.0);
}
`;
/** Tangent of the half angle under which the key's soft box is seen. */
const SOFTNESS = 0.2;
const SHADOW_PX = 1024;

export class StudioSet {
  /** How the object is lit. */
  readonly lighting: Lighting;
  readonly backdrop: Backdrop;
  /** Turn of the key light from its usual place, radians, counter-clockwise seen from above. */
  keyTurn = 0;
  private readonly studio = new Studio();
  private readonly casters: Casters;
  private readonly shadow: KeyShadow;
  private readonly floor: FloorLight;
  private drawnFor = '';

  constructor(
    renderer: WebGLRenderer,
    private readonly bounds: Bounds,
    strong: boolean,
  ) {
    const { uniforms } = this.studio;
    this.lighting = { name: 'exhibit', code: TONE + SHADOW + STUDIO + MAIN, uniforms, defines: { TAPS: strong ? 24 : 16, GRAINY: 1 } };
    this.casters = new Casters(renderer);
    this.shadow = new KeyShadow(uniforms, SHADOW_PX, SOFTNESS);
    this.floor = new FloorLight(renderer, uniforms, strong ? 96 : 64);
    this.backdrop = new Backdrop(uniforms);
    this.backdrop.setPlace(bounds);
  }

  setTheme(theme: Theme): void {
    this.studio.setTheme(theme);
    this.drawnFor = '';
  }

  /** This model casts the shadows from now on. */
  setCaster(model: Object3D): void {
    this.casters.set(model);
    this.floor.updateContact(this.casters, this.bounds);
    this.drawnFor = '';
  }

  /** Before a frame: lamps turn with the visitor, shadows with the lamps. */
  follow(yaw: number, camera: PerspectiveCamera): void {
    this.backdrop.look(camera);
    const light = `${yaw} ${this.keyTurn}`;
    if (light === this.drawnFor) return;
    this.studio.place(yaw, this.keyTurn);
    this.shadow.update(this.casters, this.studio.key, this.bounds);
    this.floor.updateShade(this.bounds);
    this.drawnFor = light;
  }

  /** Also when the context is lost: everything comes back when next drawn. */
  dispose(): void {
    this.drawnFor = '';
    for (const made of [this.casters, this.shadow, this.floor, this.backdrop]) made.dispose();
  }
}
