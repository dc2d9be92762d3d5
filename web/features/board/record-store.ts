/**
 * An indexed key-value store over the board's Y.Array of `{ key, val }` entries. Knows nothing of tldraw.
 *
 * The array is the truth: the last live entry of a key wins, so every replica that holds the same array shows the same
 * map. What makes this fast is that an entry is remembered by its Yjs id (client, clock), which never changes while
 * items are split, merged and collected; looking an item up by id is a binary search, where its position in the
 * array would be a scan.
 *
 * Invariants:
 * - `winners` holds one entry for each key that has a live entry; `shadowed` holds the key's other live entries, all of
 *   which stand to the left of the winner.
 * - Nothing is written but by `set` and `delete`, which clear away every live entry of their key.
 * - A new entry stands to the right of the entry that it replaces, so an undo of an older entry never hides it.
 */
import * as Y from "yjs";
import type { BoardEntry } from "#protocol/documents";
import { recordsOf } from "#protocol/documents";

interface Entry {
  client: number;
  clock: number;
  val: unknown;
  /** Placed by this store's own `set`, in its chain (see `place`). */
  chained: boolean;
}

/** `before` and `after` are `undefined` where the key had or has no value. */
export interface RecordChange {
  before: unknown;
  after: unknown;
}
export type RecordListener = (changes: ReadonlyMap<string, RecordChange>, transaction: Y.Transaction) => void;

export class RecordStore {
  readonly doc: Y.Doc;
  readonly array: Y.Array<BoardEntry>;
  private readonly winners = new Map<string, Entry>();
  private readonly shadowed = new Map<string, Entry[]>();
  /** Values that keys had before the transaction that is under way. */
  private touched = new Map<string, unknown>();
  private readonly listeners = new Set<RecordListener>();
  /** The id of the entry that `set` placed last. */
  private chainEnd: Y.ID | null = null;
  /** An item near the end of the array, from which its end is found. */
  private nearTail: Y.ID | null = null;
  private readonly observer: (event: Y.YArrayEvent<BoardEntry>, transaction: Y.Transaction) => void;

  constructor(doc: Y.Doc) {
    this.doc = doc;
    this.array = recordsOf(doc);
    for (let item = this.array._start; item !== null; item = item.right) this.addItem(item, item.id.clock);
    this.touched.clear();
    this.observer = (_event, transaction) => this.follow(transaction);
    this.array.observe(this.observer);
  }

  get size(): number {
    return this.winners.size;
  }

  has(key: string): boolean {
    return this.winners.has(key);
  }

  /** The value, which belongs to the document: never change it. Sees the writes of the transaction under way. */
  get(key: string): unknown {
    return this.winners.get(key)?.val;
  }

  *entries(): IterableIterator<[string, unknown]> {
    for (const [key, entry] of this.winners) yield [key, entry.val];
  }

  /** `val` is JSON and is kept by reference: never change it afterwards. */
  set(key: string, val: unknown): void {
    this.doc.transact((transaction) => {
      const old = this.winners.get(key);
      const left = this.place(transaction, old);
      const clock = Y.getState(transaction.doc.store, this.doc.clientID);
      const item = new Y.Item(
        Y.createID(this.doc.clientID, clock),
        left,
        left?.lastId ?? null,
        left ? left.right : this.array._start,
        (left ? left.right : this.array._start)?.id ?? null,
        this.array,
        null,
        new Y.ContentAny([{ key, val }]),
      );
      item.integrate(transaction, 0);
      this.touch(key);
      this.clear(transaction, key);
      this.winners.set(key, { client: item.id.client, clock, val, chained: true });
      this.chainEnd = item.id;
      if (item.right === null) this.nearTail = item.id;
      this.forgetPositions();
    });
  }

  delete(key: string): boolean {
    if (!this.winners.has(key)) return false;
    this.doc.transact((transaction) => {
      this.touch(key);
      this.clear(transaction, key);
      this.forgetPositions();
    });
    return true;
  }

  /** Called once a transaction, in which at least one value changed, with what changed. */
  observe(listener: RecordListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  dispose(): void {
    this.array.unobserve(this.observer);
    this.listeners.clear();
  }

  /**
   * The item after which a new entry goes. Right behind this store's own last entry where that is far enough to the
   * right: the tombstones of one drag then stay neighbours and collapse into one, even while others draw too.
   * Otherwise at the very end.
   */
  private place(transaction: Y.Transaction, old: Entry | undefined): Y.Item | null {
    const { store } = transaction.doc;
    if (old?.chained && this.chainEnd) return itemAt(store, this.chainEnd);
    let item = this.nearTail ? itemAt(store, this.nearTail) : this.array._start;
    while (item?.right) item = item.right;
    if (item) this.nearTail = item.id;
    return item;
  }

  /** Deletes every live entry of the key. */
  private clear(transaction: Y.Transaction, key: string): void {
    const winner = this.winners.get(key);
    if (!winner) return;
    remove(transaction, winner);
    for (const entry of this.shadowed.get(key) ?? []) remove(transaction, entry);
    this.winners.delete(key);
    this.shadowed.delete(key);
  }

  /** Items were added and removed behind the array's back: its cache of positions is stale (as after an undo). */
  private forgetPositions(): void {
    if (this.array._searchMarker) this.array._searchMarker.length = 0;
  }

  /**
   * Brings the index up to a finished transaction by its new and deleted items; those that `set` and `delete` have
   * entered already are met a second time and change nothing. (`event.changes` would walk the whole array.)
   */
  private follow(transaction: Y.Transaction): void {
    Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
      if (struct instanceof Y.Item && struct.parent === this.array) this.removeItem(transaction, struct);
    });
    for (const [client, end] of transaction.afterState) {
      const start = transaction.beforeState.get(client) ?? 0;
      const structs = transaction.doc.store.clients.get(client);
      if (end <= start || !structs) continue;
      for (let i = Y.findIndexSS(structs, start); i < structs.length; i++) {
        const struct = structs[i];
        if (!struct || struct.id.clock >= end) break;
        if (struct instanceof Y.Item && struct.parent === this.array) this.addItem(struct, start);
      }
    }
    const changes = new Map<string, RecordChange>();
    for (const [key, before] of this.touched) {
      const after = this.get(key);
      if (before !== after) changes.set(key, { before, after });
    }
    // A listener may write: what it touches belongs to the next transaction.
    this.touched = new Map();
    if (changes.size > 0) for (const listener of this.listeners) listener(changes, transaction);
  }

  private addItem(item: Y.Item, from: number): void {
    if (item.deleted || !item.countable) return;
    const { client, clock } = item.id;
    for (const [offset, entry] of item.content.getContent().entries()) {
      if (clock + offset < from || !isEntry(entry)) continue;
      this.addEntry(entry.key, { client, clock: clock + offset, val: entry.val, chained: false });
    }
  }

  private addEntry(key: string, entry: Entry): void {
    const winner = this.winners.get(key);
    const others = this.shadowed.get(key);
    if ((winner && same(winner, entry)) || others?.some((other) => same(other, entry))) return;
    this.touch(key);
    if (!winner) {
      this.winners.set(key, entry);
      return;
    }
    const wins = isBefore(this.doc.store, winner, entry);
    const loser = wins ? winner : entry;
    if (wins) this.winners.set(key, entry);
    if (others) others.push(loser);
    else this.shadowed.set(key, [loser]);
  }

  private removeItem(transaction: Y.Transaction, item: Y.Item): void {
    const { client, clock } = item.id;
    for (const [offset, entry] of item.content.getContent().entries()) {
      if (isEntry(entry)) this.removeEntry(transaction, entry.key, { client, clock: clock + offset });
    }
  }

  private removeEntry(transaction: Y.Transaction, key: string, id: { client: number; clock: number }): void {
    const winner = this.winners.get(key);
    const others = this.shadowed.get(key) ?? [];
    if (winner && same(winner, id)) {
      this.touch(key);
      const { store } = transaction.doc;
      const live = others.filter((entry) => !Y.getItem(store, idOf(entry)).deleted);
      const next = live.reduce<Entry | null>(
        (last, entry) => (last && !isBefore(store, last, entry) ? last : entry),
        null,
      );
      if (next) this.winners.set(key, next);
      else this.winners.delete(key);
      this.keepShadowed(
        key,
        live.filter((entry) => entry !== next),
      );
    } else if (others.length > 0) {
      this.keepShadowed(
        key,
        others.filter((entry) => !same(entry, id)),
      );
    }
  }

  private keepShadowed(key: string, entries: Entry[]): void {
    if (entries.length > 0) this.shadowed.set(key, entries);
    else this.shadowed.delete(key);
  }

  private touch(key: string): void {
    if (!this.touched.has(key)) this.touched.set(key, this.get(key));
  }
}

function isEntry(value: unknown): value is BoardEntry {
  return (
    typeof value === "object" && value !== null && "key" in value && typeof value.key === "string" && "val" in value
  );
}

function same(a: { client: number; clock: number }, b: { client: number; clock: number }): boolean {
  return a.client === b.client && a.clock === b.clock;
}

function idOf(entry: Entry): Y.ID {
  return Y.createID(entry.client, entry.clock);
}

/** The item that holds an id. An array's tombstones are kept, so what was once in it is found for ever. */
function itemAt(store: Y.Doc["store"], id: Y.ID): Y.Item | null {
  const item = Y.getItem(store, id) as Y.AbstractStruct;
  return item instanceof Y.Item ? item : null;
}

function remove(transaction: Y.Transaction, entry: Entry): void {
  const item = Y.getItemCleanStart(transaction, idOf(entry));
  if (item.deleted) return;
  if (item.length > 1) Y.getItemCleanStart(transaction, Y.createID(entry.client, entry.clock + 1));
  Y.getItem(transaction.doc.store, idOf(entry)).delete(transaction);
}

/** Whether `a` stands to the left of `b`. Walks right from both at once: duplicates are rare, and near the end. */
function isBefore(store: Y.Doc["store"], a: Entry, b: Entry): boolean {
  const first = itemAt(store, idOf(a));
  const second = itemAt(store, idOf(b));
  if (first === second) return a.clock < b.clock;
  let fromFirst = first?.right ?? null;
  let fromSecond = second?.right ?? null;
  while (true) {
    if (fromFirst === second || fromSecond === null) return true;
    if (fromSecond === first || fromFirst === null) return false;
    fromFirst = fromFirst.right;
    fromSecond = fromSecond.right;
  }
}
