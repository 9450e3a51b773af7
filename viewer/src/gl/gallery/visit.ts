/** Going about a gallery: from names (stand, view, door) and taps to poses and ways. No drawing here. Pure. */

import type { GalleryScene, StandRef } from '../../manifest.gen';
import { headingOf } from '../angles';
import { Ground, type Spot } from './ground';
import { Router } from './route';
import { beyond, roomAt } from './sight';
import { type Pose, Walker } from './walker';

const NEAR_M = 3.2;
const NEAR_ANGLE = 0.9;
const BEYOND_M = 0.9;

export class Visit {
  readonly walker: Walker;
  readonly ground: Ground;
  private readonly router: Router;

  constructor(
    private readonly scene: GalleryScene,
    private readonly calm: boolean,
    private readonly tall: (stand: StandRef) => number,
    private readonly eye_m: () => number,
  ) {
    this.ground = new Ground(scene.walk, scene.walk.radius);
    this.router = new Router(this.ground);
    this.walker = new Walker(this.entrance(), this.ground, calm);
  }

  /** The first named view, or the middle of the first room. */
  entrance(): Pose {
    const view = this.scene.views[0];
    if (view) return this.viewPose(view.id) as Pose;
    const room = this.scene.rooms[0];
    const [x, z] = room ? [(room.low[0] + room.high[0]) / 2, (room.low[1] + room.high[1]) / 2] : [0, 0];
    return this.settled({ x, z, yaw: 0, pitch: 0 });
  }

  viewPose(id: string): Pose | undefined {
    const view = this.scene.views.find((v) => v.id === id);
    return view && this.settled({ x: view.at[0], z: view.at[2], yaw: view.yaw, pitch: 0 });
  }

  /** Where to stand to see a stand, facing it. */
  standPose(id: string): Pose | undefined {
    const stand = this.scene.stands.find((s) => s.id === id);
    if (!stand) return undefined;
    const at = this.settled({ x: stand.view[0], z: stand.view[2], yaw: 0, pitch: 0 });
    return { ...at, ...this.towards(at, stand) };
  }

  /** A step behind a door, looking on. */
  doorPose(id: string): Pose | undefined {
    const door = this.scene.doors.find((d) => d.id === id);
    if (!door) return undefined;
    const here = this.room;
    const [x, z] = beyond(door, this.scene.rooms, here, BEYOND_M);
    return this.settled({ x, z, yaw: headingOf(x - door.at[0], z - door.at[2]), pitch: 0 });
  }

  /** Walk there if there is a way, else be there; true if the visitor was put there at once. */
  go(pose: Pose, turn: boolean): boolean {
    const from: Spot = [this.walker.pose.x, this.walker.pose.z];
    const way = this.calm ? undefined : this.router.find(from, [pose.x, pose.z]);
    if (way) this.walker.follow(way, turn ? { yaw: pose.yaw, pitch: pose.pitch } : undefined);
    else this.walker.set(pose);
    return way === undefined;
  }

  /** Walk to a tapped place of the floor; false if one cannot get there. */
  goToFloor(x: number, z: number): boolean {
    const spot = this.ground.nearest(x, z);
    const from: Spot = [this.walker.pose.x, this.walker.pose.z];
    const way = spot && this.router.find(from, spot);
    if (way) this.walker.follow(way);
    return way !== undefined;
  }

  get room(): string {
    const { x, z } = this.walker.pose;
    return roomAt(this.scene.rooms, x, z)?.id ?? '';
  }

  /** The stand one is looking at from close by. */
  get near(): string | null {
    const { pose } = this.walker;
    let best: string | null = null;
    let least = NEAR_M;
    for (const stand of this.scene.stands) {
      if (stand.room !== this.room) continue;
      const dx = stand.at[0] - pose.x;
      const dz = stand.at[2] - pose.z;
      const distance = Math.max(Math.hypot(dx, dz) - stand.reach, 0);
      const off = Math.abs(Math.atan2(Math.sin(headingOf(dx, dz) - pose.yaw), Math.cos(headingOf(dx, dz) - pose.yaw)));
      if (off > NEAR_ANGLE || distance + off * 0.8 >= least) continue;
      best = stand.id;
      least = distance + off * 0.8;
    }
    return best;
  }

  private towards(from: Pick<Pose, 'x' | 'z'>, stand: StandRef): { yaw: number; pitch: number } {
    const dx = stand.at[0] - from.x;
    const dz = stand.at[2] - from.z;
    const middle = stand.at[1] + this.tall(stand) / 2;
    return { yaw: headingOf(dx, dz), pitch: Math.atan2(middle - this.eye_m(), Math.max(Math.hypot(dx, dz), 0.3)) };
  }

  private settled(pose: Pose): Pose {
    const [x, z] = this.ground.nearest(pose.x, pose.z) ?? [pose.x, pose.z];
    return { ...pose, x, z };
  }
}
