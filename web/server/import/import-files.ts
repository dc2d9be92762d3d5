/** Puts texts into a room's code document, in the room's own name: on a scratch copy, logged, then shared. */
import * as Y from "yjs";
import { documentId, filesOf, freePath, readFiles } from "#protocol/documents";
import { getHub } from "#protocol/hub";
import { makeFileId, type PersonId, type RoomId } from "#protocol/ids";
import { MAX_DOCUMENT, MAX_FILES } from "#protocol/limits";
import { Failure } from "../failure.ts";
import { scratchCopy } from "../room-files.ts";
import type { SkippedFile } from "./incoming.ts";
import type { IncomingText } from "./texts.ts";

/** What happens to a file whose path the room has already. */
export type Existing = "rename" | "replace";

export interface Imported {
  imported: string[];
  replaced: string[];
  skipped: SkippedFile[];
}

export async function importTexts(
  room: RoomId,
  person: PersonId,
  texts: IncomingText[],
  existing: Existing,
): Promise<Imported> {
  const doc = await scratchCopy(room, "code");
  if (!doc) throw new Failure(404, "no-room", "There is no such room.");
  try {
    const before = Y.encodeStateVector(doc);
    const result = doc.transact(() => putTexts(doc, texts, existing));
    if (result.imported.length + result.replaced.length === 0) return result;
    if (Y.encodeStateAsUpdate(doc).length > MAX_DOCUMENT) {
      throw new Failure(413, "document-full", "That is more than a room can hold (5 MB). Import fewer files.");
    }
    await getHub().write(documentId(room, "code"), Y.encodeStateAsUpdate(doc, before), person);
    return result;
  } finally {
    doc.destroy();
  }
}

function putTexts(doc: Y.Doc, texts: IncomingText[], existing: Existing): Imported {
  const result: Imported = { imported: [], replaced: [], skipped: [] };
  const files = filesOf(doc);
  const ids = new Map<string, string>(readFiles(doc).map((file) => [file.path, file.id]));
  const taken = new Set(ids.keys());
  for (const { path, text } of texts) {
    const id = ids.get(path);
    const there = id === undefined ? undefined : files.get(id)?.get("text");
    if (existing === "replace" && there instanceof Y.Text) {
      replaceText(there, text);
      result.replaced.push(path);
    } else if (taken.size >= MAX_FILES) {
      result.skipped.push({ path, why: `A room has at most ${MAX_FILES} files.` });
    } else {
      const free = freePath(path, taken);
      const entry = new Y.Map<string | Y.Text>();
      entry.set("path", free);
      entry.set("text", new Y.Text(text));
      files.set(makeFileId(), entry);
      taken.add(free);
      result.imported.push(free);
    }
  }
  return result;
}

/** Changes the part that differs, so that cursors in the rest stay where they are. */
function replaceText(there: Y.Text, text: string): void {
  const old = there.toString();
  let start = 0;
  while (start < Math.min(old.length, text.length) && old[start] === text[start]) start++;
  let end = 0;
  while (end < Math.min(old.length, text.length) - start && old.at(-1 - end) === text.at(-1 - end)) end++;
  // Never between the halves of a surrogate pair.
  if (isHighSurrogate(old, start - 1)) start--;
  if (end > 0 && isLowSurrogate(old, old.length - end)) end--;
  there.delete(start, old.length - end - start);
  there.insert(start, text.slice(start, text.length - end));
}

const isHighSurrogate = (text: string, at: number) => /[\ud800-\udbff]/.test(text[at] ?? "");
const isLowSurrogate = (text: string, at: number) => /[\udc00-\udfff]/.test(text[at] ?? "");
