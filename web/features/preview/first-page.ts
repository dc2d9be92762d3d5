/** The page with which a room that has none begins. */
import * as Y from "yjs";
import { type FileEntry, filesOf } from "#protocol/documents";
import { type FileId, makeFileId } from "#protocol/ids";
import { FIRST_PAGE } from "./preview-page.ts";

/** Makes `index.html` and returns its id; two people who do so at once get two files, of which none is lost. */
export function createFirstPage(doc: Y.Doc): FileId {
  const id = makeFileId();
  doc.transact(
    () => {
      const entry: FileEntry = new Y.Map();
      entry.set("path", "index.html");
      entry.set("text", new Y.Text(FIRST_PAGE));
      filesOf(doc).set(id, entry);
    },
    { source: "preview" },
  );
  return id;
}
