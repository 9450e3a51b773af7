/** The tree of a 3D Tiles 1.1 tileset as our builder writes it, and which of its tiles a view asks for. No drawing here. */

export interface TileJson {
  readonly boundingVolume: { readonly box?: readonly number[] };
  readonly geometricError: number;
  readonly refine?: string;
  readonly content?: { readonly uri: string };
  readonly children?: readonly TileJson[];
}

export interface TilesetJson {
  readonly asset: { readonly version: string };
  readonly root: TileJson;
}

type V3 = readonly [number, number, number];

/** A tile: box in metres, Y up; how far it may be from the scan, metres; its finer tiles. */
export interface TileNode {
  /** File of the tile, or of the tileset that goes on here (`.json`). */
  url: string;
  readonly low: V3;
  readonly high: V3;
  readonly error_m: number;
  children: readonly TileNode[];
}

/** What a view sees, as far as tiles go. */
export interface Sight {
  /** Pixels on the screen of one metre at one metre. */
  readonly pixels: number;
  distance(low: V3, high: V3): number;
  inside(low: V3, high: V3): boolean;
}

export interface Wish {
  /** Error on the screen that nobody sees, device pixels. */
  readonly error_px: number;
  /** Most tiles in sight at once. */
  readonly tiles: number;
  /** A tile that cannot be had: its parent stays. */
  lacks(node: TileNode): boolean;
}

export class TilesetError extends Error {}

/** Raises TilesetError for anything but a tileset whose tiles are boxes that replace their parents. */
export function readTileset(json: TilesetJson, folder: string): TileNode {
  if (!/^1\./.test(json.asset?.version ?? '') || !json.root) throw new TilesetError('not a tileset of version 1');
  if ((json.root.refine ?? 'REPLACE') !== 'REPLACE') throw new TilesetError('tiles must replace their parents');
  return nodeOf(json.root, folder, 0);
}

const DEEPEST = 64;

function nodeOf(tile: TileJson, folder: string, depth: number): TileNode {
  const box = tile.boundingVolume?.box;
  if (box?.length !== 12 || !tile.content || depth > DEEPEST) throw new TilesetError('a tile without box or content');
  // tilesets stand Z up: (x, y, z) there is (x, z, -y) here
  const b = (i: number): number => box[i] as number;
  const half = (axis: number): number => Math.abs(b(3 + axis)) + Math.abs(b(6 + axis)) + Math.abs(b(9 + axis));
  const [cx, cy, cz] = [b(0), b(2), -b(1)];
  const [hx, hy, hz] = [half(0), half(2), half(1)];
  return {
    url: folder + tile.content.uri,
    low: [cx - hx, cy - hy, cz - hz],
    high: [cx + hx, cy + hy, cz + hz],
    error_m: tile.geometricError,
    children: (tile.children ?? []).map((child) => nodeOf(child, folder, depth + 1)),
  };
}

/** Error of a tile on the screen, device pixels; -1 out of sight. */
export function errorPx(node: TileNode, sight: Sight): number {
  if (!sight.inside(node.low, node.high)) return -1;
  return (node.error_m * sight.pixels) / Math.max(sight.distance(node.low, node.high), 1e-6);
}

/** The tiles that cover the whole scan and are sharp where one looks, with their errors: the worst gives way to its children first. */
export function wantedTiles(root: TileNode, sight: Sight, wish: Wish): Map<TileNode, number> {
  const cut = new Map<TileNode, number>([[root, errorPx(root, sight)]]);
  const open = [root];
  let seen = 1;
  while (open.length) {
    let worst = 0;
    for (let i = 1; i < open.length; i++) if (rank(cut, open[i]) > rank(cut, open[worst])) worst = i;
    const node = open.splice(worst, 1)[0] as TileNode;
    if (rank(cut, node) <= wish.error_px) break;
    const { children } = node;
    const more = children.filter((child) => sight.inside(child.low, child.high)).length - 1;
    if (!children.length || seen + more > wish.tiles || children.some((child) => wish.lacks(child))) continue;
    seen += more;
    cut.delete(node);
    for (const child of children) {
      cut.set(child, errorPx(child, sight));
      open.push(child);
    }
  }
  return cut;
}

function rank(cut: ReadonlyMap<TileNode, number>, node: TileNode | undefined): number {
  return (node && cut.get(node)) ?? -1;
}

/**
 * Tiles that cover the scan once, as near to the wanted ones as can be; undefined while some of it is not covered.
 * `has`: it is loaded, or nobody would see it.
 */
export function cover(node: TileNode, wanted: ReadonlyMap<TileNode, number>, has: (node: TileNode) => boolean): TileNode[] | undefined {
  if (wanted.has(node)) return has(node) ? [node] : finer(node, has);
  const below: TileNode[] = [];
  for (const child of node.children) {
    const found = cover(child, wanted, has);
    if (!found) return has(node) ? [node] : undefined;
    below.push(...found);
  }
  return node.children.length ? below : undefined;
}

/** Loaded tiles below one that has not come yet. */
function finer(node: TileNode, has: (node: TileNode) => boolean): TileNode[] | undefined {
  if (!node.children.length) return undefined;
  const below: TileNode[] = [];
  for (const child of node.children) {
    const found = has(child) ? [child] : finer(child, has);
    if (!found) return undefined;
    below.push(...found);
  }
  return below;
}
