/** What a stage page shows, as the query of its address. Angles in the address are whole degrees, places centimetres. */

export interface ViewState {
  /** Stop of a tour, from 1; one past the last is the end. */
  readonly s?: number;
  /** Viewpoint of a panorama, or named view of a gallery. */
  readonly v?: string;
  /** Heading and height of the look, radians. */
  readonly yaw?: number;
  readonly pitch?: number;
  /** Where one stands in a gallery: x and z, metres. */
  readonly at?: readonly [number, number];
  /** The stand one looks at. */
  readonly stand?: string;
  /** The hotspot one looks at. */
  readonly spot?: string;
  /** The annotation that is open. */
  readonly a?: string;
  /** `text`: the text version instead of the stage. */
  readonly view?: 'text';
}

const KEYS = ['s', 'v', 'yaw', 'pitch', 'at', 'stand', 'spot', 'a', 'view'] as const;
const ID = /^[a-z0-9]+(?:[-_.][a-z0-9]+)*$/i;
const DEGREE = Math.PI / 180;

/** Reads a query; what is not well formed is left out. */
export function readState(query: string): ViewState {
  const from = new URLSearchParams(query);
  const state: { -readonly [K in keyof ViewState]: ViewState[K] } = {};
  const stop = Number(from.get('s'));
  if (Number.isInteger(stop) && stop >= 1 && stop < 1000) state.s = stop;
  for (const key of ['v', 'stand', 'spot', 'a'] as const) {
    const id = from.get(key);
    if (id !== null && ID.test(id)) state[key] = id;
  }
  const yaw = number(from.get('yaw'), 360);
  if (yaw !== null) state.yaw = yaw * DEGREE;
  const pitch = number(from.get('pitch'), 90);
  if (pitch !== null) state.pitch = pitch * DEGREE;
  const [x, z] = (from.get('at') ?? '').split(',').map((part) => number(part, 10_000));
  if (x !== undefined && x !== null && z !== undefined && z !== null) state.at = [x, z];
  if (from.get('view') === 'text') state.view = 'text';
  return state;
}

/** Writes a query, "" or "?…", in a fixed order; parameters of others in `query` stay in front. */
export function writeState(state: ViewState, query = ''): string {
  const into = new URLSearchParams(query);
  for (const key of KEYS) into.delete(key);
  if (state.s !== undefined) into.set('s', String(state.s));
  if (state.v !== undefined) into.set('v', state.v);
  if (state.at !== undefined) into.set('at', state.at.map((metres) => short(metres, 2)).join(','));
  if (state.yaw !== undefined) into.set('yaw', short(positive(state.yaw / DEGREE), 0));
  if (state.pitch !== undefined) into.set('pitch', short(state.pitch / DEGREE, 0));
  for (const key of ['stand', 'spot', 'a', 'view'] as const) {
    const value = state[key];
    if (value !== undefined) into.set(key, value);
  }
  const text = into.toString().replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
}

function number(text: string | null | undefined, limit: number): number | null {
  if (text === null || text === undefined || text.trim() === '') return null;
  const value = Number(text);
  return Number.isFinite(value) && Math.abs(value) <= limit ? value : null;
}

function positive(degrees: number): number {
  return ((Math.round(degrees) % 360) + 360) % 360;
}

function short(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)) || 0);
}
