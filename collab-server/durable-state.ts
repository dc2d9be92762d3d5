/** What of a document is on disk, as `saved` messages name it. In write-ahead the applied state is the durable one. */
import { toBase64 } from "lib0/buffer";
import * as Y from "yjs";
import type { ServerMessage } from "#protocol/messages";
import { MAX_DELETE_SETS } from "./limits.ts";

type DeleteSet = ReturnType<typeof Y.createDeleteSet>;

/** Most people type more often than they delete. */
const NOTHING: DeleteSet = Y.createDeleteSet();
const NO_BYTES = new Uint8Array([0]);

/** The delete sets that became durable, in order, so that each connection is told those since its last message. */
export class DurableDeletes {
  #sets: DeleteSet[] = [];
  /** Number of the first one that is still kept. */
  #first = 0;

  get next(): number {
    return this.#first + this.#sets.length;
  }

  add(set: DeleteSet): void {
    if (set.clients.size === 0) return;
    this.#sets.push(set);
    if (this.#sets.length < MAX_DELETE_SETS) return;
    // Half at a time: shifting one by one would move them all for each deletion.
    const gone = this.#sets.length >> 1;
    this.#sets = this.#sets.slice(gone);
    this.#first += gone;
  }

  /** Null if some of them are no longer kept: the whole must be sent. */
  since(number: number): DeleteSet | null {
    if (number < this.#first) return null;
    if (number === this.next) return NOTHING;
    return Y.mergeDeleteSets(this.#sets.slice(number - this.#first));
  }
}

/** A delete set as it stands in a V1 update. */
export function encodeDeletes(set: DeleteSet): Uint8Array {
  if (set.clients.size === 0) return NO_BYTES;
  // A snapshot is a delete set followed by a state vector; an empty one is the single byte 0.
  const snapshot = Y.encodeSnapshot(Y.createSnapshot(set, new Map()));
  return snapshot.subarray(0, snapshot.length - 1);
}

export function savedMessage(doc: Y.Doc, deletes: DeleteSet | null): ServerMessage {
  return {
    type: "saved",
    stateVector: toBase64(Y.encodeStateVector(doc)),
    deletes: toBase64(encodeDeletes(deletes ?? Y.createDeleteSetFromStructStore(doc.store))),
    ...(deletes === null ? { complete: true } : {}),
  };
}
