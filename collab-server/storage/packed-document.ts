/** A loaded document on its way between threads: three buffers that are handed over, instead of thousands copied. */
import type { PersonId } from "#protocol/ids";
import { foldRows, LONG_LOG, type LogRead } from "./document-log.ts";
import type { StoredDocument } from "./storage.ts";

export interface PackedDocument {
  snapshot: Uint8Array | null;
  /** The updates, one behind the other. */
  updates: Uint8Array;
  lengths: Uint32Array;
  setAside: number;
  clients: [clientId: string, personId: string][];
  /** The log was long, and should be compacted. */
  long: boolean;
}

export function packDocument(log: LogRead): PackedDocument {
  const long = log.rows.length >= LONG_LOG;
  const base = log.base?.bytes ?? null;
  const rows = long ? [] : log.rows;
  const updates = new Uint8Array(rows.reduce((sum, row) => sum + row.bytes.length, 0));
  let offset = 0;
  for (const row of rows) {
    updates.set(row.bytes, offset);
    offset += row.bytes.length;
  }
  return {
    snapshot: long ? foldRows(base, log.rows) : base && new Uint8Array(base),
    updates,
    lengths: Uint32Array.from(rows, (row) => row.bytes.length),
    setAside: log.setAside,
    clients: log.clients,
    long,
  };
}

export function unpackDocument(packed: PackedDocument): StoredDocument {
  const updates: Uint8Array[] = [];
  let offset = 0;
  for (const length of packed.lengths) {
    updates.push(packed.updates.subarray(offset, offset + length));
    offset += length;
  }
  const clients = new Map(packed.clients.map(([client, person]) => [Number(client), person as PersonId]));
  return { snapshot: packed.snapshot, updates, setAside: packed.setAside, clients };
}
