/** What a visitor finds in the room they stand in, in the order of the list. Pure. */

import type { GalleryScene, RoomRef, StandRef } from '../manifest.gen';

export interface RoomWay {
  readonly door: string;
  readonly room: RoomRef;
}

/** The stands of a room in the order of the document: their numbers count from 1. */
export function standsIn(scene: Pick<GalleryScene, 'stands'>, room: string): StandRef[] {
  return scene.stands.filter((stand) => stand.room === room);
}

/** Where one can walk from a room, each room once. */
export function waysFrom(scene: Pick<GalleryScene, 'doors' | 'rooms'>, room: string): RoomWay[] {
  const ways = new Map<string, RoomWay>();
  for (const door of scene.doors) {
    if (!door.passable || !door.rooms.includes(room)) continue;
    const other = scene.rooms.find((r) => r.id !== room && door.rooms.includes(r.id));
    if (other && !ways.has(other.id)) ways.set(other.id, { door: door.id, room: other });
  }
  return [...ways.values()];
}

/** How far away something stands, metres on the floor. */
export function away(x: number, z: number, at: readonly [number, number, number]): number {
  return Math.hypot(at[0] - x, at[2] - z);
}
