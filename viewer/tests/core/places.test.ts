import { describe, expect, test } from 'vitest';
import { compassOf, degreesOf, headingTo, sideOf, wrapped } from '../../src/core/bearings';
import { clusters } from '../../src/core/clusters';
import { frameOf, roomAt, wallLines } from '../../src/core/plan';
import { away, standsIn, waysFrom } from '../../src/core/rooms';
import type { DoorRef, RoomRef, StandRef } from '../../src/manifest.gen';

const room = (id: string, low: [number, number], high: [number, number]): RoomRef => ({ id, title: null, low, high, origin: low, height: 3 });
const ROOMS = [room('a', [0, 0], [9, 6]), room('b', [1.5, 6.2], [7.5, 11])];
const DOOR: DoorRef = { id: 'd', rooms: ['a', 'b'], at: [4.5, 0, 6.1], width: 1.8, passable: true };

function stand(id: string, inRoom: string, x: number, z: number): StandRef {
  const title = { vi: id, en: null, km: null, zh: null };
  return { id, kind: 'plinth', room: inRoom, exhibit: id, title, text: null, at: [x, 1, z], yaw: 0, spot: [x, 1.5, z], view: [x, 0, z + 1], reach: 0.2, probe: null };
}

describe('bearings', () => {
  test('tell the side in quarters round the visitor', () => {
    expect(sideOf(0, 0)).toBe('ahead');
    expect(sideOf(Math.PI / 2, 0)).toBe('right');
    expect(sideOf(-Math.PI / 2, 0)).toBe('left');
    expect(sideOf(Math.PI, 0)).toBe('behind');
    expect(sideOf(0.1, Math.PI * 2 - 0.1)).toBe('ahead');
  });

  test('name the nearest of eight points, across north too', () => {
    expect(compassOf((38 * Math.PI) / 180).short).toBe('neShort');
    expect(compassOf(-0.1).name).toBe('n');
    expect(compassOf((350 * Math.PI) / 180).name).toBe('n');
    expect(degreesOf(-Math.PI / 2)).toBe(270);
  });

  test('wrap angles to half a circle either way', () => {
    expect(wrapped(3 * Math.PI)).toBeCloseTo(Math.PI);
    expect(wrapped(-Math.PI / 2)).toBeCloseTo(-Math.PI / 2);
    expect(headingTo([0, 0], [1, 0])).toBeCloseTo(Math.PI / 2);
    expect(headingTo([0, 0], [0, -1])).toBeCloseTo(0);
  });
});

describe('the plan', () => {
  test('leaves a gap of the door in the walls of both rooms', () => {
    const lines = wallLines(ROOMS, [DOOR]);
    expect(lines).toHaveLength(10);
    const south = lines.filter((line) => line.z1 === 6 && line.z2 === 6).map((line) => [line.x1, line.x2]);
    expect(south).toEqual([[0, 3.6], [5.4, 9]]);
    const north = lines.filter((line) => line.z1 === 6.2 && line.z2 === 6.2).map((line) => [line.x1, line.x2]);
    expect(north).toEqual([[1.5, 3.6], [5.4, 7.5]]);
  });

  test('frames all rooms and finds the room one stands in, or the nearest', () => {
    expect(frameOf(ROOMS, 0.5)).toEqual({ x: -0.5, z: -0.5, width: 10, depth: 12 });
    expect(roomAt(ROOMS, 4, 3)?.id).toBe('a');
    expect(roomAt(ROOMS, 4, 12)?.id).toBe('b');
    expect(roomAt([], 0, 0)).toBeNull();
  });
});

describe('a room', () => {
  test('lists its own stands in order and each way on once', () => {
    const stands = [stand('x', 'a', 1, 1), stand('y', 'b', 2, 8), stand('z', 'a', 8, 1)];
    expect(standsIn({ stands }, 'a').map((s) => s.id)).toEqual(['x', 'z']);
    const closed = { ...DOOR, id: 'e', passable: false };
    expect(waysFrom({ doors: [DOOR, { ...DOOR, id: 'f' }, closed], rooms: ROOMS }, 'a').map((w) => w.room.id)).toEqual(['b']);
  });

  test('tells how far away something stands, on the floor', () => {
    expect(away(1, 1, [4, 9, 5])).toBe(5);
  });
});

describe('hotspots', () => {
  test('closer together than a target become one', () => {
    const points = [{ id: 1, x: 0, y: 0 }, { id: 2, x: 100, y: 0 }, { id: 3, x: 30, y: 0 }];
    expect(clusters(points, 48).map((group) => group.map((p) => p.id))).toEqual([[1, 3], [2]]);
  });
});
