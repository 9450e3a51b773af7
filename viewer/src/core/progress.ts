/** Bytes of several files on their way, as the loading frame tells them. Pure. */

export type FileState = 'loading' | 'done' | 'missing' | 'failed';

export interface FileRow {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly state: FileState;
}

const ENOUGH = 0.05;

/** Whole seconds left at the speed so far, or null while that is a guess (under a second, or under a twentieth came). */
export function secondsLeft(loaded: number, total: number, elapsed_ms: number): number | null {
  if (elapsed_ms < 1000 || loaded < total * ENOUGH || loaded >= total) return null;
  return Math.max(1, Math.ceil(((total - loaded) / loaded) * (elapsed_ms / 1000)));
}

/** `rows` with one row changed. */
export function changed(rows: readonly FileRow[], id: string, change: Partial<FileRow>): FileRow[] {
  return rows.map((row) => (row.id === id ? { ...row, ...change } : row));
}
