/** Refuses an own edit that would make a file, or the room, longer than it may be. Nothing of it is lost: nothing is changed. */
import { EditorState, type Extension, type Transaction } from "@codemirror/state";
import { ySyncAnnotation } from "y-codemirror.next";
import { MAX_FILE_LENGTH } from "#protocol/limits";
import { DOCUMENT_FULL } from "#web/features/room/document-size";

/** `fits`: whether so many bytes more go into the document. */
export function lengthGuard(refused: (sentence: string) => void, fits: (bytes: number) => boolean): Extension {
  return EditorState.transactionFilter.of((tr) => {
    const length = tr.newDoc.length;
    const grows = length > tr.startState.doc.length;
    // What comes from Yjs is in the document already: to refuse it here would part the two.
    if (!tr.docChanged || !grows || tr.annotation(ySyncAnnotation)) return tr;
    const fault = length > MAX_FILE_LENGTH ? tooLong(length) : fits(bytesOf(tr)) ? null : DOCUMENT_FULL;
    if (fault === null) return tr;
    queueMicrotask(() => refused(fault));
    return [];
  });
}

/** What the inserted text takes in UTF-8, as an update carries it. */
function bytesOf(tr: Transaction): number {
  let bytes = 0;
  tr.changes.iterChanges((_fromA, _toA, _fromB, _toB, inserted) => {
    bytes += new TextEncoder().encode(inserted.toString()).length;
  });
  return bytes;
}

function tooLong(length: number): string {
  const mega = (n: number) => (n / 1024 / 1024).toLocaleString("en", { maximumFractionDigits: 1 });
  return `A file has at most ${mega(MAX_FILE_LENGTH)} M characters; this would make ${mega(length)} M. Nothing was changed.`;
}
