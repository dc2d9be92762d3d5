/** Refuses an undo or a redo that would bring back more than fits into the document. It can be tried again later. */
import type { KeyBinding } from "@codemirror/view";
import { yUndoManagerKeymap } from "y-codemirror.next";
import * as Y from "yjs";
import { DOCUMENT_FULL } from "#web/features/room/document-size";

type Deletions = Y.UndoManager["undoStack"][number]["deletions"];

/** The usual keys. `fits`: whether so many bytes more go into the document. */
export function guardedUndoKeys(
  undo: Y.UndoManager,
  refused: (sentence: string) => void,
  fits: (bytes: number) => boolean,
): KeyBinding[] {
  return yUndoManagerKeymap.map((binding) => ({
    ...binding,
    run: (view) => {
      const item = (binding.key === "Mod-z" ? undo.undoStack : undo.redoStack).at(-1);
      if (item && !fits(bytesOf(undo.doc, item.deletions))) {
        refused(DOCUMENT_FULL);
        return true;
      }
      return binding.run?.(view) ?? false;
    },
  }));
}

/** What was deleted takes in UTF-8, as an update that brings it back carries it. */
export function bytesOf(doc: Y.Doc, deletions: Deletions): number {
  let bytes = 0;
  for (const [client, ranges] of deletions.clients) {
    const structs = doc.store.clients.get(client) ?? [];
    for (const { clock, len } of ranges) {
      if (clock >= Y.getState(doc.store, client)) continue;
      for (let i = Y.findIndexSS(structs, clock); i < structs.length; i++) {
        const struct = structs[i];
        if (struct === undefined || struct.id.clock >= clock + len) break;
        if (!(struct instanceof Y.Item && struct.content instanceof Y.ContentString)) continue;
        const from = Math.max(0, clock - struct.id.clock);
        bytes += new TextEncoder().encode(struct.content.str.slice(from, clock + len - struct.id.clock)).length;
      }
    }
  }
  return bytes;
}
