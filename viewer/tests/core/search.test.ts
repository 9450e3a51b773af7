import { describe, expect, test } from 'vitest';
import { folded, terms } from '../../src/core/fold';
import { findCards, nearestCards } from '../../src/core/search';
import type { Card } from '../../src/manifest.gen';

function card(id: string, vi: string, more = ''): Card {
  const title = { vi, en: null, km: null, zh: null };
  return { type: 'exhibit', id, title, line: null, venue: null, code: null, treasure: false, data: '', poster: null, words: folded(`${vi} ${more}`) };
}

const CARDS = [card('kham', 'Khám lớn Cần Thơ', 'nhà tù'), card('binh', 'Bình gốm Nhơn Thành', 'BV02 Óc Eo'), card('den', 'Đền thờ Vua Hùng', 'Cần Thơ')];
const ids = (cards: readonly Card[]) => cards.map((c) => c.id);

describe('folding', () => {
  test('takes the marks off, makes d of đ, and changes no plain letter', () => {
    expect(folded('Khám lớn')).toBe('kham lon');
    expect(folded('ĐỜN CA TÀI TỬ')).toBe('don ca tai tu');
    expect(folded('Linga–Yoni 26.3')).toBe('linga–yoni 26.3');
  });

  test('folds all 134 accented letters to one plain letter each, composed or not', () => {
    const small = 'àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ';
    const all = small + small.toUpperCase();
    expect([...all]).toHaveLength(134);
    for (const letter of all) {
      expect(folded(letter)).toMatch(/^[a-z]$/);
      expect(folded(letter.normalize('NFD'))).toBe(folded(letter));
    }
  });

  test('splits a query into terms', () => {
    expect(terms('  Bình gốm, BV02 ')).toEqual(['binh', 'gom', 'bv02']);
  });
});

describe('searching', () => {
  test('finds without marks what has marks', () => {
    expect(ids(findCards(CARDS, 'kham lon'))).toEqual(['kham']);
    expect(ids(findCards(CARDS, 'bv02'))).toEqual(['binh']);
  });

  test('asks for every term, and gives all for no term', () => {
    expect(ids(findCards(CARDS, 'can tho den'))).toEqual(['den']);
    expect(ids(findCards(CARDS, ' '))).toEqual(['kham', 'binh', 'den']);
    expect(findCards(CARDS, 'can tho xyz')).toEqual([]);
  });

  test('puts a match in the title first', () => {
    expect(ids(findCards([card('a', 'Tranh', 'vua Hùng'), ...CARDS], 'hung'))).toEqual(['den', 'a']);
  });

  test('names what is nearest where nothing matches', () => {
    expect(ids(nearestCards(CARDS, 'binh gôm xanh'))[0]).toBe('binh');
    expect(nearestCards(CARDS, 'qqqq')).toEqual([]);
  });
});
