import { describe, expect, it } from 'vitest';
import { exhibitMove } from '../../../src/gl/exhibit/keys';
import { Orbit } from '../../../src/gl/exhibit/orbit';
import { boundsOf, fitDistance, View } from '../../../src/gl/exhibit/view';

const home = { yaw: 0, pitch: 0.2, zoom: 1, target: [0, 0.1, 0] } as const;
const limits = { pitchLow: -0.3, pitchHigh: 1.3, zoomLow: 0.5, zoomHigh: 6 };
const run = (orbit: Orbit, seconds: number): boolean => {
  let moving = false;
  for (let i = 0; i < seconds * 60; i++) moving = orbit.step(1 / 60);
  return moving;
};

describe('Orbit', () => {
  it('glides on after a drag and comes to rest', () => {
    const orbit = new Orbit(home, limits, false);
    orbit.glide(2, 0);
    expect(run(orbit, 0.2)).toBe(true);
    expect(orbit.aim.yaw).toBeGreaterThan(0.2);
    expect(run(orbit, 4)).toBe(false);
  });

  it('does not glide or fly when motion is reduced', () => {
    const orbit = new Orbit(home, limits, true);
    orbit.glide(2, 0);
    expect(orbit.step(0.1)).toBe(false);
    orbit.flyTo({ yaw: 1 });
    expect(orbit.aim.yaw).toBe(1);
  });

  it('holds pitch and zoom within their limits', () => {
    const orbit = new Orbit(home, limits, false);
    orbit.turn(0, 9);
    orbit.zoom(100);
    expect(orbit.aim).toMatchObject({ pitch: 1.3, zoom: 6 });
  });

  it('flies the short way round', () => {
    const orbit = new Orbit({ ...home, yaw: 3 }, limits, false);
    orbit.flyTo({ yaw: -3 });
    run(orbit, 0.45);
    expect(orbit.aim.yaw).toBeGreaterThan(3);
    run(orbit, 1);
    expect(orbit.aim.yaw).toBeCloseTo(-3, 9);
  });
});

describe('View', () => {
  const bounds = boundsOf({ low: [-0.1, 0, -0.1], high: [0.1, 0.5, 0.1] });

  it('stands further off for a narrow canvas than for a wide one', () => {
    expect(fitDistance({ height: 0.3, spread: 0.3 }, 0.45, 0.5)).toBeGreaterThan(fitDistance({ height: 0.3, spread: 0.3 }, 0.45, 1.8));
  });

  it('shows the whole object between the controls', () => {
    const view = new View(bounds);
    view.resize(400, 600, { top: 0, right: 0, bottom: 200, left: 0 });
    view.place({ yaw: 0, pitch: 0, zoom: 1, target: [0, 0.25, 0] });
    const { bottom, top } = view.measure();
    expect(top.y).toBeGreaterThan(20);
    expect(bottom.y).toBeLessThan(400);
    expect(bottom.y - top.y).toBeGreaterThan(180);
  });

  it('puts a point on the front in the middle and one behind as not visible', () => {
    const view = new View(bounds);
    view.resize(400, 400, { top: 0, right: 0, bottom: 0, left: 0 });
    view.place({ yaw: 0, pitch: 0, zoom: 1, target: [0, 0.25, 0] });
    const centre = bounds.centre.clone();
    expect(view.project(centre, undefined)).toMatchObject({ x: expect.closeTo(200, 3) as number, y: expect.closeTo(200, 3) as number, visible: true });
    expect(view.project(centre.setZ(99), undefined).visible).toBe(false);
  });
});

describe('exhibit keys', () => {
  it('turns the object the way of the arrow', () => {
    expect(exhibitMove('ArrowLeft')).toMatchObject({ kind: 'turn' });
    const left = exhibitMove('ArrowLeft');
    const right = exhibitMove('ArrowRight');
    expect(left?.kind === 'turn' && right?.kind === 'turn' && left.yaw === -right.yaw && left.yaw > 0).toBe(true);
    expect(exhibitMove('Home')).toEqual({ kind: 'reset' });
    expect(exhibitMove('Tab')).toBeUndefined();
  });
});
