/** The way from one place to another: A* over a grid laid on the ground, then pulled straight. Pure. */

import type { Ground, Spot } from './ground';

const CELL_M = 0.25;
const MOST_CELLS = 400;
const MOST_VISITS = 40_000;
const STEPS: readonly (readonly [number, number, number])[] = [
  [1, 0, 1], [-1, 0, 1], [0, 1, 1], [0, -1, 1],
  [1, 1, Math.SQRT2], [1, -1, Math.SQRT2], [-1, 1, Math.SQRT2], [-1, -1, Math.SQRT2],
];

export class Router {
  private readonly cell: number;
  private readonly columns: number;
  private readonly rows: number;
  /** 0 unknown, 1 free, 2 blocked. */
  private readonly known: Uint8Array;

  constructor(private readonly ground: Ground) {
    const width = ground.high[0] - ground.low[0];
    const depth = ground.high[1] - ground.low[1];
    this.cell = Math.max(CELL_M, Math.max(width, depth) / MOST_CELLS);
    this.columns = Math.max(1, Math.ceil(width / this.cell) + 1);
    this.rows = Math.max(1, Math.ceil(depth / this.cell) + 1);
    this.known = new Uint8Array(this.columns * this.rows);
  }

  /** Corners of the way, the start left out; undefined when there is none. Both ends must be free. */
  find(from: Spot, to: Spot): Spot[] | undefined {
    if (this.ground.clear(from, to)) return [to];
    const cells = this.search(from, to);
    return cells && this.straighten(from, [...cells, to]);
  }

  private search(from: Spot, to: Spot): Spot[] | undefined {
    const start = this.cellNear(from);
    const goal = this.cellNear(to);
    if (start === undefined || goal === undefined) return undefined;
    const came = new Map<number, number>();
    const cost = new Map<number, number>([[start, 0]]);
    const open = new Heap();
    open.push(start, 0);
    for (let visits = 0; visits < MOST_VISITS; visits++) {
      const at = open.pop();
      if (at === undefined) return undefined;
      if (at === goal) return this.walkBack(came, at);
      this.spread(at, goal, came, cost, open);
    }
    return undefined;
  }

  private spread(at: number, goal: number, came: Map<number, number>, cost: Map<number, number>, open: Heap): void {
    const column = at % this.columns;
    const row = (at - column) / this.columns;
    const here = cost.get(at) ?? Infinity;
    for (const [dc, dr, length] of STEPS) {
      const next = this.index(column + dc, row + dr);
      if (next === undefined || !this.freeCell(next)) continue;
      if (dc && dr && !(this.freeAt(column + dc, row) && this.freeAt(column, row + dr))) continue;
      const total = here + length;
      if (total >= (cost.get(next) ?? Infinity)) continue;
      cost.set(next, total);
      came.set(next, at);
      open.push(next, total + this.guess(next, goal));
    }
  }

  /** Keep only the corners that are needed. */
  private straighten(from: Spot, way: readonly Spot[]): Spot[] {
    const kept: Spot[] = [];
    let at = from;
    for (let i = 0; i < way.length; ) {
      let far = i;
      for (let step = 1; i + step < way.length; step *= 2) if (this.ground.clear(at, way[i + step] as Spot)) far = i + step;
      while (far + 1 < way.length && this.ground.clear(at, way[far + 1] as Spot)) far++;
      at = way[far] as Spot;
      kept.push(at);
      i = far + 1;
    }
    return kept;
  }

  private walkBack(came: ReadonlyMap<number, number>, end: number): Spot[] {
    const way: Spot[] = [];
    for (let at: number | undefined = end; at !== undefined; at = came.get(at)) way.push(this.spot(at));
    return way.reverse();
  }

  private guess(a: number, b: number): number {
    const dc = Math.abs((a % this.columns) - (b % this.columns));
    const dr = Math.abs(Math.floor(a / this.columns) - Math.floor(b / this.columns));
    return Math.max(dc, dr) + (Math.SQRT2 - 1) * Math.min(dc, dr);
  }

  private cellNear([x, z]: Spot): number | undefined {
    const column = Math.round((x - this.ground.low[0]) / this.cell);
    const row = Math.round((z - this.ground.low[1]) / this.cell);
    for (let reach = 0; reach <= 3; reach++)
      for (let dc = -reach; dc <= reach; dc++)
        for (let dr = -reach; dr <= reach; dr++) {
          const found = this.index(column + dc, row + dr);
          if (found !== undefined && this.freeCell(found) && this.ground.clear([x, z], this.spot(found))) return found;
        }
    return undefined;
  }

  private index(column: number, row: number): number | undefined {
    const within = column >= 0 && row >= 0 && column < this.columns && row < this.rows;
    return within ? row * this.columns + column : undefined;
  }

  private freeAt(column: number, row: number): boolean {
    const index = this.index(column, row);
    return index !== undefined && this.freeCell(index);
  }

  private freeCell(index: number): boolean {
    if (this.known[index] === 0) this.known[index] = this.ground.free(...this.spot(index)) ? 1 : 2;
    return this.known[index] === 1;
  }

  private spot(index: number): Spot {
    const column = index % this.columns;
    const row = (index - column) / this.columns;
    return [this.ground.low[0] + column * this.cell, this.ground.low[1] + row * this.cell];
  }
}

/** Smallest first. */
class Heap {
  private readonly items: { readonly value: number; readonly rank: number }[] = [];

  push(value: number, rank: number): void {
    const { items } = this;
    items.push({ value, rank });
    for (let i = items.length - 1; i > 0; ) {
      const above = (i - 1) >> 1;
      if (this.rank(above) <= this.rank(i)) break;
      this.swap(above, i);
      i = above;
    }
  }

  pop(): number | undefined {
    const { items } = this;
    const first = items[0];
    const last = items.pop();
    if (!first || !last || !items.length) return first?.value;
    items[0] = last;
    for (let i = 0; ; ) {
      const left = 2 * i + 1;
      const least = [i, left, left + 1].reduce((a, b) => (this.rank(b) < this.rank(a) ? b : a));
      if (least === i) return first.value;
      this.swap(least, i);
      i = least;
    }
  }

  private rank(i: number): number {
    return this.items[i]?.rank ?? Infinity;
  }

  private swap(a: number, b: number): void {
    const kept = this.items[a];
    const other = this.items[b];
    if (!kept || !other) return;
    this.items[a] = other;
    this.items[b] = kept;
  }
}
