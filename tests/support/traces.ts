/** Real editing traces: the whole ones where they lie beside the repository, else the samples of tests/data. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import * as Y from "yjs";

export type Patch = [position: number, deleteCount: number, inserted: string];
export interface SequentialTrace {
  startContent: string;
  endContent: string;
  txns: { patches: Patch[] }[];
}
export interface ConcurrentTrace {
  numAgents: number;
  txns: { agent: number; parents: number[]; patches: Patch[] }[];
}

const ROOT = join(import.meta.dirname, "../..");
const FOLDERS = [join(ROOT, "../shared/data/traces"), join(ROOT, "../../shared/data/traces")];

/** `whole`: the long one if it is there. Joseph Gentle's editing traces, CC BY 4.0. */
export function readTrace<T extends SequentialTrace | ConcurrentTrace>(name: string, whole = true): T {
  const folder = whole ? FOLDERS.find((folder) => existsSync(join(folder, `${name}.json.gz`))) : undefined;
  const path = join(folder ?? join(ROOT, "tests/data/traces"), `${name}.json.gz`);
  return JSON.parse(gunzipSync(readFileSync(path)).toString("utf8")) as T;
}

export function patch(text: Y.Text, patches: Patch[]): void {
  text.doc?.transact(() => {
    for (const [position, deleted, inserted] of patches) {
      if (deleted > 0) text.delete(position, deleted);
      if (inserted !== "") text.insert(position, inserted);
    }
  });
}

interface Replica {
  number: number;
  doc: Y.Doc;
  applied: Set<number>;
  last: number;
}

/**
 * What each author's replica wrote, in an order in which every update stands on earlier ones. A replica that went
 * back to an older state is a new one.
 */
export function replay(trace: ConcurrentTrace): { replica: number; update: Uint8Array }[] {
  const written: { replica: number; update: Uint8Array }[] = [];
  const byAgent = new Map<number, Replica>();
  let replicas = 0;
  trace.txns.forEach(({ agent, parents, patches }, index) => {
    let replica = byAgent.get(agent);
    if (!replica || !isAncestor(trace, replica.last, parents)) {
      replica = { number: replicas++, doc: new Y.Doc(), applied: new Set(), last: -1 };
      byAgent.set(agent, replica);
    }
    const { doc, applied } = replica;
    const missing: number[] = [];
    const open = [...parents];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (applied.has(at)) continue;
      applied.add(at);
      missing.push(at);
      open.push(...(trace.txns[at]?.parents ?? []));
    }
    doc.transact(() => {
      for (const at of missing.sort((a, b) => a - b)) Y.applyUpdate(doc, written[at]?.update as Uint8Array);
    });
    let update: Uint8Array = new Uint8Array([0, 0]);
    const note = (made: Uint8Array) => {
      update = made;
    };
    doc.on("update", note);
    patch(doc.getText("text"), patches);
    doc.off("update", note);
    applied.add(index);
    replica.last = index;
    written.push({ replica: replica.number, update });
  });
  return written;
}

/** Indexes are in topological order, so nothing below `of` needs to be looked at. */
function isAncestor(trace: ConcurrentTrace, of: number, parents: number[]): boolean {
  const seen = new Set<number>();
  const open = [...parents];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === of) return true;
    if (at < of || seen.has(at)) continue;
    seen.add(at);
    open.push(...(trace.txns[at]?.parents ?? []));
  }
  return false;
}
