/**
 * Keeps a tldraw store and the board's records the same: what this person draws goes out once a frame in one
 * transaction, what others draw comes in, and what cannot be shown is left aside. Knows nothing of React or the room.
 *
 * The page and the document that tldraw needs are made in the store, the same at everyone, and are written with the
 * first real change: two people who open an empty board at once have nothing to fight over.
 */
import { isShape, type RecordsDiff, type TLRecord, type TLShape, type TLStore } from "tldraw";
import { readRecord } from "./board-schema.ts";
import { carryOver, isEqual } from "./record-merge.ts";
import type { RecordStore } from "./record-store.ts";

/** The origin of every transaction in which this page writes what its person drew. */
export interface BoardOrigin {
  readonly source: "board";
}

export interface BoardBinding {
  /** Ids of records that cannot be shown here: malformed, from a newer page, or in a circle of parents. */
  aside(): ReadonlySet<string>;
  subscribeAside(listener: () => void): () => void;
  /** Writes what is waiting for the next frame. */
  flush(): void;
  dispose(): void;
}

export interface BindOptions {
  store: TLStore;
  records: RecordStore;
  /** False for those who watch: nothing is ever written. Asked at each write. */
  canWrite(): boolean;
  /** Whether so many bytes more go into the document. What does not is taken back, and `onFull` told. */
  fits?(bytes: number): boolean;
  onFull?(): void;
  /** Told of each record that somebody else changed. */
  onRemote?(ids: string[]): void;
}

export function bindBoard({ store, records, canWrite, fits, onFull, onRemote }: BindOptions): BoardBinding {
  const origin: BoardOrigin = { source: "board" };
  const listeners = new Set<() => void>();
  let aside: ReadonlySet<string> = new Set();

  const take = (keys: Iterable<string>) => {
    const next = new Set(aside);
    const remove: TLRecord["id"][] = [];
    const read: TLRecord[] = [];
    for (const key of keys) {
      next.delete(key);
      const val = records.get(key);
      const record = val === undefined ? null : readRecord(key, val);
      if (record) read.push(record);
      else if (val !== undefined) next.add(key);
      if (!record && store.has(key as TLRecord["id"])) remove.push(key as TLRecord["id"]);
    }
    const put = withoutCircles(store, read);
    for (const record of read) {
      if (put.has(record)) continue;
      next.add(record.id);
      if (store.has(record.id)) remove.push(record.id);
    }
    store.mergeRemoteChanges(() => {
      // The editor's own side effects (an arrow lets go of a deleted box) were made by whoever changed the board.
      store.remove(remove);
      store.put([...put].filter((record) => !isEqual(store.get(record.id), record)));
      makeUsable(store);
    });
    if (!isEqual([...next], [...aside])) {
      aside = next;
      for (const listener of listeners) listener();
    }
  };

  const write = (changes: RecordsDiff<TLRecord>) => {
    if (!canWrite()) return;
    const grown = [...Object.values(changes.added), ...Object.values(changes.updated).map(([, to]) => to)];
    if (fits && grown.length > 0 && !fits(JSON.stringify(grown).length)) {
      // Deleting is always possible: how else would a full board get room?
      records.doc.transact(() => {
        for (const record of Object.values(changes.removed)) records.delete(record.id);
      }, origin);
      onFull?.();
      take(grown.map((record) => record.id));
      return;
    }
    records.doc.transact(() => {
      for (const record of [...Object.values(changes.added), ...startOf(store)]) {
        // What was there already (a page made here and there) is not written again.
        if (!isEqual(records.get(record.id), record)) records.set(record.id, record);
      }
      for (const [from, to] of Object.values(changes.updated)) {
        const now = readRecord(to.id, records.get(to.id));
        const next = now ? carryOver(from, to, now, "insist") : to;
        if (!isEqual(records.get(to.id), next)) records.set(to.id, next);
      }
      for (const record of Object.values(changes.removed)) records.delete(record.id);
    }, origin);
  };

  /** Page and document, as long as nobody has written them. */
  function* startOf(from: TLStore): Generator<TLRecord> {
    for (const record of from.allRecords()) {
      if ((record.typeName === "page" || record.typeName === "document") && !records.has(record.id)) yield record;
    }
  }

  store.mergeRemoteChanges(() => makeUsable(store));
  take([...records.entries()].map(([key]) => key));
  const stopListening = store.listen(({ changes }) => write(changes), { source: "user", scope: "document" });
  const stopObserving = records.observe((changes, transaction) => {
    if (transaction.origin === origin) return;
    // What this person drew since the last frame goes first: it would be overwritten here and yet be written there.
    store._flushHistory();
    take(changes.keys());
    onRemote?.([...changes.keys()]);
  });

  return {
    aside: () => aside,
    subscribeAside(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    flush: () => store._flushHistory(),
    dispose() {
      store._flushHistory();
      stopListening();
      stopObserving();
    },
  };
}

/** Gives the store the page, document and session records that tldraw cannot do without (its types hide the call). */
function makeUsable(store: TLStore): void {
  (store as TLStore & { ensureStoreIsUsable(): void }).ensureStoreIsUsable();
}

/** Those of the records that do not end up among their own ancestors: tldraw would walk up such a circle for ever. */
function withoutCircles(store: TLStore, read: TLRecord[]): Set<TLRecord> {
  const good = new Map<string, TLRecord>(read.map((record) => [record.id, record]));
  const find = (id: string) => good.get(id) ?? store.get(id as TLRecord["id"]);
  for (const record of read) {
    if (!isShape(record)) continue;
    const seen = new Set<string>([record.id]);
    let parent = find(record.parentId);
    while (parent && isShape(parent)) {
      if (seen.has(parent.id)) {
        good.delete(record.id);
        break;
      }
      seen.add(parent.id);
      parent = find((parent as TLShape).parentId);
    }
  }
  return new Set(good.values());
}
