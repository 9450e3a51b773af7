import { describe, expect, test } from 'vitest';
import { readState, writeState, type ViewState } from '../../src/core/address';

describe('the address of a view', () => {
  test('comes back as it was written, to the degree and the centimetre', () => {
    const state: ViewState = { s: 2, v: 'san-giua', at: [3.25, -1.4], yaw: Math.PI / 2, pitch: -0.2, stand: 'oc-eo.1', spot: 'thap', a: 'voi' };
    const back = readState(writeState(state));
    expect(back).toMatchObject({ s: 2, v: 'san-giua', at: [3.25, -1.4], stand: 'oc-eo.1', spot: 'thap', a: 'voi' });
    expect(back.yaw).toBeCloseTo(Math.PI / 2, 2);
    expect(back.pitch).toBeCloseTo(-0.2, 1);
  });

  test('is short: whole degrees from 0 to 359, centimetres, and nothing for nothing', () => {
    expect(writeState({ at: [1.2345, -0.001], yaw: -Math.PI / 2 })).toBe('?at=1.23,0&yaw=270');
    expect(writeState({ yaw: Math.PI * 2 - 0.001 })).toBe('?yaw=0');
    expect(writeState({})).toBe('');
  });

  test('keeps what others put into the query', () => {
    expect(writeState({ a: 'voi' }, '?lop=6a&a=mieng')).toBe('?lop=6a&a=voi');
  });

  test('leaves out what is not well formed', () => {
    expect(readState('?s=0&v=../x&yaw=abc&pitch=200&at=1&stand=%3Cb%3E&view=raw')).toEqual({});
    expect(readState('?s=1.5&at=1,&yaw=')).toEqual({});
    expect(readState('?at=1e9,2')).toEqual({});
  });

  test('knows the text version', () => {
    expect(readState('?view=text')).toEqual({ view: 'text' });
    expect(writeState({ view: 'text' })).toBe('?view=text');
  });
});
