import { describe, expect, it } from 'vitest';
import type { DoorRef, RoomRef } from '../../../src/manifest.gen';
import { beyond, doorAxis, inSight, roomAt } from '../../../src/gl/gallery/sight';

const room = (id: string, low: [number, number], high: [number, number]): RoomRef => ({ id, title: null, low, high, origin: low, height: 3 });
const rooms = [room('north', [0, 0], [9, 6]), room('south', [1.5, 6.3], [7.5, 11.3]), room('east', [7.8, 6.3], [12, 11.3])];
const door = (id: string, pair: [string, string], at: [number, number, number]): DoorRef => ({ id, rooms: pair, at, width: 1.8, passable: true });
const doors = [door('a', ['north', 'south'], [4.5, 0, 6.15]), door('b', ['south', 'east'], [7.65, 0, 8.8])];
const plan = { rooms, doors };

describe('sight', () => {
  it('names the room one stands in, and the nearest one between rooms', () => {
    expect(roomAt(rooms, 1, 1)?.id).toBe('north');
    expect(roomAt(rooms, 4.5, 6.25)?.id).toBe('south');
  });

  it('sees what is in the same room', () => {
    expect(inSight(plan, [1, 1], 'north', [8, 5], 'north')).toBe(true);
  });

  it('sees through a door that lies on the line, not through the wall beside it', () => {
    expect(inSight(plan, [4.5, 3], 'north', [4.5, 9], 'south')).toBe(true);
    expect(inSight(plan, [1, 5.5], 'north', [6.5, 7], 'south')).toBe(false);
  });

  it('sees through two doors in a row only when both lie on the line', () => {
    expect(inSight(plan, [4.4, 5.8], 'north', [11, 10], 'east')).toBe(false);
    const straight = { rooms, doors: [doors[0] as DoorRef, door('c', ['south', 'east'], [7.65, 0, 8.6])] };
    expect(inSight(straight, [3.9, 5.9], 'north', [9, 9.6], 'east')).toBe(true);
  });

  it('knows which way a door leads', () => {
    expect(doorAxis(doors[0] as DoorRef, rooms)).toBe(1);
    expect(doorAxis(doors[1] as DoorRef, rooms)).toBe(0);
  });

  it('steps through a door into the other room', () => {
    expect(beyond(doors[0] as DoorRef, rooms, 'north', 1)).toEqual([4.5, 7.15]);
    expect(beyond(doors[0] as DoorRef, rooms, 'south', 1)).toEqual([4.5, 5.15]);
  });
});
