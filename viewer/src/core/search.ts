/** Searching the index of the site by the folded words of its cards. */

import type { Card } from '../manifest.gen';
import { folded, terms } from './fold';

/** Cards that hold every term of the query; those whose title begins a word with a term come first. */
export function findCards(cards: readonly Card[], query: string): Card[] {
  const wanted = terms(query);
  if (wanted.length === 0) return [...cards];
  return rank(cards.filter((card) => wanted.every((term) => card.words.includes(term))), wanted);
}

/** The three cards that share the most with a query nothing matched. */
export function nearestCards(cards: readonly Card[], query: string): Card[] {
  const wanted = terms(query);
  const scored = cards.map((card) => ({ card, score: wanted.reduce((sum, term) => sum + share(term, card.words), 0) }));
  return scored.filter((s) => s.score > 0).sort((a, b) => b.score - a.score).slice(0, 3).map((s) => s.card);
}

function rank(cards: Card[], wanted: readonly string[]): Card[] {
  const score = (card: Card) => {
    const title = ` ${folded(card.title.vi)} ${folded(card.title.en ?? '')} ${folded(card.code ?? '')}`;
    return wanted.filter((term) => title.includes(` ${term}`)).length;
  };
  return cards
    .map((card, order) => ({ card, order, score: score(card) }))
    .sort((a, b) => b.score - a.score || a.order - b.order)
    .map((s) => s.card);
}

/** How much of `term` begins some word of `words`: 0 to 1; at least three letters must agree. */
function share(term: string, words: string): number {
  for (let letters = term.length; letters >= Math.min(3, term.length); letters--) {
    if (` ${words}`.includes(` ${term.slice(0, letters)}`)) return letters / term.length;
  }
  return 0;
}
