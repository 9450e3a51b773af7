import { describe, expect, it } from 'vitest';
import { Ground, inside, type Spot } from '../../../src/gl/gallery/ground';
import { Router } from '../../../src/gl/gallery/route';

const box = (x0: number, z0: number, x1: number, z1: number): Spot[] => [[x0, z0], [x1, z0], [x1, z1], [x0, z1]];

/** Two rooms of 4 x 4 m with a wall of 0.3 m between them and a door of 1 m at x 2. */
const twoRooms = () =>
  new Ground({ areas: [box(0, 0, 4, 4), box(0, 4.3, 4, 8.3), box(1.5, 3.4, 2.5, 4.9)], obstacles: [box(1, 1, 2, 2)] }, 0.25);

describe('Ground', () => {
  it('keeps a distance from walls and obstacles', () => {
    const ground = twoRooms();
    expect(ground.free(0.2, 3)).toBe(false);
    expect(ground.free(0.3, 3)).toBe(true);
    expect(ground.free(2.2, 1.5)).toBe(false);
    expect(ground.free(2.3, 1.5)).toBe(true);
  });

  it('joins areas that overlap, without an edge between them', () => {
    const ground = twoRooms();
    expect(ground.free(2, 4.15)).toBe(true);
    expect(ground.clear([2, 3], [2, 6])).toBe(true);
    expect(ground.free(1, 4.15)).toBe(false);
  });

  it('slides along a wall instead of stopping', () => {
    const [x, z] = twoRooms().slide([3, 3], 1, 1);
    expect(z).toBeGreaterThan(3.6);
    expect(x).toBeGreaterThan(3.6);
    expect(x).toBeLessThanOrEqual(3.75 + 1e-9);
    expect(z).toBeLessThanOrEqual(3.75 + 1e-9);
  });

  it('slides round the corner of an obstacle', () => {
    const [x, z] = twoRooms().slide([0.5, 2.3], 0.0, -1.8);
    expect(z).toBeLessThan(0.9);
    expect(x).toBeLessThan(0.8);
  });

  it('never walks through a wall however long the step', () => {
    const [, z] = twoRooms().slide([0.6, 3], 0, 3);
    expect(z).toBeLessThanOrEqual(3.75 + 1e-9);
  });

  it('finds the nearest free place', () => {
    const ground = twoRooms();
    const spot = ground.nearest(1.9, 1.5) as Spot;
    expect(ground.free(...spot)).toBe(true);
    expect(Math.hypot(spot[0] - 1.9, spot[1] - 1.5)).toBeLessThan(0.5);
    expect(ground.nearest(100, 100)).toBeUndefined();
  });

  it('tells inside from outside of a bent outline', () => {
    const bent: Spot[] = [[0, 0], [4, 0], [4, 4], [2, 2], [0, 4]];
    expect(inside(bent, 2, 1)).toBe(true);
    expect(inside(bent, 2, 3)).toBe(false);
  });
});

describe('Router', () => {
  it('goes straight where the way is free', () => {
    expect(new Router(twoRooms()).find([3, 1], [3, 3])).toEqual([[3, 3]]);
  });

  it('goes through the door into the next room, every leg free', () => {
    const ground = twoRooms();
    const way = new Router(ground).find([0.5, 0.5], [3.5, 8]) as Spot[];
    expect(way.at(-1)).toEqual([3.5, 8]);
    let at: Spot = [0.5, 0.5];
    for (const next of way) {
      expect(ground.clear(at, next)).toBe(true);
      at = next;
    }
    expect(way.length).toBeLessThan(7);
  });

  it('gives nothing where there is no way', () => {
    const apart = new Ground({ areas: [box(0, 0, 2, 2), box(5, 0, 7, 2)], obstacles: [] }, 0.25);
    expect(new Router(apart).find([1, 1], [6, 1])).toBeUndefined();
  });
});
