/**
 * One document while it is in memory: reviews what comes in, has it logged, applies it once it is durable, and knows
 * who owns which client id. Everything that changes the Y.Doc goes through `commit`, so that nobody ever sees an edit
 * which a crash could take back.
 */
import type { Document } from "@hocuspocus/server";
import * as Y from "yjs";
import type { DocumentId, PersonId } from "#protocol/ids";
import { MAX_DOCUMENT, MAX_PENDING } from "#protocol/limits";
import { type Refusal, refusal } from "#protocol/refusals";
import { DurableDeletes } from "./durable-state.ts";
import { COMPACT_BYTES, COMPACT_UPDATES } from "./limits.ts";
import { Presence } from "./presence.ts";
import type { StoredDocument } from "./storage/storage.ts";
import { type CheckedUpdate, checkUpdate, type UpdateFault } from "./update-check.ts";
import type { UpdateLog } from "./update-log.ts";

/** Of the transactions that the log brings about; nothing else changes a document on the server. */
export interface LogOrigin {
  source: "local";
  skipStoreHooks: true;
  context: { by: "log" };
}
const LOG_ORIGIN: LogOrigin = { source: "local", skipStoreHooks: true, context: { by: "log" } };

export type Review =
  /** Everything in it is durable already. */
  | { kind: "nothing"; checked: CheckedUpdate }
  | NewEdit
  | { kind: "refused"; fault: UpdateFault | "foreign" | "full" | "pending"; refusal: Refusal };

export interface NewEdit {
  kind: "new";
  /** What is to be logged: without structs that the document has already. */
  update: Uint8Array;
  checked: CheckedUpdate;
  /** Client ids that nobody had. */
  fresh: number[];
  /** Those, and others of this person whose binding is not durable yet. */
  bind: number[];
  gap: boolean;
}

export interface LiveDocumentEvents {
  /** An update threw while it was applied: what is in memory is no longer what the log says. */
  onBroken(error: unknown): void;
  /** Nothing is under way any more: a vetoed unload may be asked for again. */
  onSettled(): void;
  onCompact(): void;
}

interface Durable {
  update: Uint8Array;
  resolve(): void;
}

export class LiveDocument {
  readonly id: DocumentId;
  readonly doc: Document;
  readonly presence: Presence;
  readonly deletes = new DurableDeletes();
  readonly #log: UpdateLog;
  readonly #events: LiveDocumentEvents;
  readonly #owners: Map<number, PersonId>;
  /** Client ids of `#owners` that storage does not know yet: each edit under them binds them in its own commit. */
  readonly #unbound = new Set<number>();
  /** By client, the clock up to which updates are under way. Empty when none is. */
  readonly #underWay = new Map<number, number>();
  #appends = 0;
  #bytesUnderWay = 0;
  #durable: Durable[] = [];
  /** Bytes of the encoded state, never too few: exact after a look, plus what came since. Null before the first look. */
  #size: number | null = null;
  #pendingBytes = 0;
  #unfolded: { updates: number; bytes: number };

  constructor(id: DocumentId, doc: Document, stored: StoredDocument, log: UpdateLog, events: LiveDocumentEvents) {
    this.id = id;
    this.doc = doc;
    this.presence = new Presence(id, () => doc.flush());
    this.#log = log;
    this.#events = events;
    this.#owners = stored.clients;
    const faults = load(doc, stored);
    this.#unfolded = {
      updates: stored.updates.length,
      bytes: stored.updates.reduce((sum, update) => sum + update.length, 0),
    };
    doc.on("afterTransaction", (transaction: Y.Transaction) => this.deletes.add(transaction.deleteSet));
    doc.on("destroy", () => this.presence.dispose());
    this.rowsThatThrew = faults;
  }

  /** Rows of the log that threw at load, as they did when they were live. */
  readonly rowsThatThrew: number;

  get settled(): boolean {
    return this.#appends === 0;
  }

  /** Updates since the newest snapshot. */
  get unfolded(): number {
    return this.#unfolded.updates;
  }

  ownerOf(client: number): PersonId | undefined {
    return this.#owners.get(client);
  }

  /** Takes a client id for a person. False if it is somebody else's, or has edits whose author is not known. */
  claim(client: number, person: PersonId): boolean {
    const owner = this.#owners.get(client);
    if (owner !== undefined) return owner === person;
    if (this.#state(client) > 0) return false;
    this.#owners.set(client, person);
    this.#unbound.add(client);
    return true;
  }

  /** A binding has become durable. */
  bound(client: number): void {
    this.#unbound.delete(client);
  }

  /** Storage knows better: another process bound it first. */
  yieldClaim(client: number, owner: PersonId): void {
    this.#unbound.delete(client);
    this.#owners.set(client, owner);
  }

  /** What an update from a person would do. Changes nothing. `ids`: client ids that the person may still claim. */
  review(update: Uint8Array, person: PersonId, ids: number): Review {
    const result = checkUpdate(update);
    if (!result.ok) return { kind: "refused", fault: result.fault, refusal: refusal("malformed") };
    const checked = result.update;
    const fresh: number[] = [];
    const bind: number[] = [];
    for (const client of this.#speaksUnder(checked)) {
      const owner = this.#owners.get(client);
      if (owner === person) {
        if (this.#unbound.has(client)) bind.push(client);
        continue;
      }
      if (owner !== undefined || this.#state(client) > 0 || fresh.length >= ids) {
        return { kind: "refused", fault: "foreign", refusal: refusal("forbidden", FOREIGN) };
      }
      fresh.push(client);
      bind.push(client);
    }
    const news = checked.structs.some(({ client, to }) => to > this.#state(client));
    if (!news && !this.#deletesSomething(checked)) return { kind: "nothing", checked };
    // Deleting is always possible: how else would a full document get room?
    if (news && !this.#hasRoom(update.length)) {
      return { kind: "refused", fault: "full", refusal: refusal("document-full") };
    }
    const gap = this.#hasGap(checked);
    if (gap && this.#pending() + update.length > MAX_PENDING) {
      return { kind: "refused", fault: "pending", refusal: refusal("too-large", PENDING) };
    }
    return { kind: "new", update: this.#withoutKnown(update, checked), checked, fresh, bind, gap };
  }

  /** Logs and then applies a reviewed update. Rejects with what the log cannot mend: nothing was applied then. */
  async commit(person: PersonId | null, review: NewEdit): Promise<void> {
    const { update } = review;
    for (const client of review.fresh) if (person !== null) this.#owners.set(client, person);
    for (const client of review.bind) this.#unbound.add(client);
    for (const { client, to } of review.checked.structs) {
      if (to > (this.#underWay.get(client) ?? 0)) this.#underWay.set(client, to);
    }
    if (review.gap) this.#pendingBytes += update.length;
    if (this.#size !== null) this.#size += update.length;
    this.#bytesUnderWay += update.length;
    this.#appends++;
    try {
      const bind = person !== null && review.bind.length > 0 ? { bind: review.bind } : {};
      await this.#log.append({ document: this.id, bytes: update, person, ...bind });
      for (const client of review.bind) this.#unbound.delete(client);
      await this.#applied(update);
      this.confirm(review.checked);
    } catch (error) {
      for (const client of review.fresh) this.#owners.delete(client);
      throw error;
    } finally {
      this.#appends--;
      this.#bytesUnderWay -= update.length;
      if (this.#appends === 0) {
        this.#underWay.clear();
        this.#events.onSettled();
      }
    }
  }

  /** What a connection deletes is named as durable even where another had deleted it before: its page waits for that. */
  confirm({ deletes }: CheckedUpdate): void {
    if (deletes.size > 0) this.deletes.add(deleteSet(deletes));
  }

  /** Logs and applies an edit of the server's own, as one person's or nobody's. Throws if it is none or too large. */
  async write(update: Uint8Array, person: PersonId | null): Promise<void> {
    const result = checkUpdate(update);
    if (!result.ok) throw new Error(`The update is not readable: ${result.fault}.`);
    if (!this.#hasRoom(update.length)) throw new Error("The document is full.");
    // Under the server's own fresh client ids, which nobody may claim once they have edits.
    await this.commit(person, { kind: "new", update, checked: result.update, fresh: [], bind: [], gap: false });
  }

  /**
   * What a replica with this state vector lacks. Without what still waits for edits that have not arrived: Yjs would
   * send it along, the replica would bring it back at its next sync, and that would be an edit in another's name.
   */
  stateSince(stateVector: Uint8Array): Uint8Array {
    const { store } = this.doc;
    const { pendingStructs, pendingDs } = store;
    store.pendingStructs = null;
    store.pendingDs = null;
    try {
      const state = Y.encodeStateAsUpdate(this.doc, stateVector);
      // A newcomer gets it all: whoever asks for the size next need not encode it again.
      const waits = pendingStructs !== null || pendingDs !== null;
      if (isEmptyState(stateVector) && !waits) this.#size ??= state.length + this.#bytesUnderWay;
      return state;
    } finally {
      store.pendingStructs = pendingStructs;
      store.pendingDs = pendingDs;
    }
  }

  /** The log is being folded. What is returned undoes that, if it fails. */
  folding(): () => void {
    const { updates, bytes } = this.#unfolded;
    this.#unfolded = { updates: 0, bytes: 0 };
    return () => {
      this.#unfolded.updates += updates;
      this.#unfolded.bytes += bytes;
    };
  }

  /** Collects what became durable in one turn: one transaction, one broadcast, however many there are. */
  #applied(update: Uint8Array): Promise<void> {
    return new Promise((resolve) => {
      this.#durable.push({ update, resolve });
      if (this.#durable.length === 1) queueMicrotask(this.#apply);
    });
  }

  #apply = (): void => {
    const batch = this.#durable;
    this.#durable = [];
    try {
      this.doc.transact(() => {
        for (const { update } of batch) {
          try {
            Y.applyUpdate(this.doc, update, LOG_ORIGIN);
          } catch (error) {
            this.#events.onBroken(error);
          }
        }
      }, LOG_ORIGIN);
    } catch (error) {
      this.#events.onBroken(error);
    }
    for (const { update, resolve } of batch) {
      this.#unfolded.updates++;
      this.#unfolded.bytes += update.length;
      resolve();
    }
    if (this.#unfolded.updates >= COMPACT_UPDATES || this.#unfolded.bytes >= COMPACT_BYTES) this.#events.onCompact();
  };

  /**
   * Client ids whose owner this update claims to be: those of its new structs, and those of structs that it deletes or
   * stands on before they are here. Nobody sees another's structs before this document has them, so an honest client
   * names only its own that early; a hostile one would delete what somebody is about to type.
   */
  #speaksUnder({ structs, needs, deletes }: CheckedUpdate): Set<number> {
    const clients = new Set<number>();
    for (const { client, to } of structs) if (to > this.#state(client)) clients.add(client);
    for (const [client, clock] of needs) if (clock >= this.#state(client)) clients.add(client);
    for (const [client, ranges] of deletes) {
      const state = this.#state(client);
      if (ranges.some(({ clock, len }) => clock + len > state)) clients.add(client);
    }
    return clients;
  }

  /**
   * Structs that are here already say nothing, and who wrote them is not known: kept beside others that wait, they
   * would be another text under the same ids, and a fold might take that one.
   */
  #withoutKnown(update: Uint8Array, { structs }: CheckedUpdate): Uint8Array {
    if (structs.every(({ client, from }) => from >= this.#state(client))) return update;
    return Y.diffUpdate(update, Y.encodeStateVector(this.doc));
  }

  #state(client: number): number {
    return Y.getState(this.doc.store, client);
  }

  #hasRoom(bytes: number): boolean {
    if (this.#size !== null && this.#size + bytes <= MAX_DOCUMENT) return true;
    // The sum of updates only grows; what they replaced and deleted takes less in truth.
    this.#size = Y.encodeStateAsUpdate(this.doc).length + this.#bytesUnderWay;
    return this.#size + bytes <= MAX_DOCUMENT;
  }

  #pending(): number {
    if (this.#appends === 0 && this.doc.store.pendingStructs === null && this.doc.store.pendingDs === null) {
      this.#pendingBytes = 0;
    }
    return this.#pendingBytes;
  }

  /** Whether it stands on structs that are neither here nor under way nor in itself: an offline queue sent early. */
  #hasGap({ structs, needs, deletes }: CheckedUpdate): boolean {
    const known = new Map<number, number>();
    const reach = (client: number) =>
      Math.max(this.#state(client), this.#underWay.get(client) ?? 0, known.get(client) ?? 0);
    for (const { client, from, to } of structs) {
      if (from > reach(client)) return true;
      known.set(client, to);
    }
    for (const [client, clock] of needs) if (clock >= reach(client)) return true;
    for (const [client, ranges] of deletes) {
      for (const { clock, len } of ranges) if (clock + len > reach(client)) return true;
    }
    return false;
  }

  #deletesSomething({ deletes }: CheckedUpdate): boolean {
    for (const [client, ranges] of deletes) {
      const structs = this.doc.store.clients.get(client) ?? [];
      const state = this.#state(client);
      for (const { clock, len } of ranges) {
        if (clock + len > state) return true;
        for (let i = Y.findIndexSS(structs, clock); i < structs.length; i++) {
          const struct = structs[i];
          if (struct === undefined || struct.id.clock >= clock + len) break;
          if (!struct.deleted) return true;
        }
      }
    }
    return false;
  }
}

/** Of a replica that has nothing yet. */
const isEmptyState = (stateVector: Uint8Array) => stateVector.length === 1 && stateVector[0] === 0;

const FOREIGN = "This change was written under somebody else's name.";
const PENDING = "Too much of this change stands on edits that never arrived.";

function deleteSet(deletes: CheckedUpdate["deletes"]): ReturnType<typeof Y.createDeleteSet> {
  const set = Y.createDeleteSet();
  for (const [client, ranges] of deletes) set.clients.set(client, ranges as never);
  return set;
}

/** Rows are applied one by one as they were live; one that throws has thrown then. Returns how many did. */
export function load(doc: Y.Doc, stored: StoredDocument): number {
  let faults = 0;
  doc.transact(() => {
    if (stored.snapshot) Y.applyUpdateV2(doc, stored.snapshot, LOG_ORIGIN);
    for (const update of stored.updates) {
      try {
        Y.applyUpdate(doc, update, LOG_ORIGIN);
      } catch {
        faults++;
      }
    }
  }, LOG_ORIGIN);
  return faults;
}
