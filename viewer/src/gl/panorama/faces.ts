/** The six faces of the cube round a panorama: where each tile hangs, and the way back from directions to headings. Pure. */

export type Face = 'f' | 'r' | 'b' | 'l' | 'u' | 'd';
export type V3 = readonly [number, number, number];

export const FACES: readonly Face[] = ['f', 'r', 'b', 'l', 'u', 'd'];

/** Centre, right and down of each face; x to the right of the picture's centre, y up, -z ahead. */
const AXES: Readonly<Record<Face, readonly [V3, V3, V3]>> = {
  f: [[0, 0, -1], [1, 0, 0], [0, -1, 0]],
  r: [[1, 0, 0], [0, 0, 1], [0, -1, 0]],
  b: [[0, 0, 1], [-1, 0, 0], [0, -1, 0]],
  l: [[-1, 0, 0], [0, 0, -1], [0, -1, 0]],
  u: [[0, 1, 0], [1, 0, 0], [0, 0, -1]],
  d: [[0, -1, 0], [1, 0, 0], [0, 0, 1]],
};

/** The point of a face at u to the right and v down, both 0 to 1, on the cube of edge 2. */
export function onFace(face: Face, u: number, v: number): V3 {
  const [centre, right, down] = AXES[face];
  const s = 2 * u - 1;
  const t = 2 * v - 1;
  return [centre[0] + right[0] * s + down[0] * t, centre[1] + right[1] * s + down[1] * t, centre[2] + right[2] * s + down[2] * t];
}

/** Unit direction of a heading (from the picture's centre) and a pitch. */
export function direction(yaw: number, pitch: number): V3 {
  return [Math.sin(yaw) * Math.cos(pitch), Math.sin(pitch), -Math.cos(yaw) * Math.cos(pitch)];
}

export function headingAndPitch(d: V3): { readonly yaw: number; readonly pitch: number } {
  return { yaw: Math.atan2(d[0], -d[2]), pitch: Math.atan2(d[1], Math.hypot(d[0], d[2])) };
}

export interface Tile {
  readonly level: number;
  readonly face: Face;
  readonly row: number;
  readonly column: number;
  /** Edges on the face, 0 to 1. */
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export function tileKey(tile: Pick<Tile, 'level' | 'face' | 'row' | 'column'>): string {
  return `${tile.level}/${tile.face}/${tile.row}_${tile.column}`;
}

/** Tiles of one level of one face of `face_px`; the last row and column may be cut. */
export function tilesOf(level: number, face: Face, face_px: number, tile_px: number): Tile[] {
  const count = Math.ceil(face_px / tile_px);
  const edge = (i: number): number => Math.min((i * tile_px) / face_px, 1);
  const tiles: Tile[] = [];
  for (let row = 0; row < count; row++)
    for (let column = 0; column < count; column++)
      tiles.push({ level, face, row, column, left: edge(column), top: edge(row), right: edge(column + 1), bottom: edge(row + 1) });
  return tiles;
}
