/** The list of annotations in the sheet: the page's own rows become buttons that turn the model. */

import type { AnnotationRef } from '../manifest.gen';

interface Row {
  readonly item: HTMLElement;
  readonly button: HTMLButtonElement;
  readonly text: HTMLElement | null;
}

export class Annotations {
  private readonly rows = new Map<string, Row>();

  constructor(
    private readonly annotations: readonly AnnotationRef[],
    private readonly press: (id: string) => void,
  ) {}

  /** Makes buttons of the rows. Called once the model can answer them. */
  attach(): void {
    for (const { id } of this.annotations) {
      const item = document.querySelector<HTMLElement>(`#annotations [data-annotation="${CSS.escape(id)}"]`);
      if (item && !this.rows.has(id)) this.rows.set(id, this.upgrade(item, id));
    }
  }

  /** Shows one annotation's text, or none; `scroll` brings it into view. */
  open(id: string | null, scroll: boolean): void {
    for (const [key, { item, button, text }] of this.rows) {
      const open = key === id;
      item.classList.toggle('on', open);
      button.setAttribute('aria-expanded', String(open));
      if (text) text.hidden = !open;
      if (open && scroll) item.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
    }
  }

  private upgrade(item: HTMLElement, id: string): Row {
    const mark = item.querySelector('i');
    const title = item.querySelector('b');
    const text = item.querySelector<HTMLElement>('span > .muted');
    const button = document.createElement('button');
    button.type = 'button';
    button.setAttribute('aria-expanded', 'false');
    button.append(...[mark, title].filter((node) => node !== null));
    button.addEventListener('click', () => this.press(id));
    if (text) {
      text.id = `note-${id}`;
      text.hidden = true;
      button.setAttribute('aria-controls', text.id);
    }
    item.replaceChildren(button, ...(text ? [text] : []));
    return { item, button, text };
  }
}
