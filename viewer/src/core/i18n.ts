/** The words of one language, and texts of documents in it. */

import type { Text } from '../manifest.gen';
import type { Strings } from './strings.vi';

export type Key = keyof Strings;

export interface Words {
  readonly lang: string;
  /** The words named `key`, values in place of {0}, {1}… */
  t(key: Key, ...values: readonly (string | number)[]): string;
  /** A document's text in this language, else in Vietnamese; nothing for null. */
  say(text: Text | null | undefined): string;
}

/** Fetches the catalogue of a language: English, else Vietnamese. */
export async function loadWords(lang: string): Promise<Words> {
  const strings = lang === 'en' ? (await import('./strings.en')).en : (await import('./strings.vi')).vi;
  return makeWords(lang, strings);
}

export function makeWords(lang: string, strings: Strings): Words {
  return {
    lang,
    t: (key, ...values) => strings[key].replace(/\{(\d)\}/g, (_, n: string) => String(values[Number(n)] ?? '')),
    say: (text) => (text ? ((text as unknown as Record<string, string | null | undefined>)[lang] ?? text.vi) : ''),
  };
}
