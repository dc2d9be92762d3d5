/** The text of a replica that the server refused: kept until the person has put it back, downloaded or discarded it. */
import * as Y from "yjs";
import { readRecords } from "#protocol/board";
import { type CodeFile, type FileEntry, filesOf, freePath, readFiles } from "#protocol/documents";
import { makeFileId, type RoomId } from "#protocol/ids";

/** Characters. Browsers give a page about 5 million for everything it keeps. */
const MAX_STORED = 2_000_000;

export interface RecoveryCopy {
  /** Milliseconds since the epoch. */
  at: number;
  /** Why the server refused, in words, where it said so. */
  reason: string | null;
  files: Pick<CodeFile, "path" | "text">[];
  /** The board's records by id, where it was the board that was refused. */
  board?: Record<string, unknown>;
}

const keyOf = (room: RoomId) => `pairlab.recovery.${room}`;

/** Of the replicas that are given up; what an earlier copy has of the other one stays in it. */
export function makeRecoveryCopy(
  code: Y.Doc | null,
  reason: string | null,
  board: Y.Doc | null = null,
  earlier: RecoveryCopy | null = null,
): RecoveryCopy {
  const files = code ? readFiles(code).map(({ path, text }) => ({ path, text })) : (earlier?.files ?? []);
  const records = board ? Object.fromEntries(readRecords(board)) : earlier?.board;
  return { at: Date.now(), reason, files, ...(records ? { board: records } : {}) };
}

/** Kept over a reload too, where it fits. */
export function storeRecoveryCopy(room: RoomId, copy: RecoveryCopy | null): void {
  try {
    let text = copy && JSON.stringify(copy);
    // The files come first: a board that does not fit beside them stays on this page alone.
    if (copy?.board && text && text.length > MAX_STORED) text = JSON.stringify({ ...copy, board: undefined });
    if (text && text.length <= MAX_STORED) localStorage.setItem(keyOf(room), text);
    else localStorage.removeItem(keyOf(room));
  } catch {
    // A full or forbidden storage leaves the copy in memory.
  }
}

export function loadRecoveryCopy(room: RoomId): RecoveryCopy | null {
  try {
    const copy = JSON.parse(localStorage.getItem(keyOf(room)) ?? "null") as RecoveryCopy | null;
    return copy && Array.isArray(copy.files) ? copy : null;
  } catch {
    return null;
  }
}

/** The copy without what the live document has word for word. Null if nothing is left. */
export function trimRecoveryCopy(copy: RecoveryCopy, doc: Y.Doc): RecoveryCopy | null {
  const live = new Map(readFiles(doc).map((file) => [file.path, file.text]));
  const files = copy.files.filter((file) => live.get(file.path) !== file.text);
  return files.length === 0 && !copy.board ? null : { ...copy, files };
}

/** Adds the copy's files beside the live ones, in the folder `recovered`, so that nobody's newer text is replaced. */
export function putBack(doc: Y.Doc, copy: RecoveryCopy): string[] {
  const taken = new Set(readFiles(doc).map((file) => file.path));
  const added: string[] = [];
  doc.transact(() => {
    for (const file of copy.files) {
      const path = freePath(`recovered/${file.path}`, taken);
      taken.add(path);
      const entry: FileEntry = new Y.Map();
      entry.set("path", path);
      entry.set("text", new Y.Text(file.text));
      filesOf(doc).set(makeFileId(), entry);
      added.push(path);
    }
  }, "recovery");
  return added;
}

export function recoveryAsText(copy: RecoveryCopy): string {
  return copy.files.map((file) => `// ===== ${file.path} =====\n${file.text}\n`).join("\n");
}
