import { describe, expect, it } from 'vitest';
import { backToFront } from '../../../src/gl/exhibit/splat-order';

const line = new Float32Array([0, 0, 1, 0, 0, 5, 0, 0, 3, 0, 0, 5]);

describe('backToFront', () => {
  it('gives the farthest first and keeps equals in order', () => {
    expect([...backToFront(line, [0, 0, 0])]).toEqual([1, 3, 2, 0]);
    expect([...backToFront(line, [0, 0, 9])]).toEqual([0, 2, 1, 3]);
  });

  it('orders many like a plain sort does', () => {
    const count = 5000;
    const places = Float32Array.from({ length: count * 3 }, (_, i) => Math.sin(i * 12.9898) * 2);
    const far = (i: number): number => Math.hypot((places[3 * i] as number) - 1, (places[3 * i + 1] as number) - 2, places[3 * i + 2] as number);
    const order = [...backToFront(places, [1, 2, 0])];
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
    order.slice(1).forEach((i, k) => expect(far(order[k] as number)).toBeGreaterThan(far(i) - 1e-4));
  });

  it('takes splats that are all in one place, or none', () => {
    expect([...backToFront(new Float32Array(6), [0, 0, 0])]).toEqual([0, 1]);
    expect(backToFront(new Float32Array(0), [0, 0, 0])).toHaveLength(0);
  });
});
