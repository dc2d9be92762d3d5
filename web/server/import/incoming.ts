/** The files of an import request, from a zip, from a form, or both. */
import { MAX_FILE_LENGTH, MAX_IMPORT } from "#protocol/limits";
import { HIDDEN_FOLDER } from "#protocol/tests";
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
  /** Hidden tests of a zip, by their path among those: they are no files of the room, whoever sends them. */
  hidden: IncomingFile[];
  skipped: SkippedFile[];
}

/** 400 for what is neither, 413 for what is too large. */
export async function readIncoming(request: Request): Promise<Incoming> {
  const type = request.headers.get("content-type") ?? "";
  const bytes = await readBytes(request, MAX_IMPORT, TOO_LARGE);
  if (!type.startsWith("multipart/form-data")) return unzip(bytes);
  const form = await new Response(bytes, { headers: { "Content-Type": type } }).formData().catch(() => null);
  if (!form) throw new Failure(400, "malformed", "The form cannot be read.");
  const incoming: Incoming = { files: [], hidden: [], skipped: [] };
  for (const value of form.values()) {
    if (!(value instanceof File)) continue;
    const content = new Uint8Array(await value.arrayBuffer());
    if (/\.zip$/i.test(value.name) && isZip(content)) {
      const inner = await unzip(content);
      incoming.files.push(...inner.files);
      incoming.hidden.push(...inner.hidden);
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
  const incoming: Incoming = { files: [], hidden: [], skipped: [] };
  let left = MAX_UNPACKED;
  for (const { entry, path, hidden } of placed(list.entries)) {
    const unpacked = await unpack(entry, Math.min(MAX_FILE_BYTES, left));
    if (unpacked.ok) {
      left -= unpacked.bytes.length;
      incoming[hidden ? "hidden" : "files"].push({ path, bytes: unpacked.bytes });
    } else incoming.skipped.push({ path: hidden ? `${HIDDEN_FOLDER}${path}` : path, why: WHY[unpacked.why] });
    if (left <= 0) throw new Failure(413, "too-large", "Unpacked, this zip is too large for a room.");
  }
  return incoming;
}

interface PlacedEntry {
  entry: PackedEntry;
  /** In the room, or among its hidden tests. */
  path: string;
  hidden: boolean;
}

/**
 * Of a room's own export the files and hidden tests, where they were; of any other zip everything. An export that was
 * unpacked and packed again lies in a folder of the zip: it is one all the same, or its hidden tests would be files.
 */
function placed(entries: PackedEntry[]): PlacedEntry[] {
  const paths = new Set(entries.map(({ path }) => path));
  const root = entries
    .filter(({ path }) => /^([^/]+\/)?room\.json$/.test(path))
    .map(({ path }) => path.slice(0, -"room.json".length))
    .find((folder) => paths.has(`${folder}board.json`));
  const result: PlacedEntry[] = [];
  for (const entry of entries) {
    const inFiles = root === undefined ? entry.path : after(`${root}files/`, entry.path);
    const inHidden = after(`${root ?? ""}${HIDDEN_FOLDER}`, entry.path);
    if (inHidden !== null) result.push({ entry, path: inHidden, hidden: true });
    else if (inFiles !== null) result.push({ entry, path: inFiles, hidden: false });
  }
  return result;
}

const after = (folder: string, path: string) => (path.startsWith(folder) ? path.slice(folder.length) : null);
