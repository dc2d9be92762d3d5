/** A `Storage` in memory whose database can be taken away, and whose appends can be held back, by a test. */
import * as Y from "yjs";
import {
  ClientIdTaken,
  type LogEntry,
  RoomGone,
  type Storage,
  StorageAway,
  type StoredDocument,
  type StoredMember,
} from "#collab-server/storage/storage";
import type { Role } from "#protocol/access";
import { documentId } from "#protocol/documents";
import { type DocumentId, makePersonId, makeRoomId, type PersonId, type RoomId } from "#protocol/ids";
import type { ChatMessage, RunRecord } from "#protocol/messages";
import type { TestsRecord } from "#protocol/tests";

export interface MemoryDocument {
  snapshot: Uint8Array | null;
  /** All rows ever, with who wrote them. */
  rows: { bytes: Uint8Array; person: PersonId | null }[];
  /** Index of the first row that is not in the snapshot. */
  unfolded: number;
  clients: Map<number, PersonId>;
}

interface MemoryRoom {
  title: string;
  calls: boolean;
  members: Map<PersonId, StoredMember>;
  runs: RunRecord[];
  messages: ChatMessage[];
  hiddenTests: { id: string; path: string; text: string }[];
  tests: TestsRecord | null;
}

export class MemoryStorage implements Storage {
  readonly documents = new Map<DocumentId, MemoryDocument>();
  readonly rooms = new Map<RoomId, MemoryRoom>();
  /** The database cannot be reached. */
  away = false;
  compactions = 0;
  /** What each append waits for before it commits. */
  gate: Promise<void> | null = null;
  /** Milliseconds that an append takes. */
  latency: (() => number) | null = null;
  readonly #last = new Map<DocumentId, Promise<void>>();

  makeRoom(): RoomId {
    const id = makeRoomId();
    const empty = { members: new Map(), runs: [], messages: [], hiddenTests: [], tests: null };
    this.rooms.set(id, { title: "A room", calls: true, ...empty });
    for (const kind of ["code", "board"] as const) {
      this.documents.set(documentId(id, kind), { snapshot: null, rows: [], unfolded: 0, clients: new Map() });
    }
    return id;
  }

  addMember(room: RoomId, name: string, role: Role): StoredMember {
    const members = this.#room(room).members;
    const member: StoredMember = { person: makePersonId(), name, color: members.size, role, removed: false };
    members.set(member.person, member);
    return member;
  }

  rows(document: DocumentId): MemoryDocument["rows"] {
    return this.documents.get(document)?.rows ?? [];
  }

  async load(document: DocumentId): Promise<StoredDocument | null> {
    await this.#reach();
    const stored = this.documents.get(document);
    if (!stored) return null;
    const updates = stored.rows.slice(stored.unfolded).map((row) => row.bytes);
    return { snapshot: stored.snapshot, updates, setAside: 0, clients: new Map(stored.clients) };
  }

  /**
   * This storage as one process sees it. After `cut`, as after a kill, nothing more of what that process asked for
   * is stored, and nothing answers it.
   */
  session(): { storage: Storage; cut(): void } {
    let alive = true;
    const never = new Promise<never>(() => {});
    const storage = new Proxy<MemoryStorage>(this, {
      get: (target, name) => {
        const value = Reflect.get(target, name) as unknown;
        if (typeof value !== "function") return value;
        return async (...given: unknown[]) => {
          if (!alive) return never;
          const args = name === "append" ? [...given, () => alive] : given;
          try {
            const result = await (value as (...args: unknown[]) => Promise<unknown>).apply(target, args);
            return alive ? result : never;
          } catch (error) {
            if (!alive) return never;
            throw error;
          }
        };
      },
    });
    return {
      storage,
      cut: () => {
        alive = false;
      },
    };
  }

  /** In the order of the calls, as the contract says. */
  append(entry: LogEntry, alive: () => boolean = () => true): Promise<void> {
    const before = this.#last.get(entry.document) ?? Promise.resolve();
    const own = before.catch(() => {}).then(() => this.#append(entry, alive));
    this.#last.set(entry.document, own);
    return own;
  }

  async #append(entry: LogEntry, alive: () => boolean): Promise<void> {
    const latency = this.latency?.() ?? 0;
    if (latency > 0) await new Promise((resolve) => setTimeout(resolve, latency));
    await this.gate;
    await this.#reach();
    if (!alive()) return;
    const stored = this.documents.get(entry.document);
    if (!stored) throw new RoomGone();
    for (const client of entry.bind ?? []) {
      const owner = stored.clients.get(client);
      if (owner !== undefined && owner !== entry.person) throw new ClientIdTaken(client, owner);
      if (entry.person !== null) stored.clients.set(client, entry.person);
    }
    stored.rows.push({ bytes: entry.bytes.slice(), person: entry.person });
  }

  async bind(document: DocumentId, client: number, person: PersonId): Promise<PersonId> {
    await this.#reach();
    const stored = this.documents.get(document);
    if (!stored) throw new RoomGone();
    const owner = stored.clients.get(client) ?? person;
    stored.clients.set(client, owner);
    return owner;
  }

  async compact(document: DocumentId): Promise<boolean> {
    await this.#reach();
    const stored = this.documents.get(document);
    if (!stored || stored.unfolded === stored.rows.length) return false;
    const doc = new Y.Doc();
    doc.transact(() => {
      if (stored.snapshot) Y.applyUpdateV2(doc, stored.snapshot);
      for (const row of stored.rows.slice(stored.unfolded)) Y.applyUpdate(doc, row.bytes);
    });
    stored.snapshot = Y.encodeStateAsUpdateV2(doc);
    stored.unfolded = stored.rows.length;
    this.compactions++;
    return true;
  }

  async member(room: RoomId, person: PersonId): Promise<StoredMember | null> {
    await this.#reach();
    const member = this.rooms.get(room)?.members.get(person);
    return member ? { ...member } : null;
  }

  async room(room: RoomId) {
    await this.#reach();
    const found = this.rooms.get(room);
    return found ? { id: room, title: found.title, locked: false, calls: found.calls } : null;
  }

  async touch(): Promise<void> {}

  async addRun(room: RoomId, run: RunRecord): Promise<void> {
    await this.#reach();
    const { runs } = this.#room(room);
    const at = runs.findIndex(({ runId }) => runId === run.runId);
    runs.splice(at < 0 ? runs.length : at, 1, structuredClone(run));
  }

  async runs(room: RoomId, count: number): Promise<RunRecord[]> {
    await this.#reach();
    return this.#room(room).runs.slice(-count);
  }

  async addMessage(room: RoomId, message: ChatMessage): Promise<void> {
    await this.#reach();
    this.#room(room).messages.push(message);
  }

  async messages(room: RoomId, count: number, before?: string) {
    await this.#reach();
    const all = this.#room(room).messages;
    const end = before === undefined ? all.length : all.findIndex((message) => message.id === before);
    const from = Math.max(0, end - count);
    return { messages: all.slice(from, end), more: from > 0 };
  }

  async hiddenTests(room: RoomId) {
    await this.#reach();
    return this.#room(room).hiddenTests;
  }

  async tests(room: RoomId): Promise<TestsRecord | null> {
    await this.#reach();
    return structuredClone(this.#room(room).tests);
  }

  async saveTests(room: RoomId, record: TestsRecord): Promise<void> {
    await this.#reach();
    this.#room(room).tests = structuredClone(record);
  }

  async healthy(): Promise<boolean> {
    return !this.away;
  }

  async dispose(): Promise<void> {}

  async #reach(): Promise<void> {
    if (this.away) throw new StorageAway("taken away by the test");
  }

  #room(room: RoomId): MemoryRoom {
    const found = this.rooms.get(room);
    if (!found) throw new RoomGone();
    return found;
  }
}
