/** Which tiles a view wants, most wanted first. Pure. */

import { direction, FACES, onFace, type Tile, tilesOf, type V3 } from './faces';
import { focal, type Look, type Size, unproject } from './look';

/** Texels wanted for a drawn pixel. */
const SHARPNESS = 0.9;

/** The coarsest level that is sharp for this view; `height_px` counts drawn pixels. */
export function wantedLevel(levels: readonly number[], look: Look, size: Size, height_px: number): number {
  const pixelsAUnit = (focal(look, size) * height_px) / 2;
  const found = levels.findIndex((face_px) => face_px / 2 >= pixelsAUnit * SHARPNESS);
  return found < 0 ? levels.length - 1 : found;
}

/** Tiles in view: first all of level 0, then of the wanted level, nearest the middle first. */
export function wantedTiles(levels: readonly number[], tile_px: number, look: Look, size: Size, height_px: number): Tile[] {
  const wanted = wantedLevel(levels, look, size, height_px);
  const order = wanted === 0 ? [0] : [0, wanted];
  return order.flatMap((level) => tilesInView(level, levels[level] ?? tile_px, tile_px, look, size));
}

function tilesInView(level: number, face_px: number, tile_px: number, look: Look, size: Size): Tile[] {
  const cone = viewCone(look, size);
  const found: { tile: Tile; off: number }[] = [];
  for (const face of FACES)
    for (const tile of tilesOf(level, face, face_px, tile_px)) {
      const middle = unit(onFace(face, (tile.left + tile.right) / 2, (tile.top + tile.bottom) / 2));
      const corner = unit(onFace(face, tile.left, tile.top));
      const corner2 = unit(onFace(face, tile.right, tile.bottom));
      const radius = Math.max(angle(middle, corner), angle(middle, corner2));
      const off = angle(middle, cone.axis);
      if (off <= cone.half + radius && inFrame(middle, radius, look, size)) found.push({ tile, off });
    }
  return found.sort((a, b) => a.off - b.off).map(({ tile }) => tile);
}

function viewCone(look: Look, size: Size): { readonly axis: V3; readonly half: number } {
  const axis = direction(look.yaw, look.pitch);
  return { axis, half: angle(axis, unproject(0, 0, look, size)) };
}

/** A finer test than the cone: outside one of the four sides of the view by more than the tile's radius. */
function inFrame(middle: V3, radius: number, look: Look, size: Size): boolean {
  const corners = [
    unproject(0, 0, look, size),
    unproject(size.width, 0, look, size),
    unproject(size.width, size.height, look, size),
    unproject(0, size.height, look, size),
  ] as const;
  return corners.every((from, i) => {
    const to = corners[(i + 1) % 4] as V3;
    const inward = unit(cross(from, to));
    return inward[0] * middle[0] + inward[1] * middle[1] + inward[2] * middle[2] >= -Math.sin(Math.min(radius, Math.PI / 2));
  });
}

function cross(a: V3, b: V3): V3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function unit(v: V3): V3 {
  const length = Math.hypot(...v);
  return [v[0] / length, v[1] / length, v[2] / length];
}

function angle(a: V3, b: V3): number {
  return Math.acos(Math.min(1, Math.max(-1, a[0] * b[0] + a[1] * b[1] + a[2] * b[2])));
}
