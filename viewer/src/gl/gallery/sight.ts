/** Which room a place is in, and whether one room's stand can be seen from another through its doors. Pure. */

import type { DoorRef, GalleryScene, RoomRef } from '../../manifest.gen';
import type { Spot } from './ground';

export type Plan = Pick<GalleryScene, 'rooms' | 'doors'>;

export function roomAt(rooms: readonly RoomRef[], x: number, z: number): RoomRef | undefined {
  return rooms.find((r) => x >= r.low[0] && x <= r.high[0] && z >= r.low[1] && z <= r.high[1]) ?? nearestRoom(rooms, x, z);
}

function nearestRoom(rooms: readonly RoomRef[], x: number, z: number): RoomRef | undefined {
  const off = (r: RoomRef): number => Math.hypot(Math.max(r.low[0] - x, 0, x - r.high[0]), Math.max(r.low[1] - z, 0, z - r.high[1]));
  return rooms.reduce<RoomRef | undefined>((best, r) => (!best || off(r) < off(best) ? r : best), undefined);
}

/** Whether the straight line stays within rooms and goes through openings only. */
export function inSight(plan: Plan, from: Spot, room: string, to: Spot, target: string): boolean {
  let at: string = room;
  let since = 0;
  for (let hops = 0; hops < 8 && at !== target; hops++) {
    const crossing = plan.doors
      .filter((door) => door.rooms.includes(at))
      .map((door) => ({ door, t: crosses(door, plan.rooms, from, to) }))
      .filter(({ t }) => t !== undefined && t > since - 1e-9)
      .sort((a, b) => (a.t ?? 0) - (b.t ?? 0))[0];
    if (!crossing) return false;
    at = crossing.door.rooms[0] === at ? crossing.door.rooms[1] : crossing.door.rooms[0];
    since = (crossing.t ?? 0) + 1e-6;
  }
  return at === target;
}

/** Share of the line at which it passes the opening. */
function crosses(door: DoorRef, rooms: readonly RoomRef[], from: Spot, to: Spot): number | undefined {
  const across = doorAxis(door, rooms);
  const along = across === 0 ? 1 : 0;
  const d = to[across] - from[across];
  if (Math.abs(d) < 1e-9) return undefined;
  const at: Spot = [door.at[0], door.at[2]];
  const t = (at[across] - from[across]) / d;
  if (t < 0 || t > 1) return undefined;
  const side = from[along] + (to[along] - from[along]) * t;
  return Math.abs(side - at[along]) <= door.width / 2 ? t : undefined;
}

/** 0 if one goes through the door along x, 1 if along z: the side of its room on which it lies. */
export function doorAxis(door: DoorRef, rooms: readonly RoomRef[]): 0 | 1 {
  const room = rooms.find((r) => r.id === door.rooms[0]) ?? rooms.find((r) => r.id === door.rooms[1]);
  if (!room) return 0;
  const [x, , z] = door.at;
  const offX = Math.min(Math.abs(x - room.low[0]), Math.abs(x - room.high[0]));
  const offZ = Math.min(Math.abs(z - room.low[1]), Math.abs(z - room.high[1]));
  return offX <= offZ ? 0 : 1;
}

/** A place a step behind the door, in the other room. */
export function beyond(door: DoorRef, rooms: readonly RoomRef[], here: string, step_m: number): Spot {
  const other = rooms.find((r) => r.id === (door.rooms[0] === here ? door.rooms[1] : door.rooms[0]));
  const axis = doorAxis(door, rooms);
  const at: [number, number] = [door.at[0], door.at[2]];
  const middle = other ? (other.low[axis] + other.high[axis]) / 2 : at[axis];
  at[axis] += Math.sign(middle - at[axis]) * step_m;
  return at;
}
