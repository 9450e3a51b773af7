/** What is remembered until the tab is closed, and nowhere else: notes already read, keys switched off, eye height. */

export type Remembered = 'keys-off' | 'captions-off' | 'eye-low' | `note-${string}`;

/** False where storage is refused: nothing is remembered then. */
export function remembers(name: Remembered): boolean {
  try {
    return sessionStorage.getItem(`vm-${name}`) === '1';
  } catch {
    return false;
  }
}

export function remember(name: Remembered, on: boolean): void {
  try {
    if (on) sessionStorage.setItem(`vm-${name}`, '1');
    else sessionStorage.removeItem(`vm-${name}`);
  } catch {
    // storage is refused: the choice lasts as long as the page
  }
}
