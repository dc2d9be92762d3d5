/** A real collaboration server on port 0, stock providers and raw sockets against it. All end with their test. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { HocuspocusProvider, HocuspocusProviderWebsocket } from "@hocuspocus/provider";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { pino } from "pino";
import { onTestFinished } from "vitest";
import { WebSocket } from "ws";
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { freePort } from "#bench/free-port";
import { type CollabServer, type CollabServerOptions, createCollabServer } from "#collab-server/server";
import type { Storage } from "#collab-server/storage/storage";
import type { Role } from "#protocol/access";
import { type DocumentKind, documentId, type FileEntry, filesOf } from "#protocol/documents";
import { type DocumentId, makeFileId, type PersonId, type RoomId } from "#protocol/ids";
import type { ClientMessage, ServerMessage } from "#protocol/messages";
import { issueTicket } from "#protocol/ticket";
import { MemoryStorage } from "./memory-storage.ts";
import { SandboxDouble } from "./sandbox-double.ts";

export const SECRET = "a secret that only the tests have and that is long enough";

export interface TestCollab {
  readonly url: string;
  readonly port: number;
  readonly server: CollabServer;
  readonly storage: MemoryStorage;
  readonly sandbox: SandboxDouble;
  /** Lines that the server logged, as JSON texts. */
  readonly logged: string[];
  /** A room with members by name; the role is the part behind the colon, `kim:observer`, otherwise student. */
  room(...names: string[]): TestRoomOf;
  /** Resolves when the server has taken the next request for a path. */
  asked(path: string): Promise<void>;
  /** Ends the server, orderly or not, and starts another on the same port. */
  restart(how?: "orderly" | "cut"): Promise<void>;
}

export interface TestRoomOf {
  id: RoomId;
  code: DocumentId;
  board: DocumentId;
  people: Record<string, PersonId>;
  ticket(name: string): string;
  /** A stock provider that has synced. */
  join(name: string, options?: JoinOptions): Promise<TestClient>;
  /** A raw socket whose document is open. */
  raw(name: string, kind?: DocumentKind): Promise<RawClient>;
}

export interface JoinOptions {
  kind?: DocumentKind;
  doc?: Y.Doc;
  /** Another document of this client's socket. */
  on?: TestClient;
  /** Whether the provider connects again by itself. True unless said otherwise. */
  reconnects?: boolean;
}

export async function startCollab(
  options: Partial<Omit<CollabServerOptions, "storage">> & { storage?: Storage } = {},
): Promise<TestCollab> {
  const memory = options.storage instanceof MemoryStorage ? options.storage : new MemoryStorage();
  const sandbox = new SandboxDouble();
  const logged: string[] = [];
  const log = pino({ level: "debug" }, { write: (line: string) => void logged.push(line) });
  let session = memory.session();
  const make = () =>
    createCollabServer({
      sandbox,
      secret: SECRET,
      allowedOrigins: [],
      publicUrl: null,
      trustProxy: 0,
      log,
      ...options,
      storage: options.storage && options.storage !== memory ? options.storage : session.storage,
    });
  /** A process that was killed writes nothing more. */
  const cut = () => {
    session.cut();
    session = memory.session();
  };
  let server = make();
  const port = await freePort();
  let http = await listen(server, port);
  const url = `ws://127.0.0.1:${port}/collab`;
  const end = async (how: "orderly" | "cut") => {
    if (how === "orderly") await server.shutdown({ graceMs: memory.away ? 300 : 5_000 });
    cut();
    http.closeAllConnections();
    for (const socket of sockets.get(http) ?? []) socket.destroy();
    await new Promise((resolve) => http.close(resolve));
  };
  onTestFinished(() => {
    // An end would wait for a database that a test has taken away.
    memory.away = false;
    return end("orderly");
  });

  const room = (...names: string[]): TestRoomOf => {
    const id = memory.makeRoom();
    const people: Record<string, PersonId> = {};
    for (const given of names) {
      const [name = given, role = "student"] = given.split(":");
      people[name] = memory.addMember(id, name, role as Role).person;
    }
    return roomOf(url, id, people);
  };
  return {
    url,
    port,
    storage: memory,
    sandbox,
    logged,
    room,
    get server() {
      return server;
    },
    asked: (path) =>
      new Promise((resolve) => {
        // Heard after the server's own listener, which stands before it.
        const look = ({ url }: IncomingMessage) => {
          if (url !== path) return;
          http.off("request", look);
          resolve();
        };
        http.on("request", look);
      }),
    async restart(how = "orderly") {
      await end(how);
      server = make();
      http = await listen(server, port);
    },
  };
}

const sockets = new WeakMap<Server, Set<import("node:net").Socket>>();

async function listen(server: CollabServer, port: number): Promise<Server> {
  const http = createServer((request, response) => {
    if (!server.handleRequest(request, response)) response.writeHead(404).end();
  });
  const open = new Set<import("node:net").Socket>();
  sockets.set(http, open);
  http.on("connection", (socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
  });
  http.on("upgrade", (request, socket, head) => {
    if (!server.handleUpgrade(request, socket, head)) socket.destroy();
  });
  http.listen(port, "127.0.0.1");
  await once(http, "listening");
  return http;
}

/** `now`: the clock of whoever issues the tickets. */
export function roomOf(
  url: string,
  id: RoomId,
  people: Record<string, PersonId>,
  now: () => number = Date.now,
): TestRoomOf {
  const ticket = (name: string) => issueTicket(SECRET, id, people[name] as PersonId, now()).ticket;
  return {
    id,
    code: documentId(id, "code"),
    board: documentId(id, "board"),
    people,
    ticket,
    async join(name, options = {}) {
      const client = new TestClient(url, documentId(id, options.kind ?? "code"), () => ticket(name), options);
      onTestFinished(() => client.close());
      await client.synced();
      return client;
    },
    async raw(name, kind = "code") {
      const client = await openRaw(url);
      await client.open(documentId(id, kind), ticket(name));
      return client;
    },
  };
}

/** The provider closes sockets that are still connecting, and has no ear for the error that this is with `ws`. */
class QuietWebSocket extends WebSocket {
  constructor(url: string) {
    super(url);
    this.on("error", () => {});
  }
}

/** The stock provider, and what it received. */
export class TestClient {
  readonly doc: Y.Doc;
  readonly provider: HocuspocusProvider;
  readonly socket: HocuspocusProviderWebsocket;
  readonly messages: ServerMessage[] = [];
  readonly closes: number[] = [];
  readonly #waiting: { match(message: ServerMessage): boolean; resolve(message: ServerMessage): void }[] = [];
  readonly #closing: ((code: number) => void)[] = [];
  readonly #owned: boolean;

  constructor(url: string, name: DocumentId, token: () => string, { doc, on, reconnects = true }: JoinOptions = {}) {
    this.doc = doc ?? new Y.Doc();
    this.#owned = on === undefined;
    this.socket =
      on?.socket ??
      new HocuspocusProviderWebsocket({
        url,
        WebSocketPolyfill: QuietWebSocket,
        delay: 20,
        minDelay: 10,
        maxDelay: 100,
        ...(reconnects ? {} : { maxAttempts: 1 }),
      });
    this.provider = new HocuspocusProvider({
      websocketProvider: this.socket,
      name,
      document: this.doc,
      token,
      onStateless: ({ payload }) => this.#receive(JSON.parse(payload) as ServerMessage),
      onClose: ({ event }) => {
        this.closes.push(event.code);
        if (!reconnects) this.socket.disconnect();
        for (const resolve of this.#closing.splice(0)) resolve(event.code);
      },
    });
    this.provider.attach();
  }

  get text(): Y.Text {
    return this.doc.getText("text");
  }

  get awareness(): Awareness {
    return this.provider.awareness as Awareness;
  }

  synced(): Promise<void> {
    if (this.provider.synced) return Promise.resolve();
    return new Promise((resolve) => this.provider.on("synced", () => resolve()));
  }

  /** Resolves with the close code of the next close. */
  closed(): Promise<number> {
    return new Promise((resolve) => this.#closing.push(resolve));
  }

  /** Waits until nothing that this client sent is unacknowledged. */
  async acknowledged(): Promise<void> {
    while (this.provider.hasUnsyncedChanges) {
      await new Promise<void>((resolve) => {
        const done = () => {
          this.provider.off("unsyncedChanges", done);
          resolve();
        };
        this.provider.on("unsyncedChanges", done);
      });
    }
  }

  send(message: ClientMessage | Record<string, unknown>): void {
    this.provider.sendStateless(JSON.stringify(message));
  }

  /** The first message of a type that has come or comes, from `after` on. */
  message<T extends ServerMessage["type"]>(
    type: T,
    where: (message: Extract<ServerMessage, { type: T }>) => boolean = () => true,
    after = 0,
  ): Promise<Extract<ServerMessage, { type: T }>> {
    const match = (message: ServerMessage) => message.type === type && where(message as never);
    const there = this.messages.slice(after).find(match);
    if (there) return Promise.resolve(there as never);
    return new Promise((resolve) => this.#waiting.push({ match, resolve: resolve as never }));
  }

  /** Waits for a state of the document or the awareness. */
  until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!holds()) return;
        this.doc.off("update", look);
        this.awareness.off("update", look);
        resolve();
      };
      this.doc.on("update", look);
      this.awareness.on("update", look);
      look();
    });
  }

  /** The states of others, by the name that the server stamped. */
  others(): Map<string, Record<string, unknown>> {
    const others = new Map<string, Record<string, unknown>>();
    for (const [client, state] of this.awareness.getStates()) {
      if (client !== this.doc.clientID) others.set((state.user as { name: string } | undefined)?.name ?? "?", state);
    }
    return others;
  }

  file(path: string, text: string): Y.Text {
    const content = new Y.Text(text);
    const entry = new Y.Map<string | Y.Text>([
      ["path", path],
      ["text", content],
    ]);
    filesOf(this.doc).set(makeFileId(), entry as FileEntry);
    return content;
  }

  /** Stays away until `goOnline`. A provider that is just connecting does not let itself be stopped; nor is it here. */
  goOffline(): void {
    if (this.socket.status === "connected") this.socket.disconnect();
  }

  goOnline(): void {
    if (this.socket.status === "disconnected" && !this.socket.shouldConnect) void this.socket.connect();
  }

  /** Cuts the socket as a network does: no goodbye. */
  cut(): void {
    (this.socket.webSocket as unknown as WebSocket | null)?.terminate();
  }

  close(): void {
    this.provider.destroy();
    if (this.#owned) this.socket.destroy();
  }

  #receive(message: ServerMessage): void {
    this.messages.push(message);
    const index = this.#waiting.findIndex(({ match }) => match(message));
    if (index >= 0) this.#waiting.splice(index, 1)[0]?.resolve(message);
  }
}

/** A socket that says whatever a test wants, and keeps what it is told. */
export class RawClient {
  readonly ws: WebSocket;
  readonly frames: Uint8Array[] = [];
  readonly closed: Promise<number>;
  /** Frames by type. */
  readonly #counts = new Map<number, number>();
  #counting: { wanted: number; resolve(): void }[] = [];
  #document = "" as DocumentId;
  #waiting: { match(frame: Uint8Array): boolean; resolve(frame: Uint8Array): void }[] = [];

  constructor(ws: WebSocket) {
    this.ws = ws;
    ws.on("message", (bytes: Buffer) => {
      const frame = new Uint8Array(bytes);
      this.frames.push(frame);
      this.#count(frame);
      const index = this.#waiting.findIndex(({ match }) => match(frame));
      if (index >= 0) this.#waiting.splice(index, 1)[0]?.resolve(frame);
    });
    this.closed = new Promise((resolve) => ws.on("close", resolve));
  }

  /** Sends a frame of a document: its name, the type, and what `write` adds. */
  send(type: number, write: (encoder: encoding.Encoder) => void = () => {}, document = this.#document): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarString(encoder, document);
    encoding.writeVarUint(encoder, type);
    write(encoder);
    this.ws.send(encoding.toUint8Array(encoder));
  }

  auth(document: DocumentId, ticket: string): void {
    this.#document = document;
    this.send(2, (encoder) => {
      encoding.writeVarUint(encoder, 0);
      encoding.writeVarString(encoder, ticket);
    });
  }

  /** Authenticates and waits for the greeting. */
  async open(document: DocumentId, ticket: string): Promise<void> {
    this.auth(document, ticket);
    await this.stateless("hello");
  }

  update(update: Uint8Array, type = 2): void {
    this.send(0, (encoder) => {
      encoding.writeVarUint(encoder, type);
      encoding.writeVarUint8Array(encoder, update);
    });
  }

  awareness(...states: { client: number; clock: number; state: unknown }[]): void {
    const inner = encoding.createEncoder();
    encoding.writeVarUint(inner, states.length);
    for (const { client, clock, state } of states) {
      encoding.writeVarUint(inner, client);
      encoding.writeVarUint(inner, clock);
      encoding.writeVarString(inner, JSON.stringify(state));
    }
    this.send(1, (encoder) => encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner)));
  }

  say(payload: string): void {
    this.send(5, (encoder) => encoding.writeVarString(encoder, payload));
  }

  /** The first frame of a type that has come or comes. */
  frame(type: number, where: (decoder: decoding.Decoder) => boolean = () => true): Promise<Uint8Array> {
    const match = (frame: Uint8Array) => {
      if (frame.length < 2) return false;
      const decoder = decoding.createDecoder(frame);
      decoding.readVarString(decoder);
      return decoding.readVarUint(decoder) === type && where(decoder);
    };
    const there = this.frames.find(match);
    return there ? Promise.resolve(there) : new Promise((resolve) => this.#waiting.push({ match, resolve }));
  }

  async stateless<T extends ServerMessage["type"]>(type: T): Promise<Extract<ServerMessage, { type: T }>> {
    const read = (decoder: decoding.Decoder) => JSON.parse(decoding.readVarString(decoder)) as ServerMessage;
    const frame = await this.frame(5, (decoder) => read(decoder).type === type);
    const decoder = decoding.createDecoder(frame);
    decoding.readVarString(decoder);
    decoding.readVarUint(decoder);
    return read(decoder) as Extract<ServerMessage, { type: T }>;
  }

  /** How many frames of a type have come. */
  count(type: number): number {
    return this.#counts.get(type) ?? 0;
  }

  /** Waits for so many acknowledgements in all. */
  acknowledgements(wanted: number): Promise<void> {
    if (this.count(8) >= wanted) return Promise.resolve();
    return new Promise((resolve) => this.#counting.push({ wanted, resolve }));
  }

  #count(frame: Uint8Array): void {
    if (frame.length < 2) return;
    const decoder = decoding.createDecoder(frame);
    decoding.readVarString(decoder);
    const type = decoding.readVarUint(decoder);
    const count = this.count(type) + 1;
    this.#counts.set(type, count);
    if (type !== 8) return;
    for (const { resolve } of this.#counting.filter(({ wanted }) => wanted <= count)) resolve();
    this.#counting = this.#counting.filter(({ wanted }) => wanted > count);
  }
}

export async function openRaw(
  url: string,
  headers: Record<string, string> = {},
  options: { autoPong?: boolean } = {},
): Promise<RawClient> {
  const ws = new WebSocket(url, { headers, ...options });
  const client = new RawClient(ws);
  onTestFinished(() => ws.terminate());
  await new Promise<void>((resolve, reject) => {
    ws.on("open", () => resolve());
    ws.on("error", reject);
  });
  ws.on("error", () => {});
  return client;
}

/** One update that writes `text` under a client id of its own or a given one. */
export function updateOf(text: string, client?: number): Uint8Array {
  const doc = new Y.Doc();
  if (client !== undefined) doc.clientID = client;
  doc.getText("text").insert(0, text);
  return Y.encodeStateAsUpdate(doc);
}
