import { Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import type { GalleryScene, StandRef } from '../../../src/manifest.gen';
import { irradiance, lampsFor } from '../../../src/gl/gallery/lighting';
import { pickAt } from '../../../src/gl/gallery/picking';

const stand: StandRef = {
  id: 'vase', kind: 'plinth', room: 'a', exhibit: 'vase', title: { vi: 'Bình' }, text: null,
  at: [5, 1, 2], yaw: Math.PI, spot: [5, 1.5, 2], view: [5, 0, 3.5], reach: 0.2, probe: null,
} as unknown as StandRef;
const scene = {
  stands: [stand],
  doors: [{ id: 'door', rooms: ['a', 'b'], at: [2, 0, 0], width: 1.6, passable: true }],
  rooms: [{ id: 'a', title: null, low: [0, 0], high: [9, 6], origin: [0, 0], height: 3 }],
  walk: { areas: [], obstacles: [], radius: 0.25, floor: 0 },
} as unknown as GalleryScene;
const eye = new Vector3(5, 1.6, 5);
const towards = (x: number, y: number, z: number): Vector3 => new Vector3(x, y, z).sub(eye).normalize();
const tall = (): number => 0.3;

describe('pickAt', () => {
  it('picks the stand one taps', () => {
    expect(pickAt(scene, eye, towards(5, 1.1, 2), Infinity, tall)).toEqual({ kind: 'stand', id: 'vase' });
  });

  it('does not pick a stand behind a wall', () => {
    expect(pickAt(scene, eye, towards(5, 1.1, 2), 1.0, tall)?.kind).not.toBe('stand');
  });

  it('gives the place on the floor', () => {
    const picked = pickAt(scene, eye, towards(7, 0, 3), eye.distanceTo(new Vector3(7, 0, 3)), tall);
    expect(picked?.kind).toBe('floor');
    expect(picked).toMatchObject({ x: expect.closeTo(7, 5) as number, z: expect.closeTo(3, 5) as number });
  });

  it('gives the door when one taps through it', () => {
    expect(pickAt(scene, eye, towards(2, 1.3, 0), 20, tall)).toEqual({ kind: 'door', id: 'door' });
  });

  it('gives nothing for a wall', () => {
    expect(pickAt(scene, eye, towards(8, 2.4, 0), 5.5, tall)).toBeUndefined();
  });
});

describe('lamps', () => {
  const spot = { at: [0, 3, 0], aim: [0, 0, 0], candela: [900, 900, 900], cut: 0.4, full: 0.2, stand: null } as const;

  it('falls with the square of the distance and ends at the rim of the beam', () => {
    expect(irradiance(spot, [0, 0, 0])).toBeCloseTo(100, 6);
    expect(irradiance(spot, [0, 1.5, 0])).toBeCloseTo(400, 6);
    expect(irradiance(spot, [0, 3, -3])).toBe(0);
  });

  it('takes the brightest few that reach', () => {
    const dim = { ...spot, candela: [90, 90, 90] as const };
    const away = { ...spot, aim: [9, 3, 0] as const };
    expect(lampsFor([dim, away, spot], [0, 0, 0]).map((l) => l.spot)).toEqual([spot, dim]);
  });
});
