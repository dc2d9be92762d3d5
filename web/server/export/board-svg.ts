/**
 * A page of the board drawn as SVG from its records, without a browser: simple, but every shape where it stands. The
 * page itself offers tldraw's own rendering; this one is for the export, which works when nobody has the board open.
 */
import { escapeText } from "../escape.ts";
import { arrowEnds, type Target } from "./arrow-ends.ts";
import { boardColor } from "./board-palette.ts";
import {
  type BoardRecord,
  type BoardShape,
  linesOf,
  numberOf,
  objectOf,
  readShapes,
  stringOf,
} from "./board-records.ts";
import { apply, type Box, boxOf, compose, corners, IDENTITY, type Matrix, type Point, place } from "./matrix.ts";
import {
  type Drawing,
  drawFrame,
  drawFreehand,
  drawGeo,
  drawImage,
  drawLabel,
  drawLine,
  drawNote,
  drawText,
  num,
  strokeAttributes,
} from "./shape-drawing.ts";

/** Pixels around what is drawn. */
const MARGIN = 32;
/** Groups within groups; deeper ones are a loop that somebody made. */
const MAX_DEPTH = 50;

interface Board {
  children: ReadonlyMap<string, BoardShape[]>;
  bindings: BoardRecord[];
  /** Asset id → where its image lies. */
  images: ReadonlyMap<string, string>;
}

/** One SVG for each page, in order. `images`: asset record id → address in the export. */
export function drawBoard(
  records: BoardRecord[],
  images: ReadonlyMap<string, string>,
): { name: string; svg: string }[] {
  const children = Map.groupBy(readShapes(records), (shape) => shape.parentId);
  const board: Board = { children, bindings: records.filter((one) => one.typeName === "binding"), images };
  return records
    .filter((record) => record.typeName === "page")
    .sort((a, b) => (stringOf(a.index) < stringOf(b.index) ? -1 : 1))
    .map((page) => ({ name: stringOf(page.name), svg: drawPage(board, page) }));
}

interface Placed {
  shape: BoardShape;
  matrix: Matrix;
  drawing: Drawing | null;
}

function drawPage(board: Board, page: BoardRecord): string {
  const placed: Placed[] = [];
  const walk = (parent: string, matrix: Matrix, depth: number) => {
    if (depth > MAX_DEPTH) return;
    for (const shape of board.children.get(parent) ?? []) {
      const own = compose(matrix, place(shape.x, shape.y, shape.rotation));
      placed.push({ shape, matrix: own, drawing: drawPlain(shape, board.images) });
      walk(shape.id, own, depth + 1);
    }
  };
  walk(page.id, IDENTITY, 0);
  const targets = new Map<string, Target>();
  for (const { shape, matrix, drawing } of placed) if (drawing) targets.set(shape.id, { matrix, box: drawing.box });
  for (const one of placed) {
    if (one.shape.type === "arrow") one.drawing = drawArrow(one.shape, one.matrix, board.bindings, targets);
  }
  return picture(page, placed);
}

function drawPlain(shape: BoardShape, images: Board["images"]): Drawing | null {
  switch (shape.type) {
    case "geo":
      return drawGeo(shape);
    case "draw":
    case "highlight":
      return drawFreehand(shape);
    case "line":
      return drawLine(shape);
    case "text":
      return drawLabel(shape);
    case "note":
      return drawNote(shape);
    case "frame":
      return drawFrame(shape);
    case "image":
      return drawImage(shape, images.get(stringOf(shape.props.assetId)) ?? null);
    case "bookmark":
    case "embed":
    case "video":
      return drawImage(shape, null);
    default:
      return null;
  }
}

function drawArrow(
  shape: BoardShape,
  matrix: Matrix,
  bindings: BoardRecord[],
  targets: ReadonlyMap<string, Target>,
): Drawing {
  const [start, end] = arrowEnds(shape, matrix, bindings, targets);
  const length = Math.hypot(end.x - start.x, end.y - start.y) || 1;
  const across = { x: -(end.y - start.y) / length, y: (end.x - start.x) / length };
  const bend = numberOf(shape.props.bend);
  const middle = { x: (start.x + end.x) / 2 - across.x * bend, y: (start.y + end.y) / 2 - across.y * bend };
  // A quadratic curve passes through half of its control point's offset.
  const control = { x: 2 * middle.x - (start.x + end.x) / 2, y: 2 * middle.y - (start.y + end.y) / 2 };
  const curve = `M${num(start.x)} ${num(start.y)}Q${num(control.x)} ${num(control.y)} ${num(end.x)} ${num(end.y)}`;
  const heads = [
    shape.props.arrowheadStart === "none" ? "" : head(control, start, shape.props.arrowheadStart ?? "none"),
    shape.props.arrowheadEnd === "none" ? "" : head(control, end, shape.props.arrowheadEnd ?? "arrow"),
  ].join("");
  const { richText, text, labelColor } = shape.props;
  const label = drawText(shape, richText ? linesOf(richText) : stringOf(text).split("\n"), {
    box: { left: middle.x, right: middle.x, top: middle.y, bottom: middle.y },
    align: "middle",
    vertical: "middle",
    color: boardColor(labelColor).solid,
  });
  const svg = `<path d="${curve}${heads}" fill="none" ${strokeAttributes(shape)}/>${label}`;
  return { svg, box: boxOf([start, end, middle]) ?? { left: 0, top: 0, right: 0, bottom: 0 } };
}

/** Two strokes back from the tip. */
function head(from: Point, tip: Point, kind: unknown): string {
  if (kind === "none") return "";
  const angle = Math.atan2(from.y - tip.y, from.x - tip.x);
  const size = Math.min(16, Math.hypot(from.x - tip.x, from.y - tip.y));
  const back = (turn: number) =>
    `${num(tip.x + size * Math.cos(angle + turn))} ${num(tip.y + size * Math.sin(angle + turn))}`;
  return `M${back(0.5)}L${num(tip.x)} ${num(tip.y)}L${back(-0.5)}`;
}

function picture(page: BoardRecord, placed: Placed[]): string {
  const covered = placed.flatMap(({ drawing, matrix }) =>
    drawing ? corners(drawing.box).map((corner) => apply(matrix, corner)) : [],
  );
  const box: Box = boxOf(covered) ?? { left: 0, top: 0, right: 400, bottom: 300 };
  const left = box.left - MARGIN;
  const top = box.top - MARGIN;
  const width = box.right - box.left + 2 * MARGIN;
  const height = box.bottom - box.top + 2 * MARGIN;
  const groups = placed.map(({ shape, matrix, drawing }) =>
    drawing?.svg
      ? `<g transform="matrix(${matrix.map(precise).join(" ")})"${shape.opacity < 1 ? ` opacity="${num(shape.opacity)}"` : ""}>${drawing.svg}</g>`
      : "",
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${[left, top, width, height].map(num).join(" ")}" width="${num(width)}" height="${num(height)}"><title>${escapeText(stringOf(page.name))}</title><rect x="${num(left)}" y="${num(top)}" width="${num(width)}" height="${num(height)}" fill="#f9fafb"/>${groups.join("")}</svg>\n`;
}

/** A turn by a small angle needs more digits than a place. */
const precise = (value: number): string => String(Math.round(value * 1e6) / 1e6);

/** Where an asset record's image lies on this server: `/api/rooms/…/assets/<id>` → `<id>`; null for any other address. */
export function assetIdOf(record: BoardRecord): string | null {
  if (record.typeName !== "asset") return null;
  return /^\/api\/rooms\/[^/]+\/assets\/([2-9a-z_]+)$/.exec(stringOf(objectOf(record.props).src))?.[1] ?? null;
}
