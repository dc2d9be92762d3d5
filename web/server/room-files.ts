/**
 * A room's files as they stand, live or stored. A copy of a document is made on the thread that serves everybody, and a
 * member can have one that takes a second: documents that took long wait for one another, and leave that thread most of
 * its time. All others are copied at once.
 */
import { setTimeout } from "node:timers/promises";
import * as Y from "yjs";
import { type CodeFile, documentId, readFiles } from "#protocol/documents";
import { getHub } from "#protocol/hub";
import type { DocumentId, RoomId } from "#protocol/ids";

/** Milliseconds that a copy may take without a wait for the next one. */
const CHEAP = 25;
/** How much longer than the last of them took it is until the next expensive copy. */
const REST = 10;
/** Documents that are known to take long; they are told apart again if there should be more. */
const REMEMBERED = 1_000;

/** Milliseconds that the last copy took, of those that took long. */
const expensive = new Map<DocumentId, number>();
/** When the next of those may be made, on `performance.now()`'s clock. */
let freeAt = 0;
/** What a state has in it: the hub gives the same bytes for as long as nothing changes. */
const filesOf = new WeakMap<Uint8Array, CodeFile[]>();

/** A scratch copy of a document; null if the room has none. Whoever takes it destroys it. */
export async function scratchCopy(room: RoomId, kind: "code" | "board"): Promise<Y.Doc | null> {
  const id = documentId(room, kind);
  for (;;) {
    const state = await getHub().read(id);
    if (!state) return null;
    if (await mayCopy(id)) return copyOf(id, state);
  }
}

export async function roomFiles(room: RoomId): Promise<CodeFile[]> {
  const id = documentId(room, "code");
  for (;;) {
    const state = await getHub().read(id);
    if (!state) return [];
    const known = filesOf.get(state);
    if (known) return known;
    if (!(await mayCopy(id))) continue;
    const doc = copyOf(id, state);
    const files = readFiles(doc);
    doc.destroy();
    filesOf.set(state, files);
    return files;
  }
}

/** False if it has waited, and what is to be copied may be another or not be needed any more. */
async function mayCopy(id: DocumentId): Promise<boolean> {
  const took = expensive.get(id);
  if (took === undefined) return true;
  const now = performance.now();
  if (now >= freeAt) {
    freeAt = now + REST * took;
    return true;
  }
  await setTimeout(freeAt - now);
  return false;
}

function copyOf(id: DocumentId, state: Uint8Array): Y.Doc {
  const begun = performance.now();
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state);
  const took = performance.now() - begun;
  expensive.delete(id);
  if (took <= CHEAP) return doc;
  if (expensive.size >= REMEMBERED) expensive.clear();
  expensive.set(id, took);
  freeAt = Math.max(freeAt, performance.now() + REST * took);
  return doc;
}
