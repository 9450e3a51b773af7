/** Which key does what on which stage: the table of the help page. Pure; the stage does it. */

export type Page = 'gallery' | 'panorama' | 'exhibit' | 'tour';

export type Action =
  | { readonly do: 'walk'; readonly forward: number }
  | { readonly do: 'turn'; readonly x: number; readonly y: number }
  | { readonly do: 'zoom'; readonly by: number }
  | { readonly do: 'open'; readonly number: number }
  | { readonly do: 'list' | 'plan' | 'captions' | 'full' | 'help' | 'start' | 'next' | 'previous' | 'measure' };

/** The part of a keyboard event that matters here. */
export interface Stroke {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

const LETTERS: Readonly<Record<string, string>> = { w: 'ArrowUp', a: 'ArrowLeft', s: 'ArrowDown', d: 'ArrowRight' };
const turn = (x: number, y: number): Action => ({ do: 'turn', x, y });
const zoom = (by: number): Action => ({ do: 'zoom', by });

const EVERYWHERE: Readonly<Record<string, Action>> = { f: { do: 'full' }, '?': { do: 'help' }, Home: { do: 'start' } };
const PLACES: Readonly<Record<string, Action>> = { l: { do: 'list' }, m: { do: 'plan' }, c: { do: 'captions' } };
const LOOK: Readonly<Record<string, Action>> = {
  ArrowLeft: turn(-1, 0), ArrowRight: turn(1, 0), ArrowUp: turn(0, 1), ArrowDown: turn(0, -1),
  q: zoom(-1), e: zoom(1), PageUp: zoom(1), PageDown: zoom(-1),
};

const TABLE: Readonly<Record<Page, Readonly<Record<string, Action>>>> = {
  gallery: {
    ...EVERYWHERE, ...PLACES,
    ArrowUp: { do: 'walk', forward: 1 }, ArrowDown: { do: 'walk', forward: -1 }, ArrowLeft: turn(-1, 0), ArrowRight: turn(1, 0),
    q: turn(-1, 0), e: turn(1, 0), PageUp: turn(0, 1), PageDown: turn(0, -1),
  },
  panorama: { ...EVERYWHERE, ...PLACES, ...LOOK },
  exhibit: { ...EVERYWHERE, ...LOOK, m: { do: 'measure' } },
  tour: { ...EVERYWHERE, c: { do: 'captions' }, n: { do: 'next' }, p: { do: 'previous' } },
};

/** What a key press asks for, or null: not ours, or with a modifier, which belongs to the browser. */
export function actionOf(page: Page, stroke: Stroke): Action | null {
  if (stroke.ctrlKey || stroke.altKey || stroke.metaKey) return null;
  const key = stroke.key.length === 1 ? stroke.key.toLowerCase() : stroke.key;
  if (/^[1-9]$/.test(key)) return { do: 'open', number: Number(key) };
  return TABLE[page][key] ?? TABLE[page][page === 'tour' ? key : (LETTERS[key] ?? key)] ?? null;
}
