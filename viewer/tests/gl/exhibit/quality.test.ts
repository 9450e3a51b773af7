import { describe, expect, it } from 'vitest';
import type { ModelQuality } from '../../../src/manifest.gen';
import { nextQuality, type Quality, wantedQuality } from '../../../src/gl/exhibit/quality';
import { allot } from '../../../src/gl/gallery/budget';

const quality = (name: Quality, texture_px: number, triangles: number): ModelQuality => ({
  quality: name, texture_px, triangles, file: { url: `${name}.glb`, bytes: 1 },
});
const all = [quality('thumb', 256, 3000), quality('low', 1024, 17000), quality('medium', 2048, 60000), quality('high', 4096, 400000)];
const none = new Set<Quality>();
const roomy = { texels: 200e6, saving: false };

describe('wantedQuality', () => {
  it('grows with the place on the screen', () => {
    const names = [60, 400, 900, 2000].map((height_px) => wantedQuality(all, { ...roomy, height_px }, none)?.quality);
    expect(names).toEqual(['thumb', 'low', 'medium', 'high']);
  });

  it('wants as many points as the picture has room for, and as the device bears', () => {
    const cloud = [quality('thumb', 0, 12_000), quality('low', 0, 100_000), quality('medium', 0, 400_000), quality('high', 0, 1_500_000)];
    const names = [400, 900, 2000].map((height_px) => wantedQuality(cloud, { ...roomy, height_px, cloud: true }, none)?.quality);
    expect(names).toEqual(['low', 'medium', 'high']);
    expect(wantedQuality(cloud, { height_px: 2000, texels: 25e6, saving: false, cloud: true }, none)?.quality).toBe('medium');
  });

  it('does not fetch the same points twice under another name', () => {
    const small = [quality('thumb', 0, 12_000), quality('low', 0, 60_000), quality('medium', 0, 60_000), quality('high', 0, 60_000)];
    expect(wantedQuality(small, { ...roomy, height_px: 2000, cloud: true }, none)?.quality).toBe('low');
  });

  it('stays within what the device can hold', () => {
    expect(wantedQuality(all, { height_px: 3000, texels: 20e6, saving: false }, none)?.quality).toBe('medium');
  });

  it('stays low when data is saved', () => {
    expect(wantedQuality(all, { height_px: 3000, texels: 200e6, saving: true }, none)?.quality).toBe('low');
  });

  it('passes over what failed', () => {
    expect(wantedQuality(all, { ...roomy, height_px: 3000 }, new Set<Quality>(['high']))?.quality).toBe('medium');
  });

  it('goes by triangles where there is no texture', () => {
    const bare = [quality('thumb', 0, 3000), quality('low', 0, 16000), quality('medium', 0, 60000)];
    expect(wantedQuality(bare, { ...roomy, height_px: 500 }, none)?.quality).toBe('low');
    expect(wantedQuality(bare, { ...roomy, height_px: 1200 }, none)?.quality).toBe('medium');
  });
});

describe('nextQuality', () => {
  const high = all[3] as ModelQuality;

  it('begins with the smallest, passes low, then goes to the goal', () => {
    expect(nextQuality(all, undefined, high, none)?.quality).toBe('thumb');
    expect(nextQuality(all, 'thumb', high, none)?.quality).toBe('low');
    expect(nextQuality(all, 'low', high, none)?.quality).toBe('high');
    expect(nextQuality(all, 'high', high, none)).toBeUndefined();
  });

  it('begins with the next one when the smallest failed', () => {
    expect(nextQuality(all, undefined, high, new Set<Quality>(['thumb']))?.quality).toBe('low');
  });

  it('never goes back', () => {
    expect(nextQuality(all, 'medium', all[1] as ModelQuality, none)).toBeUndefined();
  });
});

describe('allot', () => {
  it('gives the largest on the screen its due first and the rest what is left', () => {
    const candidate = (key: string, height_px: number) => ({ key, qualities: all, height_px, failed: none });
    const plan = allot([candidate('far', 600), candidate('near', 1500)], 55e6, false);
    expect([plan.get('near')?.quality, plan.get('far')?.quality]).toEqual(['high', 'low']);
  });
});
