/**
 * Reads and folds documents in a thread of its own, so that neither a long log nor the encoding of a snapshot is felt
 * by those who type. Loads go before folds: somebody waits for them.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { parentPort, type Transferable, workerData } from "node:worker_threads";
import { readDatabaseUrl } from "#prisma/database-url";
import { type Fold, makeFold } from "./document-log.ts";
import { toFailure } from "./failure.ts";
import { type PackedDocument, packDocument } from "./packed-document.ts";
import type { Answer, Call } from "./thread.ts";

export type ReaderRequest =
  | { kind: "load"; document: string }
  | { kind: "fold"; document: string }
  /** PostgreSQL only: SQLite's snapshots are the writer's. */
  | { kind: "commit"; fold: Fold }
  | { kind: "close" };

export interface ReaderAnswers extends Record<ReaderRequest["kind"], unknown> {
  load: PackedDocument | null;
  /** Null if there is nothing to fold. */
  fold: Fold | null;
  commit: boolean;
  close: undefined;
}

const port = parentPort;
if (!port) throw new Error("This file runs as a worker thread.");
const { databaseUrl } = workerData as { databaseUrl: string };
// The other database's driver would only take memory.
const log =
  readDatabaseUrl(databaseUrl).provider === "sqlite"
    ? new (await import("./sqlite-log.ts")).SqliteLog(databaseUrl)
    : new (await import("./postgres-log.ts")).PostgresLog(databaseUrl);

const handOver = (...arrays: (Uint8Array | Uint32Array | null)[]) =>
  arrays.flatMap((array) =>
    array && array.byteLength === array.buffer.byteLength ? [array.buffer as ArrayBuffer] : [],
  );

async function perform(request: ReaderRequest): Promise<{ value: unknown; transfer?: Transferable[] }> {
  switch (request.kind) {
    case "load": {
      const read = await log.read(request.document);
      if (!read) return { value: null };
      const packed = packDocument(read);
      return { value: packed, transfer: handOver(packed.snapshot, packed.updates, packed.lengths) };
    }
    case "fold": {
      const read = await log.read(request.document);
      const fold = read && makeFold(request.document, read);
      return { value: fold, transfer: handOver(fold?.bytes ?? null) };
    }
    case "commit":
      if (!("commit" in log)) throw new Error("SQLite's snapshots are committed by the writer.");
      return { value: await log.commit(request.fold) };
    case "close":
      await log.dispose();
      return { value: undefined };
    default:
      return request satisfies never;
  }
}

async function answer(to: NonNullable<typeof parentPort>, { id, request }: Call<ReaderRequest>): Promise<void> {
  try {
    const { value, transfer = [] } = await perform(request);
    to.postMessage([{ id, value }] satisfies Answer[], transfer);
  } catch (error) {
    to.postMessage([{ id, failure: toFailure(error) }] satisfies Answer[]);
  }
}

const unhurried: Call<ReaderRequest>[] = [];
const loading = new Set<Promise<void>>();
let working = false;

async function workOff(to: NonNullable<typeof parentPort>): Promise<void> {
  working = true;
  for (let next = unhurried.shift(); next; next = unhurried.shift()) {
    // Lets in the loads that have arrived meanwhile.
    await nextTurn();
    if (next.request.kind === "close") await Promise.all(loading);
    await answer(to, next);
  }
  working = false;
}

port.on("message", (call: Call<ReaderRequest>) => {
  if (call.request.kind === "load") {
    const load = answer(port, call).finally(() => loading.delete(load));
    loading.add(load);
    return;
  }
  unhurried.push(call);
  if (!working) void workOff(port);
});
