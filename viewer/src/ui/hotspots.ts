/** Numbered discs and arrows over a stage. They mirror the list, which is the way for keys and readers; these are for pointers. */

import { clusters } from '../core/clusters';

export interface Hotspot {
  readonly id: string;
  readonly kind: 'look' | 'go';
  /** Number of a look; ignored for a go. */
  readonly number: number;
  readonly name: string;
  /** Whether the name shows without hover: near enough, or chosen. */
  readonly named: boolean;
  readonly chosen: boolean;
}

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly visible: boolean;
}

const ARROW = 'M12 19V5M6 11l6-6 6 6';
const NS = 'http://www.w3.org/2000/svg';
const TARGET_PX = 48;

interface Shown {
  readonly button: HTMLButtonElement;
  readonly label: HTMLElement;
  readonly mark: HTMLElement;
  hotspot: Hotspot;
}

export class HotspotLayer {
  readonly element = document.createElement('div');
  private readonly shown = new Map<string, Shown>();

  constructor(private readonly press: (id: string) => void) {
    this.element.className = 'spots';
    this.element.setAttribute('aria-hidden', 'true');
  }

  /** What there is now, in the order of the list. Buttons that stay are kept. */
  set(hotspots: readonly Hotspot[]): void {
    const wanted = new Set(hotspots.map((spot) => spot.id));
    for (const [id, { button }] of this.shown) {
      if (wanted.has(id)) continue;
      button.remove();
      this.shown.delete(id);
    }
    for (const spot of hotspots) this.draw(spot);
  }

  /** Puts every hotspot where `project` says. Those less than a target apart become one with a count. */
  place(project: (id: string) => Place | null, width: number): void {
    const seen: { id: string; x: number; y: number }[] = [];
    for (const [id, { button }] of this.shown) {
      const at = project(id);
      if (at?.visible) seen.push({ id, x: at.x, y: at.y });
      else button.hidden = true;
    }
    for (const group of clusters(seen, TARGET_PX)) {
      group.forEach((spot, i) => {
        const shown = this.shown.get(spot.id);
        if (!shown) return;
        shown.button.hidden = i > 0;
        if (i > 0) return;
        shown.button.style.transform = `translate(${spot.x.toFixed(1)}px, ${spot.y.toFixed(1)}px) translate(-50%, -50%)`;
        shown.button.classList.toggle('l', spot.x > width * 0.62);
        shown.mark.dataset.more = group.length > 1 ? `+${group.length - 1}` : '';
      });
    }
  }

  /** Marks the hotspot whose row in the list has the focus. */
  highlight(id: string | null): void {
    for (const [key, { button }] of this.shown) button.classList.toggle('hot', key === id);
  }

  private draw(spot: Hotspot): void {
    const shown = this.shown.get(spot.id) ?? this.make(spot);
    const { button, label, mark } = shown;
    shown.hotspot = spot;
    button.className = `hs ${spot.kind === 'go' ? 'go' : 'n'}${spot.chosen ? ' on' : ''}${spot.named ? ' named' : ''}`;
    if (spot.kind === 'look') mark.textContent = String(spot.number);
    label.textContent = spot.name;
  }

  private make(spot: Hotspot): Shown {
    const button = document.createElement('button');
    button.type = 'button';
    button.tabIndex = -1;
    button.hidden = true;
    button.addEventListener('click', () => this.press(spot.id));
    const mark = document.createElement('i');
    if (spot.kind === 'go') mark.append(arrow());
    const label = document.createElement('span');
    button.append(mark, label);
    this.element.append(button);
    const shown = { button, label, mark, hotspot: spot };
    this.shown.set(spot.id, shown);
    return shown;
  }
}

function arrow(): SVGElement {
  const picture = document.createElementNS(NS, 'svg');
  picture.setAttribute('class', 'ic');
  picture.setAttribute('viewBox', '0 0 24 24');
  const path = document.createElementNS(NS, 'path');
  path.setAttribute('d', ARROW);
  picture.append(path);
  return picture;
}
