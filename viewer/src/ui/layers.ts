/** What lies open on a stage, topmost last. Esc closes the topmost and gives focus back to what opened it. */

interface Layer {
  readonly name: string;
  readonly close: () => void;
  readonly opener: Element | null;
}

export class Layers {
  private readonly open: Layer[] = [];

  /** Notes that `name` was opened by what has the focus now. */
  push(name: string, close: () => void): void {
    this.forget(name);
    this.open.push({ name, close, opener: document.activeElement });
  }

  has(name: string): boolean {
    return this.open.some((layer) => layer.name === name);
  }

  /** Closes `name`, or the topmost; false where nothing is open. */
  close(name?: string): boolean {
    const at = name === undefined ? this.open.length - 1 : this.open.findIndex((layer) => layer.name === name);
    const [layer] = at < 0 ? [] : this.open.splice(at, 1);
    if (!layer) return false;
    layer.close();
    if (layer.opener instanceof HTMLElement && layer.opener.isConnected) layer.opener.focus();
    return true;
  }

  private forget(name: string): void {
    const at = this.open.findIndex((layer) => layer.name === name);
    if (at >= 0) this.open.splice(at, 1);
  }
}
