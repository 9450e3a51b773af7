/** Keys of the gallery stage: what is held down as a push. Pure. */

import type { Push } from './walker';

const KEYS: Readonly<Record<string, readonly [keyof Push, number]>> = {
  ArrowUp: ['ahead', 1],
  KeyW: ['ahead', 1],
  ArrowDown: ['ahead', -1],
  KeyS: ['ahead', -1],
  KeyA: ['side', -1],
  KeyD: ['side', 1],
  ArrowLeft: ['turn', -1],
  KeyQ: ['turn', -1],
  ArrowRight: ['turn', 1],
  KeyE: ['turn', 1],
  PageUp: ['nod', 1],
  PageDown: ['nod', -1],
};

export function isWalkingKey(code: string): boolean {
  return code in KEYS;
}

/** The push of all keys held; opposite keys cancel. */
export function pushOf(held: Iterable<string>): Push {
  const sum = { ahead: 0, side: 0, turn: 0, nod: 0 };
  for (const code of held) {
    const key = KEYS[code];
    if (key) sum[key[0]] = Math.max(-1, Math.min(1, sum[key[0]] + key[1]));
  }
  return sum;
}
