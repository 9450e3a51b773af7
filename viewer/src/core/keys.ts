/** Shortcut keys of the stages beside moving, which each stage does itself while its canvas is focused. Pure. */

export type Page = 'gallery' | 'panorama' | 'exhibit' | 'tour';

export type Action =
  | { readonly do: 'open'; readonly number: number }
  | { readonly do: 'list' | 'plan' | 'captions' | 'full' | 'help' | 'next' | 'previous' | 'first' | 'measure' };

/** The part of a keyboard event that matters here. */
export interface Stroke {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

type Table = Readonly<Record<string, Action>>;

const EVERYWHERE: Table = { f: { do: 'full' }, '?': { do: 'help' } };
const PLACES: Table = { ...EVERYWHERE, l: { do: 'list' }, m: { do: 'plan' }, c: { do: 'captions' } };

const TABLE: Readonly<Record<Page, Table>> = {
  gallery: PLACES,
  panorama: PLACES,
  exhibit: { ...EVERYWHERE, m: { do: 'measure' }, c: { do: 'captions' } },
  tour: { ...EVERYWHERE, c: { do: 'captions' }, n: { do: 'next' }, p: { do: 'previous' }, Home: { do: 'first' } },
};

/** What a key press asks for, or null: not ours, or with a modifier, which belongs to the browser. */
export function actionOf(page: Page, stroke: Stroke): Action | null {
  if (stroke.ctrlKey || stroke.altKey || stroke.metaKey) return null;
  const key = stroke.key.length === 1 ? stroke.key.toLowerCase() : stroke.key;
  if (/^[1-9]$/.test(key)) return { do: 'open', number: Number(key) };
  return TABLE[page][key] ?? null;
}
