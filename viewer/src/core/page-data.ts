/** What the page carries for the viewer: its document (`vm-doc`) and names and ways (`vm-site`). */

import type { Doc } from '../manifest.gen';

export interface Way {
  readonly href: string;
  readonly title: string;
}

export interface CardData {
  readonly type: 'exhibit' | 'gallery' | 'panorama' | 'tour';
  readonly title: string;
  readonly line: string;
  readonly href: string;
  /** Address of its document, from the root of the site. */
  readonly data: string;
}

export interface SiteData {
  readonly lang: string;
  readonly title: string;
  readonly home: string;
  readonly help: string;
  readonly languages: readonly { readonly lang: string; readonly href: string }[];
  readonly venue: { readonly id: string; readonly name: string; readonly href: string } | null;
  readonly back: Way;
  readonly exhibits: Readonly<Record<string, CardData>>;
  readonly scenes: Readonly<Record<string, CardData>>;
  readonly fonts: string;
}

export interface PageData<D extends Doc> {
  readonly doc: D;
  readonly site: SiteData;
  /** The way to the root of the site, ending in a slash. */
  readonly root: string;
}

/** Reads the blocks of a stage page. Throws where the page has none: it is then not a stage page. */
export function readPage<D extends Doc>(type: D['type']): PageData<D> {
  const doc = block('vm-doc') as D;
  if (doc.type !== type) throw new Error(`the page holds a ${doc.type}, not a ${type}`);
  return { doc, site: block('vm-site') as SiteData, root: new URL(document.documentElement.dataset.root ?? './', location.href).href };
}

function block(id: string): unknown {
  return JSON.parse(document.getElementById(id)?.textContent ?? 'null');
}
