/** What the collaboration server asks of a database. One contract suite (tests/collab-server/storage) tests every implementation. */
import type { Role } from "#protocol/access";
import type { DocumentId, PersonId, RoomId, RunId } from "#protocol/ids";
import type { Author, ChatMessage, RunRecord } from "#protocol/messages";
import type { TestsRecord } from "#protocol/tests";

export interface StoredDocument {
  /** The newest snapshot (Yjs V2) whose checksum held, or null. With a long log, the state with that log in it. */
  snapshot: Uint8Array | null;
  /** Every update (Yjs V1), by seq, that is not in `snapshot` and whose checksum held. */
  updates: Uint8Array[];
  /** Rows whose checksum failed: left in place, not applied, reported. */
  setAside: number;
  /** Client id → the person it is bound to. */
  clients: Map<number, PersonId>;
}

export interface LogEntry {
  document: DocumentId;
  /** One validated Yjs update, V1. */
  bytes: Uint8Array;
  /** Null for the server's own edits. */
  person: PersonId | null;
  /** Client ids first seen with this update, to be bound in the same commit. */
  bind?: number[];
  /** Counts what the caller has learned of refusals: see `append`. */
  generation?: number;
}

export interface StoredMember {
  person: PersonId;
  name: string;
  /** Index into PEOPLE_COLORS. */
  color: number;
  role: Role;
  removed: boolean;
}

export interface Storage {
  /** Null if the room has no such document. One consistent read: snapshot and all unfolded rows. */
  load(document: DocumentId): Promise<StoredDocument | null>;
  /**
   * Resolves when the entry is durable. Entries of one document commit in the order of the calls; what arrived while
   * a commit was under way is committed together. Rejects with StorageAway when the database cannot be written (the
   * caller decides about trying again: a row that was stored after all does no harm twice), with ClientIdTaken, or
   * with RoomGone, which do not concern the other entries. StorageAway does: after it, every entry of its generation
   * and of those before it is refused too, so that none is stored before one that it stands on. The caller tries
   * again, oldest first, under a higher generation.
   */
  append(entry: LogEntry): Promise<void>;
  /** Binds a client id seen in awareness before any update. Resolves with its owner, who may be someone else. */
  bind(document: DocumentId, client: number, person: PersonId): Promise<PersonId>;
  /**
   * Folds snapshot and log into a new snapshot, off the caller's thread, behind all appends. False if another
   * compactor was faster (its snapshot stands, nothing is lost) or there was nothing to fold.
   */
  compact(document: DocumentId): Promise<boolean>;

  member(room: RoomId, person: PersonId): Promise<StoredMember | null>;
  room(room: RoomId): Promise<{ id: RoomId; title: string; locked: boolean; calls: boolean } | null>;
  touch(room: RoomId, person: PersonId): Promise<void>;

  /** Of a run that is stored already, what was printed and typed since is added. */
  addRun(room: RoomId, run: RunRecord): Promise<void>;
  /** The newest `count` finished runs, oldest first. */
  runs(room: RoomId, count: number): Promise<RunRecord[]>;
  addMessage(room: RoomId, message: ChatMessage): Promise<void>;
  /** Up to `count` messages before the message `before` (or the newest), oldest first. */
  messages(room: RoomId, count: number, before?: string): Promise<{ messages: ChatMessage[]; more: boolean }>;

  /** By path. Their text is for the sandbox alone. */
  hiddenTests(room: RoomId): Promise<{ id: string; path: string; text: string }[]>;
  /** How the room's tests ended last, or null. */
  tests(room: RoomId): Promise<TestsRecord | null>;
  saveTests(room: RoomId, record: TestsRecord): Promise<void>;

  /** Whether the database answers and can be written. */
  healthy(): Promise<boolean>;
  /** Waits for appends under way, then closes. */
  dispose(): Promise<void>;
}

/** The database cannot be reached or written: full disk, lost connection, read-only file. Trying again may help. */
export class StorageAway extends Error {
  override readonly name = "StorageAway";
}

/**
 * The entry would bind a client id that another person has meanwhile been bound to: nothing of it was stored, and
 * trying again will not help. Of several ids in one entry, those that were free may be bound to the entry's person.
 */
export class ClientIdTaken extends Error {
  override readonly name = "ClientIdTaken";
  readonly client: number;
  readonly owner: PersonId;

  constructor(client: number, owner: PersonId) {
    super(`The client id ${client} belongs to another person.`);
    this.client = client;
    this.owner = owner;
  }
}

/** The room or the document does not exist, or no longer. Nothing was stored. */
export class RoomGone extends Error {
  override readonly name = "RoomGone";

  constructor() {
    super("The room does not exist.");
  }
}

export type { Author, RunId };
