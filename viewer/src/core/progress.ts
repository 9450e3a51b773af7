/** Bytes of several files on their way, as the loading frame tells them. Pure. */

export type FileState = 'waiting' | 'loading' | 'done' | 'missing' | 'failed';

export interface FileRow {
  readonly id: string;
  readonly name: string;
  readonly loaded: number;
  readonly total: number;
  readonly state: FileState;
}

/** Bytes that came and bytes in all; files that failed no longer count. */
export function totals(rows: readonly FileRow[]): { readonly loaded: number; readonly total: number } {
  const counted = rows.filter((row) => row.state !== 'missing' && row.state !== 'failed');
  const loaded = counted.reduce((sum, row) => sum + (row.state === 'done' ? row.total : Math.min(row.loaded, row.total)), 0);
  return { loaded, total: counted.reduce((sum, row) => sum + row.total, 0) };
}

/** Whole seconds left at the speed so far, or null while that is a guess (under a second, or nothing came). */
export function secondsLeft(loaded: number, total: number, elapsed_ms: number): number | null {
  if (elapsed_ms < 1000 || loaded <= 0 || loaded >= total) return null;
  return Math.max(1, Math.ceil(((total - loaded) / loaded) * (elapsed_ms / 1000)));
}

/** `rows` with one row changed. */
export function changed(rows: readonly FileRow[], id: string, change: Partial<FileRow>): FileRow[] {
  return rows.map((row) => (row.id === id ? { ...row, ...change } : row));
}
