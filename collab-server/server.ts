/**
 * The collaboration server: sync, presence, signals, chat and runs of every room, on the upgrades of an http server
 * that somebody else owns. What the parts do stands in their own files; here they are joined.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Logger } from "pino";
import type { Registry } from "prom-client";
import { type WebSocket, WebSocketServer } from "ws";
import type { Hub } from "#protocol/hub";
import { MAX_QUEUED, MAX_SYNC_FRAME } from "#protocol/limits";
import { CLOSE } from "#protocol/refusals";
import type { Sandbox } from "#sandbox/client";
import { Admission } from "./admission.ts";
import { Answers } from "./answers.ts";
import { Backlog } from "./backlog.ts";
import { Documents } from "./documents.ts";
import { Client } from "./gateway.ts";
import { createHub } from "./hub.ts";
import { AUTHENTICATION_DEADLINE, HEARTBEAT, MAX_UNSENT, SHUTDOWN } from "./limits.ts";
import { Metrics } from "./metrics.ts";
import { isAllowedOrigin } from "./origin.ts";
import { Rooms } from "./rooms.ts";
import { shutDown } from "./shutdown.ts";
import { Socket } from "./socket.ts";
import type { Storage } from "./storage/storage.ts";
import { UpdateLog } from "./update-log.ts";

export interface CollabServerOptions {
  storage: Storage;
  sandbox: Sandbox;
  /** Signs the tickets; the pages' side has the same. */
  secret: string;
  /** Origins besides the server's own host whose pages may connect. */
  allowedOrigins: readonly string[];
  /** The address that people use, if it is known: its origin is allowed. */
  publicUrl: string | null;
  /** Number of proxies in front. */
  trustProxy: number;
  log: Logger;
  /** Smaller ones make tests quick. */
  limits?: { maxQueued?: number; maxUnsent?: number; heartbeat?: number; inputWait?: number; answerPoll?: number };
}

export interface CollabServer {
  /** Takes an upgrade to `/collab`. False, and the socket untouched, if it is for somebody else. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Answers a request to `/collab/answers/…`. False, and the response untouched, if it is for somebody else. */
  handleRequest(request: IncomingMessage, response: ServerResponse): boolean;
  hub: Hub;
  metrics: Registry;
  /** From now on it is not ready, and serves on: `shutdown` follows. */
  announceEnd(): void;
  /**
   * Closes the sockets over half of `graceMs`, waits for every append, folds the opened documents, and is done within
   * 20 s whatever happens. The storage and the sandbox stay open: they are the caller's.
   */
  shutdown(options?: { graceMs?: number }): Promise<void>;
}

export function createCollabServer(options: CollabServerOptions): CollabServer {
  const { storage, sandbox, log, limits = {} } = options;
  const clients = new Map<Socket, Client>();
  const heartbeat = limits.heartbeat ?? HEARTBEAT;
  const publicOrigin = options.publicUrl === null ? [] : [new URL(options.publicUrl).origin];
  const origins = {
    allowedOrigins: [...options.allowedOrigins, ...publicOrigin],
    trustProxy: options.trustProxy,
  };

  const backlog = new Backlog(limits.maxQueued ?? MAX_QUEUED, (full) => {
    for (const socket of clients.keys()) full ? socket.pause("backlog") : socket.resume("backlog");
    log[full ? "error" : "info"](full ? "as much is held as may be; nothing more is read" : "sockets are read again");
  });
  const updateLog = new UpdateLog(
    storage,
    {
      onAvailable: (ok) => {
        log[ok ? "info" : "error"](ok ? "the log can be written again" : "the log cannot be written; edits are held");
        admission.tellStorage(ok);
      },
      onAppended: (ms) => metrics.appended.observe(ms / 1000),
    },
    backlog,
  );
  const metrics = new Metrics({
    connections: () => clients.size,
    documents: () => documents.size,
    unsent: () => [...clients.keys()].reduce((sum, socket) => sum + socket.unsent, 0),
    oldestUnsaved: () => updateLog.oldest() / 1000,
    sandbox: () => sandbox.stats(),
  });
  const answers = new Answers(limits.answerPoll);
  const rooms = new Rooms({
    ...{ storage, sandbox, log, answers, inputWait: limits.inputWait },
    onRunEnded: (reason) => metrics.runs.inc({ reason }),
  });
  const admission: Admission = new Admission({ storage, rooms, clients, updateLog, log, secret: options.secret });
  const documents = new Documents({ storage, log, updateLog, events: admission });
  admission.documents = documents;
  const parts = { storage, documents, metrics, log, backlog };

  const wss = new WebSocketServer({ noServer: true, maxPayload: MAX_SYNC_FRAME, perMessageDeflate: false });
  let announced = false;
  let ending: Promise<void> | null = null;

  const accept = (ws: WebSocket, request: IncomingMessage) => {
    const socket = new Socket(ws, request, () => admission.leave(client), limits.maxUnsent ?? MAX_UNSENT);
    // Nobody looks at it; an address made of what the request says may be none, and to make it would throw.
    const client: Client = new Client(socket, new Request("http://localhost/collab"), parts);
    clients.set(socket, client);
    const deadline = setTimeout(() => {
      if (!client.authenticated) socket.close(CLOSE.unauthorized, "no ticket");
    }, AUTHENTICATION_DEADLINE);
    ws.on("message", (bytes: Buffer, binary: boolean) => {
      try {
        if (binary) client.receive(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
        else socket.close(CLOSE.malformed, "malformed");
      } catch (error) {
        log.error({ err: error, connection: socket.id }, "a frame could not be dealt with");
        socket.close(CLOSE.fault, "fault");
      }
    });
    ws.on("error", (error) => log.debug({ err: error, connection: socket.id }, "a socket failed"));
    ws.on("close", (code) => {
      clearTimeout(deadline);
      socket.dispose();
      admission.leave(client);
      client.close(code, "closed");
      clients.delete(socket);
    });
  };

  const beat = setInterval(() => {
    for (const socket of clients.keys()) socket.beat(heartbeat);
  }, heartbeat);
  beat.unref();

  const hub = createHub({
    storage,
    sandbox,
    rooms,
    documents,
    clients,
    admission,
    registry: metrics.registry,
    updateLog,
    accepting: () => !announced,
  });

  return {
    hub,
    metrics: metrics.registry,
    announceEnd() {
      announced = true;
    },
    handleUpgrade(request, socket, head) {
      const path = (request.url ?? "").replace(/[?#].*$/, "");
      if (path !== "/collab") return false;
      socket.on("error", () => socket.destroy());
      // A page that came back past its paused socket would bring all of its edits once more.
      if (ending || backlog.full) refuse(socket, "503 Service Unavailable");
      else if (!isAllowedOrigin(request, origins)) refuse(socket, "403 Forbidden");
      else wss.handleUpgrade(request, socket, head, accept);
      return true;
    },
    handleRequest: (request, response) => answers.handle(request, response),
    shutdown({ graceMs = SHUTDOWN } = {}) {
      announced = true;
      ending ??= shutDown({ graceMs, clients, documents, updateLog, log }).finally(() => {
        clearInterval(beat);
        rooms.dispose();
        metrics.dispose();
        updateLog.dispose();
        wss.close();
      });
      return ending;
    },
  };
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
