/** The room behind the page: one socket, its documents, people and messages. Knows React by its stores alone. */
import * as Y from "yjs";
import { can } from "#protocol/access";
import type { View } from "#protocol/awareness";
import { type DocumentKind, filesOf, shownPaths } from "#protocol/documents";
import type { RoomPageBody } from "#protocol/http";
import type { ConnectionId, FileId, PersonId } from "#protocol/ids";
import type { ClientMessage, ServerMessage } from "#protocol/messages";
import { CLOSE } from "#protocol/refusals";
import { PROTOCOL_VERSION } from "#protocol/version";
import { closeWords, MESSAGE_TOO_BIG } from "./close-words.ts";
import type { ConnectionState, Role, RoomClient } from "./contract.ts";
import type { Fullness } from "./document-size.ts";
import { watchPage } from "./page-life.ts";
import { PeopleHere } from "./presence.ts";
import {
  loadRecoveryCopy,
  makeRecoveryCopy,
  type RecoveryCopy,
  storeRecoveryCopy,
  trimRecoveryCopy,
} from "./recovery.ts";
import { firstState, Replica, type ReplicaEvents } from "./replica.ts";
import { RoomSocket } from "./socket.ts";
import { createStore, type Store } from "./store.ts";
import { type TicketRefusal, TicketRefused, Tickets } from "./ticket.ts";

/** Milliseconds between two of this page's views on the wire: enough to follow, too few to burden a class. */
const VIEW_INTERVAL = 120;
/** Milliseconds over which the pages of a room spread their look at its changed facts. */
const REFRESH_SPREAD = 300;

export class LiveRoom {
  readonly client: Store<RoomClient>;
  readonly page: Store<RoomPageBody>;
  readonly connection = createStore<ConnectionState>({ kind: "connecting" });
  readonly files = createStore<{ id: FileId; path: string }[]>([]);
  readonly recovery: Store<RecoveryCopy | null>;
  readonly removal = createStore<TicketRefusal | null>(null);
  /** True once the server speaks a newer protocol than this page. */
  readonly outdated = createStore(false);
  readonly presence = new PeopleHere();
  readonly fullness = createStore<Record<DocumentKind, Fullness>>({ code: "fine", board: "fine" });

  readonly #replicaEvents: ReplicaEvents = {
    ticket: () => this.#takeTicket(),
    refusedEntry: () => this.#refusedEntry(),
    receive: (kind, payload) => this.#receive(kind, payload),
    synced: (kind) => kind === "code" && this.#cameOnline(),
    unsavedChanged: () => this.#publish(),
    sizeChanged: () => this.#publishFullness(),
    peopleChanged: () => this.#publishPeople(),
  };
  #socket: RoomSocket;
  #tickets: Tickets;
  #code: Replica;
  #board: Replica | null = null;
  #listeners = new Set<(message: ServerMessage) => void>();
  #id: ConnectionId | null = null;
  #online = false;
  #lostAt: number | null = null;
  #storageOk = true;
  #why: string | null = null;
  /** What the server refused last, and of which document. */
  #lastRefusal: { kind: DocumentKind; message: string } | null = null;
  #view: Partial<View> = {};
  #viewTimer: ReturnType<typeof setTimeout> | undefined;
  #refreshTimer: ReturnType<typeof setTimeout> | undefined;
  #call: Parameters<RoomClient["setCall"]>[0] = null;
  #disposed = false;
  #stopWatching = () => {};

  constructor(page: RoomPageBody, url: string) {
    this.page = createStore(page);
    this.recovery = createStore(loadRecoveryCopy(page.room.id));
    this.#tickets = new Tickets(page.room.id);
    this.#socket = new RoomSocket(url);
    this.#socket.on("close", this.#closed);
    this.#code = this.#openReplica("code");
    this.client = createStore(this.#makeClient());
  }

  open(): void {
    this.#stopWatching = watchPage({
      networkCame: () => this.#socket.wake(),
      // A socket without a network would look open for half a minute; a page on the server's own machine is back at once.
      networkWent: () => this.#socket.drop(),
      woke: () => this.#socket.wake(),
      shownAgain: () => this.#shownAgain(),
      mustStay: () => this.#unsaved > 0 && this.connection.get().kind !== "removed",
    });
    // In the next turn: React's strict mode mounts twice in one, and a socket cut while it connects is a warning.
    queueMicrotask(() => {
      if (!this.#disposed) void this.#socket.connect();
    });
    this.#publish();
  }

  dispose(): void {
    this.#disposed = true;
    this.#stopWatching();
    clearTimeout(this.#viewTimer);
    clearTimeout(this.#refreshTimer);
    this.presence.dispose();
    this.#code.dispose();
    this.#board?.dispose();
    this.#socket.destroy();
  }

  /** Fetches the room's facts again. Keeps the old ones if the server cannot be reached. */
  refresh = async (): Promise<void> => {
    const answer = await fetch(`/api/rooms/${this.page.get().room.id}`).catch(() => null);
    if (this.#disposed || !answer) return;
    if (answer.status === 401) this.#end("signed-out");
    else if (answer.status === 403) this.#end("removed");
    else if (answer.status === 404) this.#end("gone");
    if (!answer.ok) return;
    this.page.set((await answer.json()) as RoomPageBody);
    this.#publish();
  };

  keepRecovery(copy: RecoveryCopy | null): void {
    this.recovery.set(copy);
    storeRecoveryCopy(this.page.get().room.id, copy);
  }

  #makeClient(): RoomClient {
    const room = this;
    const code = this.#code.open;
    return {
      id: this.page.get().room.id,
      code,
      openBoard() {
        room.#board ??= room.#openReplica("board");
        return room.#board.open;
      },
      subscribeDocument(document, listener) {
        const replica = document === code ? room.#code : room.#board;
        if (!replica || replica.open !== document) return () => undefined;
        replica.listeners.add(listener);
        return () => replica.listeners.delete(listener);
      },
      send: (message: ClientMessage) => room.#send(message),
      onMessage(listener) {
        room.#listeners.add(listener);
        return () => room.#listeners.delete(listener);
      },
      setView: (view) => room.#setView(view),
      setCall(call) {
        room.#call = call;
        room.#code.open.awareness.setLocalStateField("call", call);
      },
      get connection() {
        return room.#id;
      },
    };
  }

  #openReplica(kind: DocumentKind): Replica {
    const replica = new Replica(this.page.get().room.id, kind, this.#socket, this.#replicaEvents);
    if (kind === "code") {
      filesOf(replica.open.doc).observeDeep((events) => {
        // A keystroke is an event of a text, three deep; the list changes with entries and their paths alone.
        if (events.some((event) => event.target instanceof Y.Map)) this.#publishFiles();
      });
    }
    replica.attach();
    return replica;
  }

  async #takeTicket(): Promise<string> {
    try {
      return await this.#tickets.take();
    } catch (error) {
      if (error instanceof TicketRefused) this.#end(error.refusal);
      throw error;
    }
  }

  /** No ticket, or one that the server did not take: cut the socket, so that the next attempt gets a new one. */
  #refusedEntry(): void {
    this.#tickets.forget();
    if (this.removal.get() || this.#disposed) return;
    this.#socket.failed();
    queueMicrotask(() => this.#socket.drop());
  }

  #closed = ({ event }: { event: { code: number } }): void => {
    if (this.#disposed) return;
    const wasOnline = this.#online;
    this.#online = false;
    this.#lostAt ??= Date.now();
    if (!wasOnline) this.#socket.failed();
    if (event.code === CLOSE.unauthorized) this.#tickets.forget();
    if (event.code === CLOSE.removed) this.#end("removed");
    // Too much for one message is in the replica for ever too: it would send the same again.
    if (event.code === CLOSE.replicaEnded || event.code === MESSAGE_TOO_BIG) this.#replaceReplicas();
    // The socket that new replicas need is made anew: that close explains nothing, and takes no reason away.
    this.#why = closeWords(event.code) ?? (wasOnline ? null : this.#why);
    this.#publish();
  };

  #cameOnline(): void {
    this.#online = true;
    this.#lostAt = null;
    this.#why = null;
    this.#storageOk = true;
    this.#socket.succeeded();
    const copy = this.recovery.get();
    if (copy) this.keepRecovery(trimRecoveryCopy(copy, this.#code.open.doc));
    this.#publish();
  }

  /**
   * The server refused an update: the replica of that document has diverged for ever. The other one is as good as it
   * was. Where the server did not say which it was, both are made anew.
   */
  #replaceReplicas(): void {
    const refused = this.#lastRefusal?.kind;
    const [code, board] = [refused === "board" ? null : this.#code, refused === "code" ? null : this.#board];
    const reason = this.#lastRefusal?.message ?? null;
    this.#lastRefusal = null;
    const files = code?.open.synced ? code.open.doc : null;
    const records = board?.open.synced ? board.open.doc : null;
    if (files || records) this.keepRecovery(makeRecoveryCopy(files, reason, records, this.recovery.get()));
    if (code) {
      const view = code.open.awareness.getLocalState()?.view as Partial<View> | undefined;
      code.dispose();
      this.#code = this.#openReplica("code");
      if (view) this.#code.open.awareness.setLocalStateField("view", view);
      if (this.#call) this.#code.open.awareness.setLocalStateField("call", this.#call);
    }
    if (board) {
      board.dispose();
      this.#board = this.#openReplica("board");
    }
    this.client.set(this.#makeClient());
    this.#publishFiles();
    this.#publishFullness();
  }

  #end(reason: TicketRefusal): void {
    if (this.removal.get()) return;
    this.removal.set(reason);
    this.#online = false;
    this.#socket.disconnect();
    this.#publish();
  }

  #receive(kind: DocumentKind, payload: string): void {
    let message: ServerMessage;
    try {
      message = JSON.parse(payload) as ServerMessage;
    } catch {
      return;
    }
    const replica = kind === "code" ? this.#code : this.#board;
    switch (message.type) {
      case "hello":
        this.#id = message.connection;
        this.outdated.set(message.version > PROTOCOL_VERSION);
        break;
      case "saved":
        replica?.unsaved.saved(fromBase64(message.stateVector), fromBase64(message.deletes));
        break;
      case "storage":
        this.#storageOk = message.ok;
        break;
      case "role.changed": {
        const page = this.page.get();
        this.page.set({ ...page, person: { ...page.person, role: message.role as Role } });
        this.#refreshSoon();
        break;
      }
      case "room.changed":
        this.#refreshSoon();
        break;
      case "refused":
        this.#lastRefusal = { kind, message: message.message };
        break;
    }
    if (kind === "code") for (const listener of [...this.#listeners]) listener(message);
    if (message.type === "hello" || message.type === "storage" || message.type === "role.changed") this.#publish();
  }

  #refreshSoon(): void {
    clearTimeout(this.#refreshTimer);
    this.#refreshTimer = setTimeout(() => void this.refresh(), Math.random() * REFRESH_SPREAD);
  }

  #send(message: ClientMessage): boolean {
    if (!this.#online) return false;
    this.#code.send(JSON.stringify(message));
    return true;
  }

  #setView(view: Partial<View>): void {
    this.#view = { ...this.#view, ...view };
    this.#viewTimer ??= setTimeout(() => {
      this.#viewTimer = undefined;
      const { awareness } = this.#code.open;
      const before = awareness.getLocalState()?.view as Partial<View> | undefined;
      awareness.setLocalStateField("view", { panel: "code", ...before, ...this.#view });
      this.#view = {};
    }, VIEW_INTERVAL);
  }

  #shownAgain(): void {
    this.#code.open.awareness.setLocalState(firstState("code"));
    this.#board?.open.awareness.setLocalState(firstState("board"));
    this.#socket.drop();
  }

  get #unsaved(): number {
    return this.#code.unsaved.count + (this.#board?.unsaved.count ?? 0);
  }

  #publish(): void {
    if (this.#disposed) return;
    const next = this.#state();
    if (JSON.stringify(next) !== JSON.stringify(this.connection.get())) this.connection.set(next);
    this.#publishPeople();
  }

  #state(): ConnectionState {
    const unsaved = this.#unsaved;
    if (this.removal.get()) return { kind: "removed" };
    if (!this.#online) {
      return this.#lostAt === null
        ? { kind: "connecting" }
        : { kind: "offline", since: this.#lostAt, unsaved, ...(this.#why ? { why: this.#why } : {}) };
    }
    if (!can(this.page.get().person.role, "document.write")) return { kind: "read-only" };
    if (!this.#storageOk) return { kind: "not-saved", unsaved };
    return unsaved > 0 ? { kind: "saving", unsaved } : { kind: "saved" };
  }

  #publishPeople(): void {
    if (this.#disposed) return;
    const documents = this.#board ? [this.#code, this.#board] : [this.#code];
    const awareness = documents.map((replica) => replica.open.awareness);
    this.presence.update({ person: this.page.get().person, connection: this.#id }, awareness, this.#online);
  }

  #publishFiles(): void {
    const files: { id: FileId; path: string }[] = [];
    filesOf(this.#code.open.doc).forEach((entry, id) => {
      const path = entry.get("path");
      if (typeof path === "string") files.push({ id: id as FileId, path });
    });
    const shown = shownPaths(files);
    const list = files
      .map(({ id, path }) => ({ id, path: shown.get(id) ?? path }))
      .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
    if (JSON.stringify(list) !== JSON.stringify(this.files.get())) this.files.set(list);
  }

  #publishFullness(): void {
    this.fullness.set({ code: this.#code.size.level, board: this.#board?.size.level ?? "fine" });
  }

  /** The view of a person's newest connection, as awareness has it this moment. */
  viewOf(person: PersonId): View | undefined {
    const presence = this.presence.people.get().find((one) => one.person.id === person);
    return presence?.connections.find((connection) => connection.state.view)?.state.view;
  }
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
