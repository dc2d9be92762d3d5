/** Real editing histories: the whole ones where they lie beside the repository. Joseph Gentle's editing traces, CC BY 4.0. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type * as Y from "yjs";
import { ROOT } from "../bin/launch.mjs";

/** Folders in which they are looked for. */
export const TRACE_FOLDERS = ["../shared/data/traces", "../../shared/data/traces"];

export interface Trace {
  startContent: string;
  endContent: string;
  txns: { patches: [at: number, deleted: number, inserted: string][] }[];
}

/** Null if it is not here. */
export function readTrace(name: string): Trace | null {
  const file = TRACE_FOLDERS.map((folder) => join(ROOT, folder, `${name}.json.gz`)).find(existsSync);
  return file ? (JSON.parse(gunzipSync(readFileSync(file)).toString("utf8")) as Trace) : null;
}

/** Types it all, a transaction for each of its own. Throws if the text is another in the end. */
export function replay(trace: Trace, text: Y.Text): void {
  text.insert(0, trace.startContent);
  for (const { patches } of trace.txns) {
    text.doc?.transact(() => {
      for (const [at, deleted, inserted] of patches) {
        if (deleted > 0) text.delete(at, deleted);
        if (inserted) text.insert(at, inserted);
      }
    });
  }
  if (text.toString() !== trace.endContent) throw new Error("the trace was replayed wrongly");
}
