import { describe, expect, it } from 'vitest';
import { wantedLevel, wantedTiles } from '../../../src/gl/panorama/choice';
import { direction, FACES, headingAndPitch, onFace, tileKey, tilesOf, type V3 } from '../../../src/gl/panorama/faces';
import { panoramaMove } from '../../../src/gl/panorama/keys';
import { held, project, unproject } from '../../../src/gl/panorama/look';
import { Mover } from '../../../src/gl/panorama/mover';

const size = { width: 800, height: 400 };
const look = { yaw: 0.4, pitch: 0.1, fov: 1.2 };

describe('faces', () => {
  it('puts north ahead, east to the right, and meets at the edges', () => {
    expect(onFace('f', 0.5, 0.5)).toEqual([0, 0, -1]);
    expect(onFace('r', 0.5, 0.5)).toEqual([1, 0, 0]);
    const meets: [V3, V3][] = [
      [onFace('f', 1, 0.3), onFace('r', 0, 0.3)],
      [onFace('r', 1, 0.3), onFace('b', 0, 0.3)],
      [onFace('b', 1, 0.3), onFace('l', 0, 0.3)],
      [onFace('l', 1, 0.3), onFace('f', 0, 0.3)],
      [onFace('u', 0.3, 1), onFace('f', 0.3, 0)],
      [onFace('d', 0.3, 0), onFace('f', 0.3, 1)],
    ];
    for (const [a, b] of meets) a.forEach((value, i) => expect(value).toBeCloseTo(b[i] as number, 12));
  });

  it('turns directions into headings and back', () => {
    const { yaw, pitch } = headingAndPitch(direction(2.1, -0.4));
    expect(yaw).toBeCloseTo(2.1, 12);
    expect(pitch).toBeCloseTo(-0.4, 12);
    expect(headingAndPitch([1, 0, 0]).yaw).toBeCloseTo(Math.PI / 2, 12);
  });

  it('cuts the last row and column of a face that is no multiple of the tile', () => {
    const tiles = tilesOf(1, 'f', 640, 512);
    expect(tiles.map(tileKey)).toEqual(['1/f/0_0', '1/f/0_1', '1/f/1_0', '1/f/1_1']);
    expect(tiles[3]).toMatchObject({ left: 0.8, top: 0.8, right: 1, bottom: 1 });
  });
});

describe('look', () => {
  it('puts the middle of the view in the middle of the canvas', () => {
    expect(project(direction(look.yaw, look.pitch), look, size)).toMatchObject({
      x: expect.closeTo(400, 6) as number, y: expect.closeTo(200, 6) as number, visible: true,
    });
  });

  it('puts what is to the right to the right, and what is behind out of sight', () => {
    expect(project(direction(look.yaw + 0.2, look.pitch), look, size).x).toBeGreaterThan(400);
    expect(project(direction(look.yaw, look.pitch + 0.2), look, size).y).toBeLessThan(200);
    expect(project(direction(look.yaw + Math.PI, 0), look, size).visible).toBe(false);
  });

  it('undoes its own projection', () => {
    const back = project(unproject(123, 321, look, size), look, size);
    expect(back.x).toBeCloseTo(123, 6);
    expect(back.y).toBeCloseTo(321, 6);
  });

  it('never looks past the poles', () => {
    expect(held({ yaw: 0, pitch: 9, fov: 9 }).pitch).toBeLessThan(Math.PI / 2);
  });
});

describe('choice of tiles', () => {
  const levels = [512, 1024, 2048];

  it('takes the coarsest level that is sharp', () => {
    expect(wantedLevel(levels, { ...look, fov: 1.6 }, size, 400)).toBe(0);
    expect(wantedLevel(levels, look, size, 800)).toBe(2);
    expect(wantedLevel(levels, { ...look, fov: 0.4 }, size, 1600)).toBe(2);
  });

  it('covers every point of the view with tiles of both levels', () => {
    const tiles = wantedTiles(levels, 512, look, size, 800);
    for (let x = 0; x <= 800; x += 50)
      for (let y = 0; y <= 400; y += 50) {
        const way = unproject(x, y, look, size);
        for (const level of [0, 2]) {
          const cover = tiles.some((t) => t.level === level && contains(t, way));
          expect(cover).toBe(true);
        }
      }
  });

  it('leaves out what is behind', () => {
    const tiles = wantedTiles(levels, 512, { yaw: 0, pitch: 0, fov: 0.8 }, size, 800);
    expect(tiles.some((t) => t.face === 'b')).toBe(false);
    expect(tiles.filter((t) => t.level === 2).length).toBeLessThan(30);
  });

  it('wants the middle first', () => {
    const [first] = wantedTiles([512, 1024], 512, { yaw: 0.3, pitch: 0.3, fov: 0.8 }, size, 800).filter((t) => t.level === 1);
    expect(first && tileKey(first)).toBe('1/f/0_1');
  });

  function contains(tile: { face: string; left: number; top: number; right: number; bottom: number }, way: V3): boolean {
    for (const face of FACES) {
      const c = onFace(face, 0.5, 0.5);
      const depth = c[0] * way[0] + c[1] * way[1] + c[2] * way[2];
      if (depth < Math.max(...way.map(Math.abs)) - 1e-9) continue;
      const p = way.map((value) => value / depth) as unknown as V3;
      const o = onFace(face, 0, 0);
      const r = onFace(face, 1, 0);
      const d = onFace(face, 0, 1);
      const along = (e: V3): number => [0, 1, 2].reduce((sum, i) => sum + ((p[i] as number) - (o[i] as number)) * ((e[i] as number) - (o[i] as number)), 0) / 4;
      const [u, v] = [along(r), along(d)];
      const e = 1e-9;
      if (face === tile.face && u >= tile.left - e && u <= tile.right + e && v >= tile.top - e && v <= tile.bottom + e) return true;
    }
    return false;
  }
});

describe('Mover', () => {
  it('flies the short way and ends there', () => {
    const mover = new Mover({ yaw: 3, pitch: 0, fov: 1 }, false);
    mover.flyTo({ yaw: -3 });
    let steps = 0;
    while (mover.step(1 / 60)) steps++;
    expect(steps).toBeLessThan(60);
    expect(mover.look.yaw).toBeCloseTo(-3, 9);
  });

  it('cuts when motion is reduced', () => {
    const mover = new Mover({ yaw: 0, pitch: 0, fov: 1 }, true);
    mover.flyTo({ yaw: 1 });
    expect(mover.look.yaw).toBe(1);
    mover.glide(3, 0);
    expect(mover.step(0.1)).toBe(false);
  });
});

describe('panorama keys', () => {
  it('looks the way of the arrow', () => {
    const right = panoramaMove('ArrowRight');
    expect(right?.kind === 'turn' && right.yaw > 0).toBe(true);
    expect(panoramaMove('Enter')).toBeUndefined();
  });
});
