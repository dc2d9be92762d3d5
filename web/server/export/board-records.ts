/** A board's records as the export reads them: whatever a client has written, nothing here throws at it. */
import type * as Y from "yjs";
import { readRecords } from "#protocol/board";

export interface BoardRecord {
  id: string;
  typeName: string;
  [field: string]: unknown;
}

export interface BoardShape extends BoardRecord {
  type: string;
  parentId: string;
  index: string;
  x: number;
  y: number;
  rotation: number;
  opacity: number;
  props: Record<string, unknown>;
}

const STORED = new Set(["document", "page", "shape", "asset", "binding"]);

/** Every document record, in the board's order. */
export function readBoard(doc: Y.Doc): BoardRecord[] {
  const all: BoardRecord[] = [];
  for (const [key, value] of readRecords(doc)) if (isRecord(value) && value.id === key) all.push(value);
  return all;
}

function isRecord(value: unknown): value is BoardRecord {
  const record = Object(value) as Partial<BoardRecord>;
  return typeof record.id === "string" && typeof record.typeName === "string" && STORED.has(record.typeName);
}

export const numberOf = (value: unknown, otherwise = 0): number =>
  typeof value === "number" && Number.isFinite(value) ? value : otherwise;
export const stringOf = (value: unknown): string => (typeof value === "string" ? value : "");
export const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

/** The shapes with their fields made sure of, below which shapes are drawn first. */
export function readShapes(records: BoardRecord[]): BoardShape[] {
  return records
    .filter((record) => record.typeName === "shape")
    .map((record) => ({
      ...record,
      type: stringOf(record.type),
      parentId: stringOf(record.parentId),
      index: stringOf(record.index),
      x: numberOf(record.x),
      y: numberOf(record.y),
      rotation: numberOf(record.rotation),
      opacity: Math.min(1, Math.max(0, numberOf(record.opacity, 1))),
      props: objectOf(record.props),
    }))
    .sort((a, b) => (a.index < b.index ? -1 : a.index > b.index ? 1 : 0));
}

/** The plain lines of tldraw's rich text, a tree of paragraphs. */
export function linesOf(richText: unknown): string[] {
  const lines: string[] = [];
  const walk = (node: unknown, depth: number) => {
    const { type, text, content } = objectOf(node);
    if (depth > 20) return;
    if (type === "paragraph" || type === "heading") lines.push("");
    if (type === "hardBreak") lines.push("");
    if (typeof text === "string") lines.push((lines.pop() ?? "") + text);
    if (Array.isArray(content)) for (const child of content) walk(child, depth + 1);
  };
  walk(richText, 0);
  return lines;
}
