/** Where an arrow begins and ends: its own points, or those on the edges of the shapes that it is bound to. */
import { type BoardRecord, type BoardShape, numberOf, objectOf, stringOf } from "./board-records.ts";
import { apply, type Box, corners, invert, type Matrix, type Point } from "./matrix.ts";

export interface Target {
  /** From the shape's own space to the page's. */
  matrix: Matrix;
  /** In the shape's own space. */
  box: Box;
}

/** Both ends in the arrow's own space. `targets`: what bindings may name, by shape id. */
export function arrowEnds(
  arrow: BoardShape,
  matrix: Matrix,
  bindings: BoardRecord[],
  targets: ReadonlyMap<string, Target>,
): [Point, Point] {
  const own = (terminal: "start" | "end"): Point => {
    const { x, y } = objectOf(arrow.props[terminal]);
    return { x: numberOf(x), y: numberOf(y) };
  };
  const toPage = (point: Point) => apply(matrix, point);
  const bound = (terminal: "start" | "end") => {
    const binding = bindings.find(
      (one) => one.fromId === arrow.id && objectOf(one.props).terminal === terminal && targets.has(stringOf(one.toId)),
    );
    const target = binding && targets.get(stringOf(binding.toId));
    if (!target) return { at: toPage(own(terminal)), target: null };
    const anchor = objectOf(objectOf(binding.props).normalizedAnchor);
    const { left, top, right, bottom } = target.box;
    const inside = {
      x: left + (right - left) * numberOf(anchor.x, 0.5),
      y: top + (bottom - top) * numberOf(anchor.y, 0.5),
    };
    return { at: apply(target.matrix, inside), target };
  };
  const start = bound("start");
  const end = bound("end");
  const back = invert(matrix);
  return [
    apply(back, start.target ? edgePoint(start.target, start.at, end.at) : start.at),
    apply(back, end.target ? edgePoint(end.target, end.at, start.at) : end.at),
  ];
}

/** Where the way from `inside` to `outside` leaves the target's outline; `inside` if it never does. */
function edgePoint(target: Target, inside: Point, outside: Point): Point {
  const outline = corners(target.box).map((corner) => apply(target.matrix, corner));
  let nearest = inside;
  let least = Infinity;
  outline.forEach((from, at) => {
    const to = outline[(at + 1) % outline.length] ?? from;
    const crossing = cross(inside, outside, from, to);
    if (crossing && crossing.along < least) {
      least = crossing.along;
      nearest = crossing.point;
    }
  });
  return nearest;
}

function cross(a: Point, b: Point, c: Point, d: Point): { along: number; point: Point } | null {
  const way = { x: b.x - a.x, y: b.y - a.y };
  const side = { x: d.x - c.x, y: d.y - c.y };
  const denominator = way.x * side.y - way.y * side.x;
  if (denominator === 0) return null;
  const along = ((c.x - a.x) * side.y - (c.y - a.y) * side.x) / denominator;
  const across = ((c.x - a.x) * way.y - (c.y - a.y) * way.x) / denominator;
  if (along < 0 || along > 1 || across < 0 || across > 1) return null;
  return { along, point: { x: a.x + way.x * along, y: a.y + way.y * along } };
}
