/** Points closer together than a target become one. Pure. */

/** Groups in the order of their first point; a point joins the first group whose first point is less than `reach` away. */
export function clusters<P extends { readonly x: number; readonly y: number }>(points: readonly P[], reach: number): P[][] {
  const groups: P[][] = [];
  for (const point of points) {
    const group = groups.find(([first]) => first !== undefined && Math.hypot(first.x - point.x, first.y - point.y) < reach);
    if (group) group.push(point);
    else groups.push([point]);
  }
  return groups;
}
