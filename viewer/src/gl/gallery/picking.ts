/** What lies under a tap: a stand, a way through a door, or the floor. Metres. Pure but for the vectors. */

import { Box3, Ray, Vector3 } from 'three';
import type { DoorRef, GalleryScene, StandRef } from '../../manifest.gen';
import { doorAxis } from './sight';

export type Picked =
  | { readonly kind: 'stand'; readonly id: string }
  | { readonly kind: 'door'; readonly id: string }
  | { readonly kind: 'floor'; readonly x: number; readonly z: number };

const SLACK_M = 0.35;
const DOOR_HEIGHT_M = 2.4;
const WALL_DEPTH_M = 0.12;
/** A stand is a thing to tap from this far; beyond it one walks. */
const REACH_M = 14;

/** `solid_m`: distance along the ray to the first built surface. */
export function pickAt(scene: GalleryScene, from: Vector3, way: Vector3, solid_m: number, tall: (stand: StandRef) => number): Picked | undefined {
  const ray = new Ray(from, way);
  const stand = nearest(scene.stands, (s) => hit(ray, standBox(s, tall(s), scene.walk.floor)));
  if (stand && stand.distance < Math.min(solid_m + SLACK_M, REACH_M)) return { kind: 'stand', id: stand.item.id };
  const floor_m = way.y < -1e-3 ? (scene.walk.floor - from.y) / way.y : Infinity;
  const door = nearest(scene.doors, (d) => (d.passable ? hit(ray, doorBox(d, scene)) : undefined));
  const near = Math.min(solid_m, floor_m);
  if (floor_m <= solid_m + SLACK_M && floor_m < Infinity) return floorAt(from, way, floor_m);
  if (solid_m < Infinity && onGround(from, way, solid_m, scene)) return floorAt(from, way, solid_m);
  return door && door.distance < near ? { kind: 'door', id: door.item.id } : undefined;
}

function floorAt(from: Vector3, way: Vector3, distance: number): Picked {
  return { kind: 'floor', x: from.x + way.x * distance, z: from.z + way.z * distance };
}

/** Steps and slopes count as floor too. */
function onGround(from: Vector3, way: Vector3, distance: number, scene: GalleryScene): boolean {
  return way.y < 0 && from.y + way.y * distance < scene.walk.floor + 0.3;
}

function nearest<T>(items: readonly T[], distanceTo: (item: T) => number | undefined): { item: T; distance: number } | undefined {
  let best: { item: T; distance: number } | undefined;
  for (const item of items) {
    const distance = distanceTo(item);
    if (distance !== undefined && (!best || distance < best.distance)) best = { item, distance };
  }
  return best;
}

function hit(ray: Ray, box: Box3): number | undefined {
  const at = ray.intersectBox(box, new Vector3());
  return at ? at.distanceTo(ray.origin) : undefined;
}

export function standBox(stand: StandRef, tall: number, floor: number): Box3 {
  const [x, y, z] = stand.at;
  const wall = stand.kind === 'frame' || stand.kind === 'panel';
  if (!wall) {
    const r = stand.reach + 0.06;
    return new Box3(new Vector3(x - r, floor, z - r), new Vector3(x + r, y + Math.max(tall, 0.1), z + r));
  }
  const across = Math.abs(Math.cos(stand.yaw));
  const rx = stand.reach * across + WALL_DEPTH_M * (1 - across);
  const rz = stand.reach * (1 - across) + WALL_DEPTH_M * across;
  const up = Math.max(stand.reach * 0.8, 0.3);
  return new Box3(new Vector3(x - rx, y - up, z - rz), new Vector3(x + rx, y + up, z + rz));
}

function doorBox(door: DoorRef, scene: GalleryScene): Box3 {
  const [x, , z] = door.at;
  const alongX = doorAxis(door, scene.rooms) === 1;
  const rx = alongX ? door.width / 2 : WALL_DEPTH_M;
  const rz = alongX ? WALL_DEPTH_M : door.width / 2;
  return new Box3(new Vector3(x - rx, scene.walk.floor, z - rz), new Vector3(x + rx, scene.walk.floor + DOOR_HEIGHT_M, z + rz));
}
