/**
 * A stock Hocuspocus that says what our gateway says (`hello`, `saved`, stamped awareness) and does what a test asks:
 * hold its saves back, cut its sockets, refuse a replica. It keeps documents in memory for as long as it lives.
 */
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { type Connection, type Document, Hocuspocus } from "@hocuspocus/server";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { type WebSocket as ServerSocket, WebSocketServer } from "ws";
import * as Y from "yjs";
import type { Role } from "#protocol/access";
import type { PersonBody } from "#protocol/http";
import { type ConnectionId, makeConnectionId } from "#protocol/ids";
import { PROTOCOL_VERSION, type ServerMessage } from "#protocol/messages";
import { CLOSE } from "#protocol/refusals";

interface Caller {
  person: PersonBody;
  connection: ConnectionId;
}

export interface SyncDoubleOptions {
  server?: Server;
  /** Who a ticket belongs to; null refuses it. */
  who(ticket: string): PersonBody | null | Promise<PersonBody | null>;
  /** The update that a document starts with. */
  load?(name: string): Uint8Array | null | Promise<Uint8Array | null>;
}

export class SyncDouble {
  readonly hocuspocus: Hocuspocus<Caller>;
  readonly server: Server;
  #sockets = new Set<ServerSocket>();
  #answering = true;
  #held = false;
  /** The next update ends its sender's replica, as one that the gateway cannot take. */
  refusing = false;
  #kept = new Map<string, Uint8Array>();
  #web = new WebSocketServer({ noServer: true });

  constructor({ server = createServer(), who, load }: SyncDoubleOptions) {
    this.server = server;
    this.hocuspocus = new Hocuspocus<Caller>({
      quiet: true,
      debounce: 0,
      onAuthenticate: async ({ token, context, connectionConfig }) => {
        const person = await who(token);
        if (!person) throw new Error("no such ticket");
        context.person = person;
        connectionConfig.readOnly = person.role === ("observer" satisfies Role);
      },
      onLoadDocument: async ({ document, documentName }) => {
        const update = this.#kept.get(documentName) ?? (await load?.(documentName));
        if (!update) return;
        this.#kept.set(documentName, update);
        Y.applyUpdate(document, update);
      },
      connected: async ({ connection, context }) => {
        this.say(connection, { type: "hello", version: PROTOCOL_VERSION, connection: context.connection });
        if (!this.#held) this.#saved(connection.document);
      },
      beforeHandleAwareness: async ({ states, context }) => {
        if (!context) return;
        const { person, connection } = context;
        for (const state of states.values()) {
          state.user = { ...person, colorLight: `${person.color}33`, connection };
        }
      },
      onChange: async ({ document, documentName }) => {
        this.#kept.set(documentName, Y.encodeStateAsUpdate(document));
        if (!this.#held) this.#saved(document);
      },
    } as ConstructorParameters<typeof Hocuspocus<Caller>>[0]);
  }

  /** Takes an upgrade of `/collab`. */
  upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    if (!this.#answering) return void socket.destroy();
    this.#web.handleUpgrade(request, socket, head, (ws) => {
      this.#sockets.add(ws);
      const url = `http://${request.headers.host}${request.url}`;
      const caller = { connection: makeConnectionId() } as Caller;
      const link = this.hocuspocus.handleConnection(ws, new Request(url), caller);
      ws.on("message", (data: Buffer) => {
        if (!this.refusing || !isUpdate(data)) return link.handleMessage(new Uint8Array(data));
        this.refusing = false;
        ws.close(CLOSE.replicaEnded, "refused");
      });
      ws.on("close", (code, reason) => {
        this.#sockets.delete(ws);
        link.handleClose({ code, reason: reason.toString() });
      });
      ws.on("error", () => ws.terminate());
    });
  };

  async listen(): Promise<string> {
    this.server.on("upgrade", this.upgrade);
    await new Promise<void>((done) => this.server.listen(0, "127.0.0.1", done));
    return `ws://127.0.0.1:${(this.server.address() as AddressInfo).port}/collab`;
  }

  document(name: string): Document | undefined {
    return this.hocuspocus.documents.get(name);
  }

  /** While held, edits are taken and shared but not said to be saved. */
  hold(held: boolean): void {
    this.#held = held;
    if (!held) for (const document of this.hocuspocus.documents.values()) this.#saved(document);
  }

  /** Cuts every socket; `answering: false` keeps new ones out until told otherwise. */
  cut({ answering = true, code }: { answering?: boolean; code?: number } = {}): void {
    this.#answering = answering;
    for (const socket of this.#sockets) code ? socket.close(code, "test") : socket.terminate();
  }

  say(connection: Connection, message: ServerMessage): void {
    connection.sendStateless(JSON.stringify(message));
  }

  sayToAll(name: string, message: ServerMessage): void {
    this.document(name)?.broadcastStateless(JSON.stringify(message));
  }

  #saved(document: Document): void {
    const message: ServerMessage = {
      type: "saved",
      stateVector: base64(Y.encodeStateVector(document)),
      deletes: base64(encodeDeletes(document)),
    };
    for (const connection of document.getConnections()) this.say(connection, message);
  }

  async close(): Promise<void> {
    this.cut({ answering: false });
    this.#web.close();
    await new Promise((done) => this.server.close(done));
  }
}

/** A sync frame with an update, rather than a handshake's step. */
function isUpdate(frame: Uint8Array): boolean {
  const decoder = decoding.createDecoder(new Uint8Array(frame));
  decoding.readVarString(decoder);
  return decoding.readVarUint(decoder) === 0 && decoding.readVarUint(decoder) === 2;
}

/** A document's whole delete set, as Yjs writes it at the end of a V1 update. */
export function encodeDeletes(doc: Y.Doc): Uint8Array {
  const { clients } = Y.createDeleteSetFromStructStore(doc.store);
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, clients.size);
  for (const [client, items] of clients) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, items.length);
    for (const { clock, len } of items) {
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarUint(encoder, len);
    }
  }
  return encoding.toUint8Array(encoder);
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
