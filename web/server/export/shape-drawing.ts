/** One shape as SVG in its own space. Every text and attribute that came from a record is escaped or a number. */
import { escapeText } from "../escape.ts";
import { boardColor } from "./board-palette.ts";
import { type BoardShape, linesOf, numberOf, objectOf, stringOf } from "./board-records.ts";
import { type Box, boxOf, type Point } from "./matrix.ts";

export interface Drawing {
  svg: string;
  /** What it covers, in its own space. */
  box: Box;
}

const STROKES: Record<string, number> = { s: 2, m: 3.5, l: 5, xl: 10 };
const FONT_SIZES: Record<string, number> = { s: 18, m: 24, l: 36, xl: 44 };
const FAMILIES: Record<string, string> = {
  draw: "'Comic Sans MS', 'Segoe Print', cursive",
  sans: "system-ui, sans-serif",
  serif: "Georgia, serif",
  mono: "ui-monospace, monospace",
};
/** Pixels of tldraw's sticky note. */
const NOTE = 200;

export const num = (value: number): string => String(Math.round(value * 100) / 100);
const scaleOf = (shape: BoardShape) => numberOf(shape.props.scale, 1);
const strokeOf = (shape: BoardShape) => (STROKES[stringOf(shape.props.size)] ?? 3.5) * scaleOf(shape);
const fontOf = (shape: BoardShape) => (FONT_SIZES[stringOf(shape.props.size)] ?? 24) * scaleOf(shape);
const boxFromSize = (w: number, h: number): Box => ({ left: 0, top: 0, right: w, bottom: h });

/** Attributes of an outline: colour, width, dashes. */
export function strokeAttributes(shape: BoardShape): string {
  const width = strokeOf(shape);
  const dash = stringOf(shape.props.dash);
  const pattern = dash === "dashed" ? [width * 2, width * 2] : dash === "dotted" ? [0.01, width * 2] : null;
  const dashes = pattern ? ` stroke-dasharray="${pattern.map(num).join(" ")}"` : "";
  return `stroke="${boardColor(shape.props.color).solid}" stroke-width="${num(width)}" stroke-linecap="round" stroke-linejoin="round"${dashes}`;
}

function fillOf(shape: BoardShape): string {
  const color = boardColor(shape.props.color);
  const fills: Record<string, string> = { solid: color.semi, semi: "#fcfffe", pattern: color.semi, fill: color.solid };
  return fills[stringOf(shape.props.fill)] ?? "none";
}

export interface TextPlace {
  box: Box;
  align: "start" | "middle" | "end";
  vertical: "start" | "middle" | "end";
  color: string;
}

export function drawText(shape: BoardShape, lines: string[], { box, align, vertical, color }: TextPlace): string {
  if (lines.every((line) => line.trim() === "")) return "";
  const size = fontOf(shape);
  const lineHeight = size * 1.35;
  const height = lines.length * lineHeight;
  const x = align === "start" ? box.left : align === "end" ? box.right : (box.left + box.right) / 2;
  const free = box.bottom - box.top - height;
  const top = box.top + (vertical === "start" ? 0 : vertical === "end" ? free : free / 2);
  const spans = lines.map((line, at) => {
    const y = top + (at + 0.5) * lineHeight;
    return `<tspan x="${num(x)}" y="${num(y)}">${escapeText(line)}</tspan>`;
  });
  const family = FAMILIES[stringOf(shape.props.font)] ?? FAMILIES.draw;
  return `<text xml:space="preserve" font-family="${family}" font-size="${num(size)}" fill="${color}" text-anchor="${align}" dominant-baseline="central">${spans.join("")}</text>`;
}

const ALIGN: Record<string, "start" | "middle" | "end"> = {
  start: "start",
  middle: "middle",
  end: "end",
  "start-legacy": "start",
  "middle-legacy": "middle",
  "end-legacy": "end",
};
const alignOf = (value: unknown) => ALIGN[stringOf(value)] ?? "middle";

/** The outline of a geo shape; those with curves or slants that are not listed are drawn as their rectangle. */
function geoOutline(kind: string, w: number, h: number): string {
  const polygon = (...points: number[]) => {
    const pairs = Array.from({ length: points.length / 2 }, (_, at) => {
      const x = (points[at * 2] ?? 0) * w;
      const y = (points[at * 2 + 1] ?? 0) * h;
      return `${num(x)},${num(y)}`;
    });
    return `<polygon points="${pairs.join(" ")}"/>`;
  };
  switch (kind) {
    case "ellipse":
    case "oval":
      return `<ellipse cx="${num(w / 2)}" cy="${num(h / 2)}" rx="${num(w / 2)}" ry="${num(h / 2)}"/>`;
    case "cloud":
      return `<rect width="${num(w)}" height="${num(h)}" rx="${num(Math.min(w, h) / 2)}"/>`;
    case "triangle":
      return polygon(0.5, 0, 1, 1, 0, 1);
    case "diamond":
      return polygon(0.5, 0, 1, 0.5, 0.5, 1, 0, 0.5);
    case "pentagon":
      return polygon(0.5, 0, 1, 0.38, 0.81, 1, 0.19, 1, 0, 0.38);
    case "hexagon":
      return polygon(0.25, 0, 0.75, 0, 1, 0.5, 0.75, 1, 0.25, 1, 0, 0.5);
    case "octagon":
      return polygon(0.3, 0, 0.7, 0, 1, 0.3, 1, 0.7, 0.7, 1, 0.3, 1, 0, 0.7, 0, 0.3);
    case "star":
      return polygon(
        0.5,
        0,
        0.62,
        0.38,
        1,
        0.38,
        0.69,
        0.6,
        0.81,
        1,
        0.5,
        0.75,
        0.19,
        1,
        0.31,
        0.6,
        0,
        0.38,
        0.38,
        0.38,
      );
    case "rhombus":
      return polygon(0.25, 0, 1, 0, 0.75, 1, 0, 1);
    case "rhombus-2":
      return polygon(0, 0, 0.75, 0, 1, 1, 0.25, 1);
    case "trapezoid":
      return polygon(0.25, 0, 0.75, 0, 1, 1, 0, 1);
    case "arrow-right":
      return polygon(0, 0.2, 0.6, 0.2, 0.6, 0, 1, 0.5, 0.6, 1, 0.6, 0.8, 0, 0.8);
    case "arrow-left":
      return polygon(1, 0.2, 0.4, 0.2, 0.4, 0, 0, 0.5, 0.4, 1, 0.4, 0.8, 1, 0.8);
    case "arrow-up":
      return polygon(0.2, 1, 0.2, 0.4, 0, 0.4, 0.5, 0, 1, 0.4, 0.8, 0.4, 0.8, 1);
    case "arrow-down":
      return polygon(0.2, 0, 0.2, 0.6, 0, 0.6, 0.5, 1, 1, 0.6, 0.8, 0.6, 0.8, 0);
    case "x-box":
      return `<path d="M0 0H${num(w)}V${num(h)}H0ZL${num(w)} ${num(h)}M${num(w)} 0L0 ${num(h)}"/>`;
    case "check-box":
      return `<path d="M0 0H${num(w)}V${num(h)}H0Z M${num(w * 0.25)} ${num(h * 0.55)}L${num(w * 0.45)} ${num(h * 0.75)}L${num(w * 0.8)} ${num(h * 0.25)}"/>`;
    default:
      return `<rect width="${num(w)}" height="${num(h)}"/>`;
  }
}

export function drawGeo(shape: BoardShape): Drawing {
  const { props } = shape;
  const w = Math.max(1, numberOf(props.w, 1));
  const h = Math.max(1, numberOf(props.h, 1) + numberOf(props.growY));
  const box = boxFromSize(w, h);
  const pad = 16 * scaleOf(shape);
  const text = drawText(shape, linesOf(props.richText), {
    box: { left: pad, top: pad, right: w - pad, bottom: h - pad },
    align: alignOf(props.align),
    vertical: alignOf(props.verticalAlign),
    color: boardColor(props.labelColor).solid,
  });
  const outline = geoOutline(stringOf(props.geo), w, h);
  return { svg: `<g fill="${fillOf(shape)}" ${strokeAttributes(shape)}>${outline}</g>${text}`, box };
}

function pointsOf(list: unknown): Point[] {
  return (Array.isArray(list) ? list : []).map((point) => {
    const { x, y } = objectOf(point);
    return { x: numberOf(x), y: numberOf(y) };
  });
}

const pathThrough = (points: Point[]): string =>
  points.map(({ x, y }, at) => `${at === 0 ? "M" : "L"}${num(x)} ${num(y)}`).join("");

/** A freehand curve: quadratic pieces through the middles of its points. */
function smoothPath(points: Point[]): string {
  const [first] = points;
  if (!first || points.length < 3) return pathThrough(points);
  let path = `M${num(first.x)} ${num(first.y)}`;
  for (let at = 1; at < points.length - 1; at++) {
    const here = points[at] ?? first;
    const next = points[at + 1] ?? here;
    path += `Q${num(here.x)} ${num(here.y)} ${num((here.x + next.x) / 2)} ${num((here.y + next.y) / 2)}`;
  }
  const last = points.at(-1) ?? first;
  return `${path}L${num(last.x)} ${num(last.y)}`;
}

export function drawFreehand(shape: BoardShape): Drawing | null {
  const segments = Array.isArray(shape.props.segments) ? shape.props.segments : [];
  const points = segments.flatMap((segment) => pointsOf(objectOf(segment).points));
  const box = boxOf(points);
  if (!box) return null;
  // A tap is a path without length, which a round cap still shows.
  const path = points.length === 1 ? `${pathThrough(points)}h.01` : smoothPath(points);
  if (shape.type === "highlight") {
    const width = (FONT_SIZES[stringOf(shape.props.size)] ?? 24) * 1.12 * scaleOf(shape);
    const color = boardColor(shape.props.color).highlight;
    const svg = `<path d="${path}" fill="none" stroke="${color}" stroke-opacity="0.4" stroke-width="${num(width)}" stroke-linecap="round" stroke-linejoin="round"/>`;
    return { svg, box };
  }
  const fill = shape.props.isClosed === true ? fillOf(shape) : "none";
  return { svg: `<path d="${path}" fill="${fill}" ${strokeAttributes(shape)}/>`, box };
}

export function drawLine(shape: BoardShape): Drawing | null {
  const ordered = Object.values(objectOf(shape.props.points)).sort((a, b) =>
    stringOf(objectOf(a).index) < stringOf(objectOf(b).index) ? -1 : 1,
  );
  const points = pointsOf(ordered);
  const box = boxOf(points);
  if (!box) return null;
  const path = shape.props.spline === "cubic" ? smoothPath(points) : pathThrough(points);
  return { svg: `<path d="${path}" fill="none" ${strokeAttributes(shape)}/>`, box };
}

export function drawLabel(shape: BoardShape): Drawing {
  const lines = linesOf(shape.props.richText);
  const size = fontOf(shape);
  // Without a browser's text layout widths are a guess: 0.6 em a character is about right for these faces.
  const guess = Math.max(1, ...lines.map((line) => line.length)) * size * 0.6;
  const width = shape.props.autoSize === false ? numberOf(shape.props.w, guess) : guess;
  const box = boxFromSize(width, Math.max(1, lines.length) * size * 1.35);
  const align = alignOf(shape.props.textAlign ?? "start");
  const svg = drawText(shape, lines, { box, align, vertical: "start", color: boardColor(shape.props.color).solid });
  return { svg, box };
}

export function drawNote(shape: BoardShape): Drawing {
  const scale = scaleOf(shape);
  const box = boxFromSize(NOTE * scale, (NOTE + numberOf(shape.props.growY)) * scale);
  const text = drawText(shape, linesOf(shape.props.richText), {
    box: { left: 16, top: 16, right: box.right - 16, bottom: box.bottom - 16 },
    align: alignOf(shape.props.align),
    vertical: alignOf(shape.props.verticalAlign),
    color: "#000000",
  });
  const paper = boardColor(shape.props.color).note;
  return { svg: `<rect width="${num(box.right)}" height="${num(box.bottom)}" rx="2" fill="${paper}"/>${text}`, box };
}

export function drawFrame(shape: BoardShape): Drawing {
  const w = Math.max(1, numberOf(shape.props.w, 1));
  const h = Math.max(1, numberOf(shape.props.h, 1));
  const name = escapeText(stringOf(shape.props.name) || "Frame");
  const svg = `<rect width="${num(w)}" height="${num(h)}" fill="#ffffff" stroke="#717171"/><text x="0" y="-8" font-family="system-ui, sans-serif" font-size="12" fill="#000000">${name}</text>`;
  return { svg, box: { left: 0, top: -24, right: w, bottom: h } };
}

/** `href`: where the image lies, or null if it is not in the export. */
export function drawImage(shape: BoardShape, href: string | null): Drawing {
  const w = Math.max(1, numberOf(shape.props.w, 1));
  const h = Math.max(1, numberOf(shape.props.h, 1));
  const size = `width="${num(w)}" height="${num(h)}"`;
  const svg = href
    ? `<image href="${escapeText(href)}" ${size} preserveAspectRatio="none"/>`
    : `<rect ${size} fill="#eceef0" stroke="#9fa8b2"/>`;
  return { svg, box: boxFromSize(w, h) };
}
