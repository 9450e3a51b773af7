import { describe, expect, it } from 'vitest';
import { cover, errorPx, readTileset, type Sight, type TileNode, TilesetError, wantedTiles } from '../../../src/gl/exhibit/tiles-tree';

type V3 = readonly [number, number, number];

function node(name: string, low: V3, high: V3, error_m: number, children: TileNode[] = []): TileNode {
  return { url: name, low, high, error_m, children };
}

/** A row of four cells along x, 1 m each, in a tree of two levels. */
function row(): TileNode {
  const leaf = (i: number): TileNode => node(`leaf${i}`, [i, 0, 0], [i + 1, 1, 1], 0);
  const half = (i: number): TileNode => node(`half${i}`, [2 * i, 0, 0], [2 * i + 2, 1, 1], 0.01, [leaf(2 * i), leaf(2 * i + 1)]);
  return node('root', [0, 0, 0], [4, 1, 1], 0.1, [half(0), half(1)]);
}

/** From a point before the row; only what reaches beyond `from` along x is in sight. */
function sight(distance: number, from = -1): Sight {
  return { pixels: 1000, distance: () => distance, inside: (_low, high) => high[0] > from };
}

const names = (nodes: Iterable<TileNode>): string[] => [...nodes].map((n) => n.url).sort();
const WISH = { error_px: 1.5, tiles: 50, lacks: () => false };

describe('reading a tileset', () => {
  const tile = { boundingVolume: { box: [1, -3, 2, 0.5, 0, 0, 0, 1.5, 0, 0, 0, 1] }, geometricError: 0.25, content: { uri: 'r.glb' } };

  it('turns boxes from Z up to Y up', () => {
    const root = readTileset({ asset: { version: '1.1' }, root: { ...tile, refine: 'REPLACE' } }, 'a/b/');
    expect(root).toMatchObject({ url: 'a/b/r.glb', low: [0.5, 1, 1.5], high: [1.5, 3, 4.5], error_m: 0.25, children: [] });
  });

  it.each([
    [{ asset: { version: '2.0' }, root: tile }],
    [{ asset: { version: '1.1' }, root: { ...tile, refine: 'ADD' } }],
    [{ asset: { version: '1.1' }, root: { ...tile, boundingVolume: {} } }],
    [{ asset: { version: '1.1' }, root: { ...tile, content: undefined } }],
  ])('refuses what it cannot show', (json) => {
    expect(() => readTileset(json as never, '')).toThrow(TilesetError);
  });
});

describe('the tiles a view asks for', () => {
  it('are few from afar and the finest close by', () => {
    expect(names(wantedTiles(row(), sight(100), WISH).keys())).toEqual(['root']);
    expect(names(wantedTiles(row(), sight(20), WISH).keys())).toEqual(['half0', 'half1']);
    expect(names(wantedTiles(row(), sight(2), WISH).keys())).toEqual(['leaf0', 'leaf1', 'leaf2', 'leaf3']);
  });

  it('are coarse where one does not look', () => {
    const found = wantedTiles(row(), sight(2, 2.5), WISH);
    expect(names(found.keys())).toEqual(['half0', 'leaf2', 'leaf3']);
    expect([...found].find(([n]) => n.url === 'half0')?.[1]).toBe(-1);
  });

  it('are never more than the device holds, nor children that cannot be had', () => {
    expect(wantedTiles(row(), sight(2), { ...WISH, tiles: 3 }).size).toBe(3);
    const lacking = wantedTiles(row(), sight(2), { ...WISH, lacks: (n) => n.url === 'leaf0' });
    expect(names(lacking.keys())).toEqual(['half0', 'leaf2', 'leaf3']);
  });

  it('grow with the error that shows', () => {
    expect(errorPx(row(), sight(10))).toBeCloseTo(10);
    expect(errorPx(row(), sight(20))).toBeCloseTo(5);
  });
});

describe('what is drawn meanwhile', () => {
  const covered = (root: TileNode, loaded: string[], at = sight(2)): string[] | undefined => {
    const found = cover(root, wantedTiles(root, at, WISH), (n) => loaded.includes(n.url));
    return found && names(found);
  };

  it('is nothing while a part has no tile at all', () => {
    expect(covered(row(), [])).toBeUndefined();
    expect(covered(row(), ['half0', 'leaf2'])).toBeUndefined();
  });

  it('is a coarser tile until all of its finer ones are there', () => {
    expect(covered(row(), ['half0', 'half1', 'leaf0'])).toEqual(['half0', 'half1']);
    expect(covered(row(), ['half0', 'half1', 'leaf0', 'leaf1'])).toEqual(['half1', 'leaf0', 'leaf1']);
  });

  it('is the finer tiles until the coarser one is there', () => {
    const all = ['leaf0', 'leaf1', 'leaf2', 'leaf3'];
    expect(covered(row(), all, sight(100))).toEqual(all);
    expect(covered(row(), [...all, 'root'], sight(100))).toEqual(['root']);
  });
});
