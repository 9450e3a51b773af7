/** Icons: 24 box, 1.75 stroke, round. Both faces lack arrows and ticks, so these are drawn. */

import { html, svg, type TemplateResult } from 'lit';

const PATHS = {
  back: 'M15 5l-7 7 7 7',
  share: 'M12 15V3M8 7l4-4 4 4M5 12v8h14v-8',
  full: 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5',
  small: 'M9 4v5H4M15 4v5h5M9 20v-5H4M15 20v-5h5',
  turnLeft: 'M4 12a8 8 0 108-8H7M10 1L7 4l3 3',
  turnRight: 'M20 12a8 8 0 11-8-8h5M14 1l3 3-3 3',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  home: 'M4 11l8-7 8 7M6.5 9.5V20h11V9.5',
  ruler: 'M3 16L16 3l5 5L8 21zM7 12l2 2M10 9l2.5 2.5M13 6l2 2',
  sun: 'M16 12a4 4 0 11-8 0 4 4 0 018 0M12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M19 5l-2 2M7 17l-2 2',
  captions: 'M5 5h14a2 2 0 012 2v10a2 2 0 01-2 2H5a2 2 0 01-2-2V7a2 2 0 012-2zM10 10.5a2 2 0 100 3M16.5 10.5a2 2 0 100 3',
  help: 'M21 12a9 9 0 11-18 0 9 9 0 0118 0M9.5 9.5a2.5 2.5 0 114 2c-1 .7-1.5 1.2-1.5 2.3M12 17v.1',
  info: 'M21 12a9 9 0 11-18 0 9 9 0 0118 0M12 11v6M12 7.5v.1',
  close: 'M6 6l12 12M18 6L6 18',
  list: 'M8 6h12M8 12h12M8 18h12M4 6v.1M4 12v.1M4 18v.1',
  plan: 'M3 4h18v16H3zM12 4v7M12 15v5M3 12h5',
  options: 'M4 7h9M19 7h1M4 17h1M11 17h9M18.8 7a2.8 2.8 0 11-5.6 0 2.8 2.8 0 015.6 0M10.800 17a2.800 2.800 0 11-5.600 0 2.800 2.800 0 015.600 0',
  up: 'M12 19V5M6 11l6-6 6 6',
  down: 'M12 5v14M6 13l6 6 6-6',
  left: 'M19 12H5M11 6l-6 6 6 6',
  right: 'M5 12h14M13 6l6 6-6 6',
  tick: 'M5 12.5l4.5 4.5L19 7',
  fetch: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  warning: 'M12 4L2.5 20h19zM12 10v5M12 17.5v.1',
  previous: 'M18 5v14L8 12zM6 5v14',
  next: 'M6 5v14l10-7zM18 5v14',
  offline: 'M2 9a15 15 0 0120 0M5.5 12.5a10 10 0 0113 0M9 16a5 5 0 016 0M12 19.5v.1M3 3l18 18',
  cube: 'M12 3l7.500 4.200v9.600L12 21l-7.500-4.200V7.200zM12 12l7.500-4.800M12 12L4.500 7.200M12 12v9',
  words: 'M5 4h14v16H5zM8.500 8.500h7M8.500 12h7M8.500 15.500h4',
} as const;

export type IconName = keyof typeof PATHS;

export function icon(name: IconName): TemplateResult {
  return html`<svg class="ic" viewBox="0 0 24 24" aria-hidden="true">${svg`<path d=${PATHS[name]}></path>`}</svg>`;
}

/** The arrow that says on which side something lies. */
export const SIDE_ICON = { ahead: 'up', left: 'left', right: 'right', behind: 'down' } as const;
