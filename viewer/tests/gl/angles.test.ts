import { describe, expect, it } from 'vitest';
import { ease, headingOf, turnBetween, wrap } from '../../src/gl/angles';

describe('angles', () => {
  it('wraps into one turn', () => {
    expect(wrap(Math.PI * 3)).toBeCloseTo(Math.PI, 12);
    expect(wrap(-Math.PI)).toBe(Math.PI);
    expect(wrap(0.3)).toBeCloseTo(0.3, 12);
  });

  it('turns the short way', () => {
    expect(turnBetween(3, -3)).toBeCloseTo(2 * Math.PI - 6, 12);
  });

  it('counts headings clockwise from north', () => {
    expect(headingOf(0, -1)).toBe(0);
    expect(headingOf(1, 0)).toBeCloseTo(Math.PI / 2, 12);
    expect(headingOf(0, 1)).toBeCloseTo(Math.PI, 12);
  });

  it('eases from rest to rest', () => {
    expect(ease(0)).toBe(0);
    expect(ease(1)).toBe(1);
    expect(ease(0.5)).toBeGreaterThan(0.7);
    expect(ease(0.05)).toBeLessThan(0.12);
  });
});
