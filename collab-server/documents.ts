/**
 * Hocuspocus, and the documents that it has in memory. It does the handshake and the fan-out; it stores nothing, and an
 * update reaches it only after it is durable (see LiveDocument).
 */
import {
  type Connection,
  type Document,
  Hocuspocus,
  type onAuthenticatePayload,
  type onDisconnectPayload,
  type onStatelessPayload,
} from "@hocuspocus/server";
import type { Logger } from "pino";
import type { DocumentId } from "#protocol/ids";
import { CLOSE } from "#protocol/refusals";
import { windowsOf } from "./limits.ts";
import { LiveDocument } from "./live-document.ts";
import type { Socket } from "./socket.ts";
import { type Storage, StorageAway } from "./storage/storage.ts";
import type { UpdateLog } from "./update-log.ts";

/** What Hocuspocus hands back to us with every hook. */
export interface SocketContext {
  socket: Socket;
}

/** Ends an authentication; the reason reaches the provider. Without a message, Hocuspocus does not print it. */
export class Denied extends Error {
  readonly reason: string;
  constructor(reason: string) {
    super("");
    this.reason = reason;
  }
}

export interface DocumentsEvents {
  /** Throws `Denied`. */
  onAuthenticate(payload: onAuthenticatePayload<SocketContext>): Promise<void>;
  onConnected(socket: Socket, document: DocumentId, connection: Connection): void;
  onStateless(socket: Socket, document: DocumentId, payload: string): void;
  onDisconnected(socket: Socket, document: DocumentId): void;
  /** A document could not be read. `gone`: there is none; otherwise another attempt may succeed. */
  onLoadFailed(document: DocumentId, gone: boolean): void;
  /** What is in memory may differ from what is durable: everyone must start from the log again. */
  onBroken(document: DocumentId): void;
}

export interface DocumentsParts {
  storage: Storage;
  log: Logger;
  updateLog: UpdateLog;
  events: DocumentsEvents;
}

/** The update log is the store: Hocuspocus' own, debounced one has nothing to do. */
class LoggedHocuspocus extends Hocuspocus<SocketContext> {
  override storeDocumentHooks(): Promise<void> {
    return Promise.resolve();
  }
}

/** Milliseconds. Hocuspocus sees edits alone, so its own idea of silence is never right; the gateway's heartbeat is. */
const NEVER = 2 ** 31 - 1;

export class Documents {
  readonly hocuspocus: Hocuspocus<SocketContext>;
  readonly #parts: DocumentsParts;
  readonly #live = new Map<DocumentId, LiveDocument>();
  readonly #compacting = new Set<DocumentId>();

  constructor(parts: DocumentsParts) {
    this.#parts = parts;
    const { events } = parts;
    this.hocuspocus = new LoggedHocuspocus({
      quiet: true,
      timeout: NEVER,
      onAuthenticate: (payload) => events.onAuthenticate(payload),
      onLoadDocument: ({ documentName, document }) => this.#load(documentName as DocumentId, document),
      connected: async ({ context, documentName, connection }) =>
        events.onConnected(context.socket, documentName as DocumentId, connection),
      onStateless: async ({ connection, documentName, payload }: onStatelessPayload) =>
        events.onStateless((connection.context as SocketContext).socket, documentName as DocumentId, payload),
      // Not awaited by Hocuspocus: what throws here would end the process.
      onDisconnect: async ({ context, documentName }: onDisconnectPayload<SocketContext>) => {
        try {
          events.onDisconnected(context.socket, documentName as DocumentId);
        } catch (error) {
          parts.log.error({ err: error, document: documentName }, "a leave could not be dealt with");
          context.socket.close(CLOSE.fault, "fault");
        }
      },
      beforeUnloadDocument: async ({ documentName }) => {
        const live = this.#live.get(documentName as DocumentId);
        // Asked for again by `onSettled`; a vetoed unload is not tried again by itself.
        if (live && !live.settled) throw new Denied("appends under way");
      },
    });
  }

  get size(): number {
    return this.#live.size;
  }

  get(document: DocumentId): LiveDocument | undefined {
    return this.#live.get(document);
  }

  all(): Iterable<LiveDocument> {
    return this.#live.values();
  }

  /** Whether a connection stands on the document that everyone else has: a join can race an unload. */
  isCurrent(connection: Connection): boolean {
    return this.hocuspocus.documents.get(connection.document.name) === connection.document;
  }

  /** Broadcasts wait for one another where many listen. */
  tune(live: LiveDocument): void {
    live.doc.flushDelay = windowsOf(live.doc.getConnectionsCount()).edits;
  }

  /** Runs `work` on a document, loading it if need be, and lets it go again. Null if there is none. */
  async use<T>(document: DocumentId, work: (live: LiveDocument) => Promise<T>): Promise<T | null> {
    let direct: Awaited<ReturnType<Hocuspocus["openDirectConnection"]>>;
    try {
      direct = await this.hocuspocus.openDirectConnection(document);
    } catch (error) {
      if (error instanceof Denied) return null;
      throw error;
    }
    try {
      const live = this.#live.get(document);
      if (live === undefined || live.doc !== direct.document)
        throw new StorageAway("The document was unloaded meanwhile.");
      return await work(live);
    } finally {
      await direct.disconnect();
    }
  }

  /** Folds a document's log, off this thread. */
  async compact(document: DocumentId): Promise<void> {
    if (this.#compacting.has(document)) return;
    this.#compacting.add(document);
    const undo = this.#live.get(document)?.folding();
    try {
      await this.#parts.storage.compact(document);
    } catch (error) {
      undo?.();
      this.#parts.log.warn({ err: error, document }, "a log could not be folded; it will be tried again");
    } finally {
      this.#compacting.delete(document);
    }
  }

  async #load(id: DocumentId, doc: Document): Promise<void> {
    const { storage, log, updateLog, events } = this.#parts;
    let stored: Awaited<ReturnType<Storage["load"]>>;
    try {
      stored = await storage.load(id);
    } catch (error) {
      log.error({ err: error, document: id }, "a document could not be loaded");
      events.onLoadFailed(id, false);
      throw new Denied("unavailable");
    }
    if (stored === null) {
      events.onLoadFailed(id, true);
      throw new Denied("no-document");
    }
    const live = new LiveDocument(id, doc, stored, updateLog, {
      onBroken: (error) => {
        log.error({ err: error, document: id }, "an update threw while it was applied");
        events.onBroken(id);
      },
      onSettled: () => this.#unloadIfLeft(live),
      onCompact: () => void this.compact(id),
    });
    if (stored.setAside > 0 || live.rowsThatThrew > 0) {
      const rows = { setAside: stored.setAside, threw: live.rowsThatThrew };
      log.error({ document: id, ...rows }, "rows of the log could not be applied");
    }
    this.#live.set(id, live);
    doc.on("destroy", () => {
      if (this.#live.get(id) === live) this.#live.delete(id);
      if (live.unfolded > 0) void this.compact(id);
    });
  }

  #unloadIfLeft(live: LiveDocument): void {
    if (live.doc.getConnectionsCount() > 0) return;
    this.hocuspocus.unloadDocument(live.doc).catch((error: unknown) => {
      this.#parts.log.error({ err: error, document: live.id }, "a document could not be unloaded");
    });
  }
}
