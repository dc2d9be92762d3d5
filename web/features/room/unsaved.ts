/**
 * Counts this page's changes to one document that are not yet durable on the server. It believes the server's
 * `saved` messages alone: the provider's own counter is not exact after a reconnect.
 */
import * as Y from "yjs";
import { type Deletes, decodeDeletes, rangesOf, subtractDeletes } from "./deletes.ts";

interface Change {
  client: number;
  /** The durable state must hold every clock of `client` below this. 0: the change only deleted. */
  clock: number;
  deletes: Deletes;
}

/** Changes kept one by one; beyond it they are folded, which only makes the count coarse. */
const MAX_CHANGES = 20_000;

export class UnsavedChanges {
  #changes: Change[] = [];
  readonly #doc: Y.Doc;
  readonly #changed: () => void;

  constructor(doc: Y.Doc, changed: () => void) {
    this.#doc = doc;
    this.#changed = changed;
    doc.on("afterTransaction", this.#note);
  }

  get count(): number {
    return this.#changes.length;
  }

  /** Takes a `saved` message: the complete durable state vector, and deletions made durable since the last one. */
  saved(stateVector: Uint8Array, deletes: Uint8Array): void {
    if (this.#changes.length === 0) return;
    const durable = Y.decodeStateVector(stateVector);
    const gone = decodeDeletes(deletes);
    const before = this.#changes.length;
    const waiting: Change[] = [];
    for (const change of this.#changes) {
      const left = gone.size > 0 ? subtractDeletes(change.deletes, gone) : change.deletes;
      const written = (durable.get(change.client) ?? 0) >= change.clock;
      if (!written || left.size > 0) waiting.push({ client: change.client, clock: change.clock, deletes: left });
    }
    this.#changes = waiting;
    if (waiting.length !== before) this.#changed();
  }

  /** Counts an update that was kept from an earlier page and has just been applied. */
  kept(update: Uint8Array): void {
    const { to } = Y.parseUpdateMeta(update);
    for (const [client, clock] of to) this.#changes.push({ client, clock, deletes: new Map() });
    const deletes = rangesOf(Y.decodeUpdate(update).ds);
    if (deletes.size > 0) this.#changes.push({ client: this.#doc.clientID, clock: 0, deletes });
    this.#changed();
  }

  dispose(): void {
    this.#doc.off("afterTransaction", this.#note);
  }

  #note = (transaction: Y.Transaction): void => {
    if (!transaction.local) return;
    // Yjs takes a new client id when it sees its own used by another page; the transaction's is the one it wrote under.
    const client = transaction.doc.clientID;
    const before = transaction.beforeState.get(client) ?? 0;
    const after = transaction.afterState.get(client) ?? 0;
    const deletes = rangesOf(transaction.deleteSet);
    if (after === before && deletes.size === 0) return;
    const change: Change = { client, clock: after === before ? 0 : after, deletes };
    const last = this.#changes.at(-1);
    if (this.#changes.length >= MAX_CHANGES && last) {
      last.clock = Math.max(last.clock, change.clock);
      for (const [id, ranges] of deletes) last.deletes.set(id, [...(last.deletes.get(id) ?? []), ...ranges]);
    } else {
      this.#changes.push(change);
    }
    this.#changed();
  };
}
