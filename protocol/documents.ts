/** The Y.Doc roots of a room, what may stand in them, and how they are named. */
import type * as Y from "yjs";
import type { DocumentId, FileId, RoomId } from "./ids.ts";
import { MAX_PATH_LENGTH } from "./limits.ts";

export const DOCUMENT_KINDS = ["code", "board"] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

export function documentId(room: RoomId, kind: DocumentKind): DocumentId {
  return `room/${room}/${kind}` as DocumentId;
}

/** The parts of a document's name, or null if it is none. */
export function readDocumentId(name: string): { room: RoomId; kind: DocumentKind } | null {
  const match = /^room\/([2-9a-z_]{1,10})\/(code|board)$/.exec(name);
  if (!match) return null;
  return { room: match[1] as RoomId, kind: match[2] as DocumentKind };
}

/**
 * A file of the code document: `doc.getMap('files')` maps a file id to a Y.Map with `path` and `text`. A deleted file
 * has no `path` but `was` (its last path) and `deleted` (ISO time): its text stays for a while, so that undoing the
 * deletion brings back whatever others typed into it meanwhile.
 */
export type FileEntry = Y.Map<string | Y.Text>;

/** The root of the code document. */
export function filesOf(doc: Y.Doc): Y.Map<FileEntry> {
  return doc.getMap<FileEntry>("files");
}

/** What the room has chosen for everyone. `entry`: the id of the file that Run starts. */
export function settingsOf(doc: Y.Doc): Y.Map<string> {
  return doc.getMap<string>("settings");
}

export interface CodeFile {
  id: FileId;
  path: string;
  text: string;
}

/**
 * The files as they stand, sorted by path. Two people may give two files one path at the same moment; neither is
 * lost: the one with the greater id is shown as `name (2).ext`, the same at every reader.
 */
export function readFiles(doc: Y.Doc): CodeFile[] {
  const files: CodeFile[] = [];
  filesOf(doc).forEach((entry, id) => {
    // A client may have put anything there; what is no file is passed over.
    if (typeof entry !== "object" || entry === null || typeof entry.get !== "function") return;
    const path = entry.get("path");
    const text = entry.get("text");
    if (typeof path !== "string" || typeof text !== "object") return;
    files.push({ id: id as FileId, path, text: text.toString() });
  });
  const shown = shownPaths(files);
  return files
    .map((file) => ({ ...file, path: shown.get(file.id) ?? file.path }))
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/** The path under which each file is shown: its own, or numbered where another file has it already. */
export function shownPaths(files: Iterable<{ id: FileId; path: string }>): Map<FileId, string> {
  const shown = new Map<FileId, string>();
  const taken = new Set<string>();
  const sorted = [...files].sort((a, b) => (a.id < b.id ? -1 : 1));
  const later: typeof sorted = [];
  for (const file of sorted) {
    if (taken.has(file.path)) later.push(file);
    else {
      taken.add(file.path);
      shown.set(file.id, file.path);
    }
  }
  // Where the numbers of a path go on: from 2 for each of thousands, it would take the server its time.
  const next = new Map<string, number>();
  for (const file of later) {
    const { path, number } = numbered(file.path, taken, next.get(file.path));
    next.set(file.path, number + 1);
    taken.add(path);
    shown.set(file.id, path);
  }
  return shown;
}

/** `path`, or the first of `name (2).ext`, `name (3).ext` … that is not taken. `sum.test.js` goes on being a test. */
export function freePath(path: string, taken: ReadonlySet<string>): string {
  return taken.has(path) ? numbered(path, taken).path : path;
}

/** The first of `name (from).ext`, … that is not taken, and its number. */
function numbered(path: string, taken: ReadonlySet<string>, from = 2): { path: string; number: number } {
  const slash = path.lastIndexOf("/") + 1;
  const test = path.search(/\.test\.\w+$/i);
  const dot = test > slash ? test : path.lastIndexOf(".");
  const cut = dot > slash ? dot : path.length;
  for (let number = from; ; number++) {
    const next = `${path.slice(0, cut)} (${number})${path.slice(cut)}`;
    if (!taken.has(next)) return { path: next, number };
  }
}

export type PathFault = "empty" | "too-long" | "absolute" | "dots" | "characters" | "taken";

/** What a person is told about a path that cannot be. */
export const PATH_FAULTS: Record<PathFault, string> = {
  empty: "Give the file a name.",
  "too-long": `A path has at most ${MAX_PATH_LENGTH} characters.`,
  absolute: "A path starts with a name, not with a slash.",
  dots: "A path cannot contain “.” or “..” as a folder.",
  characters: 'A path cannot contain control or invisible characters, backslashes, or any of : * ? " < > |',
  taken: "A file with this path exists already.",
};

/** Characters that NFC makes one of, at most. */
const MOST_DECOMPOSED = 4;

/** A path as files carry it: folders by `/`, trimmed, in Unicode NFC. */
export function readPath(typed: string): { ok: true; path: string } | { ok: false; fault: PathFault } {
  // First: accents on one letter take a time that grows with their square to be brought into NFC.
  if (typed.length > MOST_DECOMPOSED * MAX_PATH_LENGTH) return { ok: false, fault: "too-long" };
  const path = typed
    .trim()
    .normalize("NFC")
    .replace(/\/{2,}/g, "/");
  if (path === "" || path.endsWith("/")) return { ok: false, fault: "empty" };
  if (path.length > MAX_PATH_LENGTH) return { ok: false, fault: "too-long" };
  if (path.startsWith("/")) return { ok: false, fault: "absolute" };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
  if (/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\\:*?"<>|]/.test(path)) {
    return { ok: false, fault: "characters" };
  }
  const parts = path.split("/");
  if (parts.some((part) => part === "." || part === ".." || part.trim() === "")) return { ok: false, fault: "dots" };
  return { ok: true, path };
}

/**
 * The board document keeps tldraw's document records (never camera, selection or presence) as entries of one
 * Y.Array, `doc.getArray('records')`, each `{ key, val }`: the record's id and its JSON. The last entry of a key
 * wins; setting a key deletes its older entries in the same transaction, so that the array stays as small as the
 * board and a drag leaves only collapsible tombstones.
 */
export interface BoardEntry {
  key: string;
  val: unknown;
}
export function recordsOf(doc: Y.Doc): Y.Array<BoardEntry> {
  return doc.getArray<BoardEntry>("records");
}
