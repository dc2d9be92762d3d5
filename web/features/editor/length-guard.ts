/** Refuses an own edit that would make a file longer than files may be. Nothing of it is lost: nothing is changed. */
import { EditorState, type Extension } from "@codemirror/state";
import { ySyncAnnotation } from "y-codemirror.next";
import { MAX_FILE_LENGTH } from "#protocol/limits";

export function lengthGuard(refused: (sentence: string) => void): Extension {
  return EditorState.transactionFilter.of((tr) => {
    const length = tr.newDoc.length;
    const grows = length > tr.startState.doc.length;
    // What comes from Yjs is in the document already: to refuse it here would part the two.
    if (!tr.docChanged || !grows || length <= MAX_FILE_LENGTH || tr.annotation(ySyncAnnotation)) return tr;
    queueMicrotask(() => refused(tooLong(length)));
    return [];
  });
}

function tooLong(length: number): string {
  const mega = (n: number) => (n / 1024 / 1024).toLocaleString("en", { maximumFractionDigits: 1 });
  return `A file has at most ${mega(MAX_FILE_LENGTH)} M characters; this would make ${mega(length)} M. Nothing was changed.`;
}
