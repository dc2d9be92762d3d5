/** The board's records as a plain reader sees them. Pages keep an index instead (`web/features/board`). */
import type * as Y from "yjs";
import { recordsOf } from "./documents.ts";

/** Record id → record, as JSON and not validated: the last entry of a key wins, whatever is no entry is passed over. */
export function readRecords(doc: Y.Doc): Map<string, unknown> {
  const records = new Map<string, unknown>();
  for (const entry of recordsOf(doc).toArray() as unknown[]) {
    if (typeof entry !== "object" || entry === null || !("key" in entry) || !("val" in entry)) continue;
    if (typeof entry.key === "string") records.set(entry.key, entry.val);
  }
  return records;
}

/** The path of an image of the board, as `POST /api/rooms/{id}/assets` returns it. Nothing else is ever shown. */
export function isAssetPath(src: string): boolean {
  return /^\/api\/rooms\/[2-9a-z_]{1,10}\/assets\/[\w.-]{1,128}$/.test(src);
}

/** The types of image that a board takes: raster only, for an SVG is a document that can carry scripts. */
export const ASSET_TYPES = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"] as const;
