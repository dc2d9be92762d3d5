/** Which file Run starts: chosen once for the whole room, so that everyone's button says the same. */
import type * as Y from "yjs";
import { settingsOf } from "#protocol/documents";
import type { FileId } from "#protocol/ids";
import { whyNotRunnable } from "#protocol/runs";

interface File {
  id: FileId;
  path: string;
}

/** Looked for in this order where nobody has chosen. */
const USUAL = [
  "main.js",
  "main.ts",
  "index.js",
  "index.ts",
  "main.tsx",
  "main.jsx",
  "src/main.js",
  "src/main.ts",
  "main.py",
];

/**
 * The entry: the chosen file if it is still there, else the usual one, else the open file if it is a program, else
 * the first program. Null if the room has no file at all; a file that cannot be run if it has no program.
 */
export function entryOf(files: readonly File[], chosen: string | undefined, open: FileId | null): File | null {
  const picked = files.find((file) => file.id === chosen);
  if (picked) return picked;
  for (const path of USUAL) {
    const file = files.find((candidate) => candidate.path === path);
    if (file) return file;
  }
  const opened = files.find((file) => file.id === open);
  if (opened && whyNotRunnable(opened.path) === null) return opened;
  return files.find((file) => whyNotRunnable(file.path) === null) ?? opened ?? files[0] ?? null;
}

export function chooseEntry(doc: Y.Doc, file: FileId | null): void {
  doc.transact(
    () => {
      if (file === null) settingsOf(doc).delete("entry");
      else settingsOf(doc).set("entry", file);
    },
    { source: "entry" },
  );
}
