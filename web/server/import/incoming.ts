/** The files of an import request, from a zip, from a form, or both. */
import { MAX_FILE_LENGTH, MAX_IMPORT } from "#protocol/limits";
import { Failure } from "../failure.ts";
import { readBytes } from "../route.ts";
import { listZip, type PackedEntry, unpack } from "../zip/read-zip.ts";

/** Bytes of one file: UTF-8 takes at most three for a UTF-16 unit. */
const MAX_FILE_BYTES = MAX_FILE_LENGTH * 3;
/** Bytes of all files unpacked: many times a room's documents, and no bomb. */
const MAX_UNPACKED = 48 * 1024 * 1024;
const TOO_LARGE = `An import has at most ${MAX_IMPORT / 1024 / 1024} MB.`;

export interface IncomingFile {
  path: string;
  bytes: Uint8Array;
}
export interface SkippedFile {
  path: string;
  why: string;
}
export interface Incoming {
  files: IncomingFile[];
  skipped: SkippedFile[];
}

/** 400 for what is neither, 413 for what is too large. */
export async function readIncoming(request: Request): Promise<Incoming> {
  const type = request.headers.get("content-type") ?? "";
  const bytes = await readBytes(request, MAX_IMPORT, TOO_LARGE);
  if (!type.startsWith("multipart/form-data")) return unzip(bytes);
  const form = await new Response(bytes, { headers: { "Content-Type": type } }).formData().catch(() => null);
  if (!form) throw new Failure(400, "malformed", "The form cannot be read.");
  const incoming: Incoming = { files: [], skipped: [] };
  for (const value of form.values()) {
    if (!(value instanceof File)) continue;
    const content = new Uint8Array(await value.arrayBuffer());
    if (/\.zip$/i.test(value.name) && isZip(content)) {
      const inner = await unzip(content);
      incoming.files.push(...inner.files);
      incoming.skipped.push(...inner.skipped);
    } else incoming.files.push({ path: value.name, bytes: content });
  }
  return incoming;
}

const isZip = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b;

const FAULTS = {
  "not-a-zip": "This is no zip file.",
  "too-many": "This zip has too many files.",
  damaged: "This zip is damaged.",
} as const;
const WHY = {
  "too-large": "It is too large.",
  damaged: "It is damaged in the zip.",
  unreadable: "It is encrypted, or packed in a way that cannot be read here.",
} as const;

async function unzip(bytes: Uint8Array): Promise<Incoming> {
  const list = listZip(bytes);
  if (!list.ok) throw new Failure(400, list.fault, FAULTS[list.fault]);
  const incoming: Incoming = { files: [], skipped: [] };
  let left = MAX_UNPACKED;
  for (const entry of ownFiles(list.entries)) {
    const unpacked = await unpack(entry, Math.min(MAX_FILE_BYTES, left));
    if (unpacked.ok) {
      left -= unpacked.bytes.length;
      incoming.files.push({ path: entry.path, bytes: unpacked.bytes });
    } else incoming.skipped.push({ path: entry.path, why: WHY[unpacked.why] });
    if (left <= 0) throw new Failure(413, "too-large", "Unpacked, this zip is too large for a room.");
  }
  return incoming;
}

/** Of a room's own export the files alone, where they were; of any other zip everything. */
function ownFiles(entries: PackedEntry[]): PackedEntry[] {
  const paths = new Set(entries.map((entry) => entry.path));
  if (!paths.has("room.json") || !paths.has("board.json")) return entries;
  return entries
    .filter((entry) => entry.path.startsWith("files/"))
    .map((entry) => ({ ...entry, path: entry.path.slice("files/".length) }));
}
