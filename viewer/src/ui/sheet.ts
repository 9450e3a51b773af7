/** A modal sheet on the browser's own dialog: it holds the focus, Esc closes it, focus goes back to what opened it. */

import { html, render, type TemplateResult } from 'lit';

export interface Sheet {
  close(): void;
}

/** Opens a sheet. `body` gets the function that closes it; `closed` runs afterwards, with what it was closed with. */
export function openSheet(
  host: HTMLElement,
  label: string,
  body: (close: (answer?: string) => void) => TemplateResult,
  closed: (answer: string) => void = () => {},
): Sheet {
  const dialog = document.createElement('dialog');
  const opener = document.activeElement;
  dialog.className = 'dlg';
  dialog.setAttribute('aria-label', label);
  const close = (answer = '') => dialog.close(answer);
  dialog.addEventListener('close', () => {
    dialog.remove();
    if (opener instanceof HTMLElement && opener.isConnected && opener !== document.body) opener.focus();
    closed(dialog.returnValue);
  });
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) close();
  });
  dialog.addEventListener('keydown', (event) => event.stopPropagation());
  host.append(dialog);
  render(html`<div class="dlg-in">${body(close)}</div>`, dialog);
  dialog.showModal();
  return { close };
}
