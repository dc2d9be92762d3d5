/** A document as its rows tell it: which of them count, and how they fold. Knows no database. */
import * as Y from "yjs";
import { checksumOf } from "#prisma/update-row";

/** Rows folded at once. Marking them is one transaction, which appends wait for: some 10 ms at this number. */
export const MAX_FOLD = 4_000;
/** Rows from which a load hands out one state instead: the reader would else block its event loop with applying them. */
export const LONG_LOG = 1_000;

export interface UpdateRow {
  seq: number;
  bytes: Uint8Array;
  checksum: number;
  /** Null while the row is unfolded. */
  snapshotId: number | null;
}

export interface SnapshotRow {
  id: number;
  bytes: Uint8Array;
  checksum: number;
}

/** What one consistent read found. */
export interface LogRead {
  /** Of the newest snapshot, sound or not; 0 if there is none. */
  newest: number;
  /** The newest snapshot whose checksum held. */
  base: SnapshotRow | null;
  /** Rows that are not in `base`, by seq: the unfolded, and those folded into a snapshot that turned out unsound. */
  rows: UpdateRow[];
  setAside: number;
  clients: [clientId: string, personId: string][];
}

/** A snapshot yet to be committed. */
export interface Fold {
  document: string;
  /** The snapshot that must still be the newest when this one commits; 0: there must be none. */
  parent: number;
  /** Yjs V2. */
  bytes: Uint8Array;
  /** The rows in it, all of which must still be unfolded. */
  seqs: number[];
  /** Whether there are rows beyond these. */
  more: boolean;
}

/** Another compactor was faster: thrown inside the snapshot's transaction, to roll it back. */
export class Overtaken extends Error {}

export const isSound = (row: { bytes: Uint8Array; checksum: number }) => checksumOf(row.bytes) === row.checksum;

/** The state of `base` and `rows` as one update, Yjs V2. One transaction: merging updates is quadratic in their number. */
export function foldRows(base: Uint8Array | null, rows: { bytes: Uint8Array }[]): Uint8Array {
  const doc = new Y.Doc();
  try {
    doc.transact(() => {
      if (base) Y.applyUpdateV2(doc, base);
      for (const row of rows) Y.applyUpdate(doc, row.bytes);
    });
    const { pendingStructs } = doc.store;
    // What waits may be another text under ids that are here: Yjs, when it merges the two, might take that one.
    if (pendingStructs) pendingStructs.update = Y.diffUpdateV2(pendingStructs.update, Y.encodeStateVector(doc));
    return Y.encodeStateAsUpdateV2(doc);
  } finally {
    doc.destroy();
  }
}

/** Null if there is nothing to fold. Rows of an unsound snapshot go into the state, but are not marked again. */
export function makeFold(document: string, log: LogRead): Fold | null {
  const unfolded = log.rows.filter((row) => row.snapshotId === null);
  if (unfolded.length === 0) return null;
  const chosen = new Set(unfolded.slice(0, MAX_FOLD));
  const rows = log.rows.filter((row) => row.snapshotId !== null || chosen.has(row));
  return {
    document,
    parent: log.newest,
    bytes: foldRows(log.base?.bytes ?? null, rows),
    seqs: [...chosen].map((row) => row.seq),
    more: unfolded.length > chosen.size,
  };
}
