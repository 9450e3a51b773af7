import { describe, expect, test } from 'vitest';
import { loadWords, makeWords } from '../../src/core/i18n';
import { decimal, fileSize, length, megabytes } from '../../src/core/numbers';
import { en } from '../../src/core/strings.en';
import { vi } from '../../src/core/strings.vi';

const slots = (text: string) => (text.match(/\{\d\}/g) ?? []).sort().join();

describe('the catalogues', () => {
  test('have the same keys and the same places for values', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(vi).sort());
    for (const key of Object.keys(vi) as (keyof typeof vi)[]) expect([key, slots(en[key])]).toEqual([key, slots(vi[key])]);
  });

  test('are composed (NFC), trimmed, never empty, and never shout', () => {
    for (const text of [...Object.values(vi), ...Object.values(en)]) {
      expect(text.normalize('NFC')).toBe(text);
      expect(text.trim()).toBe(text);
      expect(text).not.toMatch(/^$|!|click/i);
    }
  });

  test('hold no word that nothing says', () => {
    const source = Object.values(import.meta.glob<string>(['../../src/ui/*.ts', '../../src/core/*.ts', '!**/strings.*'], { query: '?raw', import: 'default', eager: true })).join('');
    expect(Object.keys(vi).filter((key) => !source.includes(`'${key}'`))).toEqual([]);
  });

  test('differ: nothing was left in the other language', () => {
    const same = (Object.keys(vi) as (keyof typeof vi)[]).filter((key) => vi[key] === en[key]);
    expect(same).toEqual(['metres', 'loadedOf']);
  });
});

describe('words', () => {
  test('put values in their places', () => {
    expect(makeWords('vi', vi).t('stopOf', 2, 4)).toBe('Chặng 2 trên 4');
    expect(makeWords('en', en).t('stopOf', 2, 4)).toBe('Stop 2 of 4');
  });

  test('fall back to Vietnamese where a text has no other language', async () => {
    const words = await loadWords('en');
    expect(words.say({ vi: 'Sảnh', en: null, km: null, zh: null })).toBe('Sảnh');
    expect(words.say({ vi: 'Sảnh', en: 'Hall', km: null, zh: null })).toBe('Hall');
    expect(words.say(null)).toBe('');
  });
});

describe('numbers', () => {
  test('have a comma in Vietnamese and a point in English', () => {
    expect(length(0.263, 'vi')).toBe('26,3 cm');
    expect(length(0.263, 'en')).toBe('26.3 cm');
    expect(length(9, 'vi')).toBe('9 m');
    expect(length(2.05, 'en')).toBe('2.05 m');
  });

  test('have no needless zeros, but keep them before the point', () => {
    expect(decimal(20, 'vi')).toBe('20');
    expect(decimal(0.5, 'vi')).toBe('0,5');
    expect(decimal(100, 'en', 0)).toBe('100');
  });

  test('tell megabytes with one decimal', () => {
    expect(megabytes(12_800_000, 'vi')).toBe('12,8');
    expect(megabytes(0, 'en')).toBe('0.0');
    expect(fileSize(3_100_000, 'vi')).toBe('3,1 MB');
    expect(fileSize(40_000, 'vi')).toBe('40 kB');
  });
});
