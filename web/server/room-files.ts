/** A room's files as they stand, live or stored. */
import * as Y from "yjs";
import { type CodeFile, documentId, readFiles } from "#protocol/documents";
import { getHub } from "#protocol/hub";
import type { RoomId } from "#protocol/ids";

/** A scratch copy of a document; null if the room has none. Whoever takes it destroys it. */
export async function scratchCopy(room: RoomId, kind: "code" | "board"): Promise<Y.Doc | null> {
  const state = await getHub().read(documentId(room, kind));
  if (!state) return null;
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state);
  return doc;
}

export async function roomFiles(room: RoomId): Promise<CodeFile[]> {
  const doc = await scratchCopy(room, "code");
  if (!doc) return [];
  const files = readFiles(doc);
  doc.destroy();
  return files;
}
