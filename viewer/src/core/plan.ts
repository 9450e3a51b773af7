/** The plan of a gallery as lines: walls of the rooms with gaps where doors are. World metres, x to the east, z to the south. */

import type { DoorRef, RoomRef } from '../manifest.gen';

export interface Line {
  readonly x1: number;
  readonly z1: number;
  readonly x2: number;
  readonly z2: number;
}

export interface Frame {
  readonly x: number;
  readonly z: number;
  readonly width: number;
  readonly depth: number;
}

const REACH_M = 0.6; // a door belongs to a wall at most this far from its middle: walls are thick

/** The walls of all rooms, each cut where a door goes through. */
export function wallLines(rooms: readonly RoomRef[], doors: readonly DoorRef[]): Line[] {
  return rooms.flatMap((room) => {
    const mine = doors.filter((door) => door.rooms.includes(room.id));
    const [x1, z1] = room.low;
    const [x2, z2] = room.high;
    return [
      ...cutWall(x1, x2, z1, mine, true),
      ...cutWall(x1, x2, z2, mine, true),
      ...cutWall(z1, z2, x1, mine, false),
      ...cutWall(z1, z2, x2, mine, false),
    ];
  });
}

/** A rectangle round all rooms with `margin` metres of room at each side. */
export function frameOf(rooms: readonly RoomRef[], margin: number): Frame {
  const x = Math.min(...rooms.map((room) => room.low[0])) - margin;
  const z = Math.min(...rooms.map((room) => room.low[1])) - margin;
  const width = Math.max(...rooms.map((room) => room.high[0])) + margin - x;
  const depth = Math.max(...rooms.map((room) => room.high[1])) + margin - z;
  return { x, z, width, depth };
}

/** The room one stands in, or the nearest. */
export function roomAt(rooms: readonly RoomRef[], x: number, z: number): RoomRef | null {
  let best: RoomRef | null = null;
  let least = Infinity;
  for (const room of rooms) {
    const dx = Math.max(room.low[0] - x, 0, x - room.high[0]);
    const dz = Math.max(room.low[1] - z, 0, z - room.high[1]);
    const away = Math.hypot(dx, dz);
    if (away < least) [best, least] = [room, away];
  }
  return best;
}

/** One wall from `a` to `b` along x (or z), at `other` on the other axis, without its doors. */
function cutWall(a: number, b: number, other: number, doors: readonly DoorRef[], alongX: boolean): Line[] {
  const gaps = doors
    .map((door) => ({ at: alongX ? door.at[0] : door.at[2], away: Math.abs((alongX ? door.at[2] : door.at[0]) - other), half: door.width / 2 }))
    .filter((gap) => gap.away <= REACH_M && gap.at + gap.half > a && gap.at - gap.half < b)
    .sort((one, two) => one.at - two.at);
  const lines: Line[] = [];
  let from = a;
  for (const gap of [...gaps, { at: b, half: 0 }]) {
    const to = Math.min(b, gap.at - gap.half);
    if (to - from > 0.01) lines.push(alongX ? { x1: from, z1: other, x2: to, z2: other } : { x1: other, z1: from, x2: other, z2: to });
    from = Math.max(from, gap.at + gap.half);
  }
  return lines;
}
