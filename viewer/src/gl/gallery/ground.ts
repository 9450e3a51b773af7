/** Where one may stand and walk: areas united, less obstacles, with a distance kept from both. Floor metres (x, z). Pure. */

import type { Walk } from '../../manifest.gen';

export type Spot = readonly [number, number];

interface Shape {
  readonly ring: readonly Spot[];
  readonly low: Spot;
  readonly high: Spot;
}

const RING: readonly Spot[] = Array.from({ length: 12 }, (_, i) => [Math.cos((i * Math.PI) / 6), Math.sin((i * Math.PI) / 6)]);
const STRIDE_M = 0.08;
const SLIDES = [0, 0.35, -0.35, 0.75, -0.75, 1.15, -1.15];
const SEARCH_M = 6;

export class Ground {
  readonly low: Spot;
  readonly high: Spot;
  private readonly areas: readonly Shape[];
  private readonly obstacles: readonly Shape[];

  constructor(
    walk: Pick<Walk, 'areas' | 'obstacles'>,
    readonly radius: number,
  ) {
    this.areas = walk.areas.map(shapeOf);
    this.obstacles = walk.obstacles.map(shapeOf);
    this.low = corner(this.areas, Math.min, (s) => s.low, Infinity);
    this.high = corner(this.areas, Math.max, (s) => s.high, -Infinity);
  }

  /** Whether a person fits here. */
  free(x: number, z: number): boolean {
    if (!this.onArea(x, z)) return false;
    for (const [rx, rz] of RING) if (!this.onArea(x + rx * this.radius, z + rz * this.radius)) return false;
    return !this.obstacles.some((shape) => touches(shape, x, z, this.radius));
  }

  /** The nearest place where a person fits, at most a few metres off. */
  nearest(x: number, z: number): Spot | undefined {
    if (this.free(x, z)) return [x, z];
    for (let r = 0.1; r <= SEARCH_M; r += 0.1) {
      const steps = Math.max(8, Math.ceil((r * Math.PI * 2) / 0.12));
      for (let i = 0; i < steps; i++) {
        const a = (i / steps) * Math.PI * 2;
        const px = x + Math.cos(a) * r;
        const pz = z + Math.sin(a) * r;
        if (this.free(px, pz)) return [px, pz];
      }
    }
    return undefined;
  }

  /** Whether the straight way is free. */
  clear(from: Spot, to: Spot): boolean {
    const steps = Math.max(1, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / STRIDE_M));
    for (let i = 1; i <= steps; i++) {
      const k = i / steps;
      if (!this.free(from[0] + (to[0] - from[0]) * k, from[1] + (to[1] - from[1]) * k)) return false;
    }
    return true;
  }

  /** Walk as far as the way is free, sliding along what stands in it. */
  slide(from: Spot, dx: number, dz: number): Spot {
    const length = Math.hypot(dx, dz);
    const steps = Math.ceil(length / STRIDE_M);
    let [x, z] = from;
    for (let i = 0; i < steps; i++) {
      const next = this.step(x, z, dx / steps, dz / steps);
      if (!next) break;
      [x, z] = next;
    }
    return [x, z];
  }

  private step(x: number, z: number, dx: number, dz: number): Spot | undefined {
    for (const turn of SLIDES) {
      const c = Math.cos(turn);
      const s = Math.sin(turn);
      const tx = x + (dx * c - dz * s) * c;
      const tz = z + (dx * s + dz * c) * c;
      if (this.free(tx, tz)) return [tx, tz];
    }
    return undefined;
  }

  private onArea(x: number, z: number): boolean {
    return this.areas.some((shape) => inBox(shape, x, z, 1e-6) && inside(shape.ring, x, z));
  }
}

function shapeOf(ring: readonly Spot[]): Shape {
  const xs = ring.map((p) => p[0]);
  const zs = ring.map((p) => p[1]);
  return { ring, low: [Math.min(...xs), Math.min(...zs)], high: [Math.max(...xs), Math.max(...zs)] };
}

function corner(shapes: readonly Shape[], pick: (a: number, b: number) => number, of: (s: Shape) => Spot, start: number): Spot {
  return shapes.reduce<Spot>((at, s) => [pick(at[0], of(s)[0]), pick(at[1], of(s)[1])], [start, start]);
}

function inBox(shape: Shape, x: number, z: number, margin: number): boolean {
  return x >= shape.low[0] - margin && x <= shape.high[0] + margin && z >= shape.low[1] - margin && z <= shape.high[1] + margin;
}

/** Even-odd rule. */
export function inside(ring: readonly Spot[], x: number, z: number): boolean {
  let within = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, az] = ring[i] as Spot;
    const [bx, bz] = ring[j] as Spot;
    if (az > z !== bz > z && x < ((bx - ax) * (z - az)) / (bz - az) + ax) within = !within;
  }
  return within;
}

function touches(shape: Shape, x: number, z: number, radius: number): boolean {
  if (!inBox(shape, x, z, radius)) return false;
  if (inside(shape.ring, x, z)) return true;
  return shape.ring.some((a, i) => toSegment(a, shape.ring[(i + 1) % shape.ring.length] as Spot, x, z) < radius);
}

function toSegment(a: Spot, b: Spot, x: number, z: number): number {
  const dx = b[0] - a[0];
  const dz = b[1] - a[1];
  const along = dx * dx + dz * dz;
  const k = along === 0 ? 0 : Math.min(1, Math.max(0, ((x - a[0]) * dx + (z - a[1]) * dz) / along));
  return Math.hypot(x - a[0] - dx * k, z - a[1] - dz * k);
}
