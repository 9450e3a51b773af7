import { describe, expect, it } from 'vitest';
import { Adaptation, factorFor, meanBrightness } from '../../../src/gl/gallery/adaptation';

describe('getting used to a room', () => {
  it('leaves rooms of usual brightness alone', () => {
    expect(factorFor(0.2)).toBe(1);
  });

  it('darkens a sunlit yard and lightens a cell, but not without end', () => {
    expect(factorFor(4.2)).toBeCloseTo(0.1, 6);
    expect(factorFor(0.045)).toBeCloseTo(2, 6);
    expect(factorFor(0)).toBe(3);
  });

  it('takes the geometric mean, so that one window does not rule', () => {
    expect(meanBrightness([0.1, 0.1, 0.1, 1, 10, 10, 10, 1])).toBeCloseTo(1, 6);
    expect(meanBrightness([0.25, 0.25, 0.25, 1])).toBeCloseTo(0.25, 6);
  });

  it('gets there in a moment, or at once', () => {
    const eye = new Adaptation(0.01, false);
    eye.learn('yard', 4.2);
    eye.enter('yard', false);
    expect(eye.exposure.value).toBe(0.01);
    let steps = 0;
    while (eye.step(1 / 60)) steps++;
    expect(eye.exposure.value).toBeCloseTo(0.001, 9);
    expect(steps).toBeGreaterThan(20);
    expect(steps).toBeLessThan(180);
    const calm = new Adaptation(0.01, true);
    calm.learn('yard', 4.2);
    calm.enter('yard', false);
    expect(calm.exposure.value).toBeCloseTo(0.001, 9);
  });
});
