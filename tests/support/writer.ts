/** Someone who types words that nobody else types, and knows which of them the server has acknowledged. */
import Sqlite from "better-sqlite3";
import { expect } from "vitest";
import * as Y from "yjs";
import { load } from "#collab-server/live-document";
import { openStorage } from "#collab-server/storage/open-storage";
import { packDocument, unpackDocument } from "#collab-server/storage/packed-document";
import type { SqliteLog } from "#collab-server/storage/sqlite-log";
import type { Storage } from "#collab-server/storage/storage";
import type { DocumentId } from "#protocol/ids";
import type { TestClient } from "./collab.ts";

export class Writer {
  readonly client: TestClient;
  readonly typed: string[] = [];
  /** Called in the moment in which it learns that more was acknowledged. */
  onAcknowledged: () => void = () => {};
  readonly #name: string;
  /** By word, the clock of this client's doc after it. */
  readonly #ends: number[] = [];
  #acknowledged = 0;

  constructor(client: TestClient, name: string) {
    this.client = client;
    this.#name = name;
    const { provider } = client;
    // The provider's counter is exact until it reconnects, and there at once; `saved` is exact always.
    provider.on("unsyncedChanges", ({ number }: { number: number }) => {
      if (client.closes.length === 0) this.#acknowledge(this.typed.length - number);
    });
    provider.on("stateless", ({ payload }: { payload: string }) => {
      const message = JSON.parse(payload) as { type: string; stateVector: string };
      if (message.type !== "saved") return;
      const vector = Y.decodeStateVector(new Uint8Array(Buffer.from(message.stateVector, "base64")));
      const clock = vector.get(client.doc.clientID) ?? 0;
      let words = this.#acknowledged;
      while (words < this.#ends.length && (this.#ends[words] as number) <= clock) words++;
      this.#acknowledge(words);
    });
  }

  get acknowledged(): string[] {
    return this.typed.slice(0, this.#acknowledged);
  }

  /** A word at the end of the text; one update, one frame. */
  type(): void {
    const { text, doc } = this.client;
    const word = `<${this.#name}.${this.typed.length}>`;
    this.typed.push(word);
    text.insert(text.length, word);
    this.#ends.push(Y.getState(doc.store, doc.clientID));
  }

  /** Waits until the server has named all that was typed as saved. */
  async saved(): Promise<void> {
    while (this.#acknowledged < this.typed.length) {
      await this.client.message("saved", () => true, this.client.messages.length);
    }
  }

  #acknowledge(words: number): void {
    if (words <= this.#acknowledged) return;
    this.#acknowledged = words;
    this.onAcknowledged();
  }
}

/** What the log alone brings back. */
export interface Stored {
  text: string;
  /** Rows that were set aside, or threw. */
  faults: number;
  /** Whether edits wait for others that never came. */
  pending: boolean;
  doc: Y.Doc;
}

export async function readStored(storage: Pick<Storage, "load">, document: DocumentId): Promise<Stored> {
  const stored = await storage.load(document);
  if (stored === null) throw new Error("The document is not there.");
  const doc = new Y.Doc();
  const threw = load(doc, stored);
  return {
    text: doc.getText("text").toString(),
    faults: threw + stored.setAside,
    pending: doc.store.pendingStructs !== null || doc.store.pendingDs !== null,
    doc,
  };
}

/** The same by a connection to the file alone, without the threads: quick, and the first to open it after a kill. */
export async function readLog(log: SqliteLog, document: DocumentId): Promise<Stored> {
  try {
    const load = async () => {
      const read = await log.read(document);
      return read && unpackDocument(packDocument(read));
    };
    return await readStored({ load }, document);
  } finally {
    await log.dispose();
  }
}

/** The same through a storage that was never used before. */
export async function readFresh(databaseUrl: string, document: DocumentId): Promise<Stored> {
  const storage = await openStorage(databaseUrl);
  try {
    return await readStored(storage, document);
  } finally {
    await storage.dispose();
  }
}

/** A word as `Writer` types it. */
const WORD = /<[^<>]*>/g;

/** The words that the text lacks. In time for two minutes of ten writers: it is asked at each of their updates. */
export function missing(words: Iterable<string>, text: string): string[] {
  const there = new Set(text.match(WORD));
  return [...words].filter((word) => !there.has(word));
}

/** Fails where SQLite finds its file damaged. */
export function expectIntact(databaseUrl: string): void {
  const file = new Sqlite(databaseUrl.replace("file:", ""));
  expect(file.pragma("integrity_check", { simple: true })).toBe("ok");
  file.close();
}
