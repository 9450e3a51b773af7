/** The one script of every page: it sees what kind of page this is and fetches what makes it more. */

import { keepQuery } from './ui/languages';

const upgrades: Readonly<Record<string, () => Promise<{ start(): unknown }>>> = {
  exhibit: () => import('./ui/exhibit-page'),
  gallery: () => import('./ui/gallery-page'),
  panorama: () => import('./ui/panorama-page'),
  tour: () => import('./ui/tour-page'),
  collection: () => import('./ui/collection-page'),
  code: () => import('./ui/code-page'),
};

const page = document.documentElement.dataset.page ?? '';
if (location.search !== '') keepQuery(location.search);
void upgrades[page]?.().then((upgrade) => upgrade.start());
