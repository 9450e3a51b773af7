/** The files a gallery waits for before its first view, as rows: which came is read from the browser's own log of fetches. */

import type { Words } from '../core/i18n';
import { changed, type FileRow } from '../core/progress';
import type { Reason } from '../gl/bytes';
import type { GalleryDoc } from '../manifest.gen';

interface Watched {
  readonly id: string;
  readonly url: string;
}

export class GalleryFiles {
  rows: readonly FileRow[];
  loaded = 0;
  total: number;
  private readonly watched: readonly Watched[];
  private readonly retries = new Map<string, () => void>();
  private observer: PerformanceObserver | null = null;

  constructor(
    doc: GalleryDoc,
    words: Words,
    private readonly tell: () => void,
  ) {
    const models = doc.models.flatMap(({ exhibit, model }) => {
      const file = model.qualities[0]?.file;
      const title = doc.scene.stands.find((stand) => stand.exhibit === exhibit)?.title;
      return file && title ? [{ id: exhibit, name: words.say(title), file }] : [];
    });
    const all = [
      { id: 'rooms', name: words.t('fileArchitecture'), file: doc.model },
      { id: 'light', name: words.t('fileLight'), file: doc.light_map },
      ...models,
    ];
    this.rows = all.map(({ id, name, file }) => ({ id, name, bytes: file.bytes, state: 'loading' }));
    this.watched = all.map(({ id, file }) => ({ id, url: file.url }));
    this.total = all.reduce((sum, { file }) => sum + file.bytes, 0);
  }

  begin(): void {
    this.observer ??= new PerformanceObserver((list) => this.fetched(list.getEntries()));
    this.observer.observe({ type: 'resource', buffered: true });
  }

  end(): void {
    this.observer?.disconnect();
    this.observer = null;
  }

  counted(loaded: number, total: number): void {
    this.loaded = loaded;
    this.total = total;
    this.tell();
  }

  /** A file failed: `exhibit` names whose, null the rooms. */
  failed(exhibit: string | null, reason: Reason, retry: () => void): void {
    const id = exhibit ?? 'rooms';
    this.retries.set(id, retry);
    this.rows = changed(this.rows, id, { state: reason === 'missing' ? 'missing' : 'failed' });
    this.tell();
  }

  retry(id: string): void {
    this.rows = changed(this.rows, id, { state: 'loading' });
    this.tell();
    this.retries.get(id)?.();
    this.retries.delete(id);
  }

  private fetched(entries: readonly PerformanceEntry[]): void {
    for (const { id, url } of this.watched) {
      const entry = entries.find((e) => e.name.endsWith(url)) as PerformanceResourceTiming | undefined;
      const row = this.rows.find((r) => r.id === id);
      if (entry && row?.state === 'loading' && entry.responseStatus < 400) this.rows = changed(this.rows, id, { state: 'done' });
    }
    this.tell();
  }
}
