/** Search in the collection: the plain list is filtered in place by the words of the index, marks or no marks. */

import { loadWords } from '../core/i18n';
import { findCards, nearestCards } from '../core/search';
import type { Card, Manifest } from '../manifest.gen';

const WAIT_MS = 120;

export async function start(): Promise<void> {
  const form = document.querySelector<HTMLFormElement>('.wide .find');
  const input = form?.querySelector('input');
  const address = document.querySelector<HTMLElement>('[data-manifest]')?.dataset.manifest;
  if (!form || !input || !address) return;
  const words = await loadWords(document.documentElement.lang);
  const items = new Map([...document.querySelectorAll<HTMLElement>('li[data-id]')].map((item) => [item.dataset.id ?? '', item]));
  const total = items.size;
  let cards: Promise<readonly Card[]> | null = null;
  const load = () => (cards ??= fetch(address).then((answer) => answer.json() as Promise<Manifest>).then((m) => m.cards));

  const show = async (): Promise<void> => {
    const query = input.value.trim();
    history.replaceState(history.state, '', location.pathname + (query === '' ? '' : `?q=${encodeURIComponent(query)}`));
    const known = query === '' ? [] : (await load()).filter((card) => items.has(`${card.type}/${card.id}`));
    if (input.value.trim() !== query) return;
    const found = new Set(findCards(known, query).map((card) => `${card.type}/${card.id}`));
    for (const [id, item] of items) item.hidden = query !== '' && !found.has(id);
    for (const group of document.querySelectorAll<HTMLElement>('.group')) group.hidden = !group.querySelector('li[data-id]:not([hidden])');
    const count = document.getElementById('count');
    if (count) count.textContent = words.t('searchCount', query === '' ? total : found.size);
    showNone(query !== '' && found.size === 0 ? query : '', nearestCards(known, query), items);
  };

  const showNone = (query: string, near: readonly Card[], rows: ReadonlyMap<string, HTMLElement>): void => {
    const none = document.getElementById('none');
    if (!none) return;
    none.hidden = query === '';
    const links = near.map((card) => {
      const link = document.createElement('a');
      link.className = 'btn';
      link.href = rows.get(`${card.type}/${card.id}`)?.querySelector('a')?.href ?? '';
      link.textContent = words.say(card.title);
      return link;
    });
    none.querySelector('h2')?.replaceChildren(words.t('searchNone', query));
    none.querySelector('p')?.replaceChildren(words.t('searchNear'));
    none.querySelector('.acts')?.remove();
    const acts = document.createElement('div');
    acts.className = 'acts';
    acts.append(...links);
    none.append(acts);
  };

  let timer = 0;
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void show(), WAIT_MS);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void show();
  });
  const asked = new URLSearchParams(location.search).get('q');
  if (asked) {
    input.value = asked;
    await show();
  }
}
