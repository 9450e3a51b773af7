import { describe, expect, it } from 'vitest';
import { Ground, type Spot } from '../../../src/gl/gallery/ground';
import { isWalkingKey, pushOf } from '../../../src/gl/gallery/keys';
import { aheadOn, STILL, Walker } from '../../../src/gl/gallery/walker';

const ground = new Ground({ areas: [[[0, 0], [10, 0], [10, 10], [0, 10]]], obstacles: [] }, 0.25);
const start = { x: 5, z: 5, yaw: 0, pitch: 0 };
const run = (walker: Walker, seconds: number): void => {
  for (let i = 0; i < seconds * 60; i++) walker.step(1 / 60);
};

describe('Walker', () => {
  it('walks north at heading 0 while the key is held, then stands', () => {
    const walker = new Walker(start, ground, false);
    walker.setPush({ ...STILL, ahead: 1 });
    run(walker, 1);
    expect(walker.pose.x).toBeCloseTo(5, 6);
    expect(walker.pose.z).toBeLessThan(3.8);
    walker.setPush(STILL);
    const { z } = walker.pose;
    run(walker, 0.5);
    expect(walker.pose.z).toBe(z);
  });

  it('side-steps east at heading 0', () => {
    const walker = new Walker(start, ground, false);
    walker.setPush({ ...STILL, side: 1 });
    run(walker, 0.5);
    expect(walker.pose.x).toBeGreaterThan(5.2);
    expect(walker.pose.z).toBeCloseTo(5, 6);
  });

  it('follows a way to its end and faces what it came for', () => {
    const walker = new Walker(start, ground, false);
    const way: Spot[] = [[5, 2], [8, 2]];
    walker.follow(way, { yaw: Math.PI, pitch: -0.2 });
    run(walker, 8);
    expect(walker.pose.x).toBeCloseTo(8, 5);
    expect(walker.pose.z).toBeCloseTo(2, 5);
    expect(Math.abs(walker.pose.yaw)).toBeCloseTo(Math.PI, 2);
    expect(walker.pose.pitch).toBeCloseTo(-0.2, 2);
    expect(walker.travelling).toBe(false);
    expect(walker.step(1 / 60)).toBe(false);
  });

  it('cuts instead of flying when motion is reduced', () => {
    const walker = new Walker(start, ground, true);
    walker.follow([[5, 2], [8, 2]], { yaw: 1, pitch: 0 });
    expect(walker.pose).toEqual({ x: 8, z: 2, yaw: 1, pitch: 0 });
    expect(walker.travelling).toBe(false);
  });

  it('leaves the way when a walking key is pressed, but not when one only looks', () => {
    const walker = new Walker(start, ground, false);
    walker.follow([[5, 1]]);
    walker.look(0.3, 0);
    expect(walker.travelling).toBe(true);
    walker.setPush({ ...STILL, ahead: 1 });
    expect(walker.travelling).toBe(false);
  });

  it('does not look further up than its neck allows', () => {
    const walker = new Walker(start, ground, false);
    walker.look(0, 9);
    expect(walker.pose.pitch).toBeLessThanOrEqual(1.2);
  });
});

describe('aheadOn', () => {
  it('finds the point round the corner', () => {
    expect(aheadOn({ x: 0, z: 0 }, [[1, 0], [1, 5]], 3)).toEqual([1, 2]);
  });
});

describe('gallery keys', () => {
  it('adds up what is held, opposite keys cancel', () => {
    expect(pushOf(['KeyW', 'ArrowLeft'])).toEqual({ ahead: 1, side: 0, turn: -1, nod: 0 });
    expect(pushOf(['KeyW', 'ArrowUp', 'KeyD'])).toEqual({ ahead: 1, side: 1, turn: 0, nod: 0 });
    expect(pushOf(['KeyW', 'KeyS'])).toEqual(STILL);
  });

  it('leaves other keys to the page', () => {
    expect(isWalkingKey('Tab')).toBe(false);
    expect(isWalkingKey('PageUp')).toBe(true);
  });
});
