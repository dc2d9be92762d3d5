/**
 * The awareness of one document. It stands in for Hocuspocus' own, whose states any member can overwrite and whose
 * cost grows with the square of a room: here every state is stamped with who its connection belongs to, a client id
 * has one connection (the newest), and clocks are the server's, so that nobody's earlier life hides a newer one.
 */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { AWARENESS_FIELDS, type AwarenessField, type AwarenessUser, callSchema, viewSchema } from "#protocol/awareness";
import type { DocumentId } from "#protocol/ids";
import { MAX_AWARENESS } from "#protocol/limits";
import { emptyToFit } from "./empty-to-fit.ts";
import { awarenessFrame } from "./frames.ts";
import { PRESENCE_INTERVAL, PRESENCE_PATIENCE, windowsOf } from "./limits.ts";

/** The connection that awareness comes from and goes to. */
export interface PresenceConnection {
  /** Rises with every new connection. */
  readonly order: number;
  user(): AwarenessUser;
  /** Whether others may see this field of it: an observer is there and shows no more; without calls nobody is in one. */
  shows(field: AwarenessField): boolean;
  /** A whole frame, the same object for everyone who gets the same. */
  sendFrame(frame: Uint8Array): void;
}

interface Entry {
  client: number;
  connection: PresenceConnection;
  /** As its client last said it, sanitized; the user is stamped at each encoding. */
  fields: Record<string, unknown>;
  clock: number;
}

interface Link {
  client: number | null;
  /** The client's own last clock. */
  clock: number;
  lastTaken: number;
  pending: { client: number; clock: number; json: string } | null;
  timer: NodeJS.Timeout | undefined;
  /** Whether the others' states were sent. */
  greeted: boolean;
}

export interface PresenceMessage {
  client: number;
  clock: number;
  json: string;
}

/** Null if the bytes are truncated or some are left over. */
export function readAwareness(update: Uint8Array): PresenceMessage[] | null {
  try {
    const decoder = decoding.createDecoder(update);
    const count = decoding.readVarUint(decoder);
    const messages: PresenceMessage[] = [];
    for (let i = 0; i < count; i++) {
      const client = decoding.readVarUint(decoder);
      const clock = decoding.readVarUint(decoder);
      messages.push({ client, clock, json: decoding.readVarString(decoder) });
    }
    return decoding.hasContent(decoder) ? null : messages;
  } catch {
    return null;
  }
}

/**
 * What a client may say of itself, or null if it is no state. Fields that do not fit are left out, the last first; of
 * a board record that does not fit the longest lists are.
 */
export function readState(json: string): Record<string, unknown> | null {
  let given: unknown;
  try {
    given = JSON.parse(json);
  } catch {
    return null;
  }
  if (typeof given !== "object" || given === null || Array.isArray(given)) return null;
  const fields: Record<string, unknown> = {};
  let left = MAX_AWARENESS;
  for (const name of [...AWARENESS_FIELDS].sort((a, b) => PRIORITY[a] - PRIORITY[b])) {
    const read = readField(name, (given as Record<string, unknown>)[name]);
    const value = name === "board" && read ? emptyToFit(read, left) : read;
    if (value === undefined) continue;
    const size = Buffer.byteLength(JSON.stringify(value));
    if (size > left) continue;
    left -= size;
    fields[name] = value;
  }
  return fields;
}

const PRIORITY: Record<AwarenessField, number> = { view: 0, call: 1, cursor: 2, board: 3 };

function readField(name: AwarenessField, value: unknown): object | null | undefined {
  if (value === undefined || value === null) return value;
  if (name === "view") return viewSchema.safeParse(value).data;
  if (name === "call") return callSchema.safeParse(value).data;
  if (typeof value !== "object") return undefined;
  if (name === "board") return value;
  const { anchor, head } = value as { anchor?: unknown; head?: unknown };
  return anchor === undefined || head === undefined ? undefined : { anchor, head };
}

/**
 * Clocks rise with the time, by so much in a millisecond, and so through a restart of the server, which forgets the
 * earlier ones: a client passes over a state whose clock is no later than the last that it has seen. Every state that
 * is sent takes one as well; as many as this in a millisecond no room sends, so they never run ahead of the time.
 */
const CLOCK_RATE = 100;

export class Presence {
  readonly #document: DocumentId;
  /** Sends the document's waiting edits: what leaves in one turn leaves in one write. */
  readonly #flushEdits: () => void;
  readonly #entries = new Map<number, Entry>();
  readonly #links = new Map<PresenceConnection, Link>();
  readonly #changed = new Set<number>();
  #lastClock = 0;
  #flush: NodeJS.Timeout | NodeJS.Immediate | undefined;
  #windowed = false;

  constructor(document: DocumentId, flushEdits: () => void) {
    this.#document = document;
    this.#flushEdits = flushEdits;
  }

  join(connection: PresenceConnection): void {
    const link: Link = { client: null, clock: -1, lastTaken: 0, pending: null, timer: undefined, greeted: false };
    this.#links.set(connection, link);
    link.timer = setTimeout(() => {
      link.timer = undefined;
      this.#greet(connection, link);
    }, PRESENCE_PATIENCE);
  }

  /** The connection is gone: so is what it showed, unless a newer connection shows it. */
  leave(connection: PresenceConnection): void {
    const link = this.#links.get(connection);
    if (!link) return;
    clearTimeout(link.timer);
    this.#links.delete(connection);
    if (link.client !== null) this.#remove(link.client, connection);
  }

  /** `json` is a state or `null`. The caller has checked that the client id belongs to the connection's person. */
  receive(connection: PresenceConnection, message: PresenceMessage): void {
    const link = this.#links.get(connection);
    if (!link) return;
    const now = performance.now();
    if (now - link.lastTaken >= PRESENCE_INTERVAL || !link.greeted) {
      link.pending = null;
      this.#take(connection, link, message, now);
      return;
    }
    // Only the latest counts.
    link.pending = message;
    link.timer ??= setTimeout(
      () => {
        link.timer = undefined;
        const pending = link.pending;
        link.pending = null;
        if (pending) this.#take(connection, link, pending, performance.now());
      },
      PRESENCE_INTERVAL - (now - link.lastTaken),
    );
  }

  /** Stamps a connection's state anew: its role has changed, or calls were switched off. */
  restamp(connection: PresenceConnection): void {
    const client = this.#links.get(connection)?.client ?? null;
    if (client !== null && this.#entries.get(client)?.connection === connection) this.#touch(client);
  }

  /** Everyone else's state, to one connection. */
  sendAll(connection: PresenceConnection): void {
    const own = this.#links.get(connection)?.client;
    const parts: Uint8Array[] = [];
    for (const entry of this.#entries.values()) if (entry.client !== own) parts.push(encodeEntry(entry));
    if (parts.length > 0) connection.sendFrame(awarenessFrame(this.#document, parts));
  }

  dispose(): void {
    for (const link of this.#links.values()) clearTimeout(link.timer);
    this.#links.clear();
    this.#cancelFlush();
  }

  #take(connection: PresenceConnection, link: Link, message: PresenceMessage, now: number): void {
    const { client, clock, json } = message;
    const state = json === "null" ? null : readState(json);
    if (state === null && json !== "null") return;
    if (client === link.client) {
      if (clock < link.clock || (clock === link.clock && state !== null)) return;
    } else if (link.client !== null) {
      // A replica that took a new client id; the old one's state goes with it.
      if (state === null) return;
      this.#remove(link.client, connection);
    }
    const entry = this.#entries.get(client);
    // The newest connection of a client id has it: frames of an older one that arrive late change nothing.
    if (entry && entry.connection.order > connection.order) return;
    link.client = client;
    link.clock = clock;
    link.lastTaken = now;
    if (state === null) this.#remove(client, connection);
    else {
      // What nobody is shown is no news to anybody.
      const silent = entry?.connection === connection && !AWARENESS_FIELDS.some((field) => connection.shows(field));
      this.#entries.set(client, { client, connection, fields: state, clock: silent ? entry.clock : 0 });
      if (!silent) this.#touch(client);
    }
    this.#greet(connection, link);
  }

  #greet(connection: PresenceConnection, link: Link): void {
    if (link.greeted) return;
    link.greeted = true;
    clearTimeout(link.timer);
    link.timer = undefined;
    this.sendAll(connection);
  }

  #remove(client: number, connection: PresenceConnection): void {
    if (this.#entries.get(client)?.connection !== connection) return;
    this.#entries.delete(client);
    this.#touch(client);
  }

  #touch(client: number): void {
    this.#changed.add(client);
    if (this.#flush !== undefined) return;
    const { presence } = windowsOf(this.#links.size);
    this.#windowed = presence > 0;
    this.#flush = this.#windowed ? setTimeout(this.#send, presence) : setImmediate(this.#send);
  }

  #cancelFlush(): void {
    if (this.#windowed) clearTimeout(this.#flush as NodeJS.Timeout);
    else clearImmediate(this.#flush as NodeJS.Immediate);
    this.#flush = undefined;
  }

  #send = (): void => {
    this.#flush = undefined;
    const parts = new Map<number, Uint8Array>();
    for (const client of this.#changed) {
      const entry = this.#entries.get(client);
      const clock = this.#nextClock();
      if (entry) entry.clock = clock;
      parts.set(client, entry ? encodeEntry(entry) : encodeGone(client, clock));
    }
    this.#changed.clear();
    const all = awarenessFrame(this.#document, [...parts.values()]);
    if (this.#windowed) this.#flushEdits();
    for (const [connection, link] of this.#links) {
      if (!link.greeted) continue;
      // Nobody is told about themselves: the echo of an older state would overwrite the newer one.
      if (link.client === null || !parts.has(link.client)) connection.sendFrame(all);
      else if (parts.size > 1) connection.sendFrame(awarenessFrame(this.#document, without(parts, link.client)));
    }
  };

  #nextClock(): number {
    this.#lastClock = Math.max(this.#lastClock + 1, Date.now() * CLOCK_RATE);
    return this.#lastClock;
  }
}

function encodeEntry(entry: Entry): Uint8Array {
  const shown: Record<string, unknown> = { user: entry.connection.user() };
  for (const field of AWARENESS_FIELDS) if (entry.connection.shows(field)) shown[field] = entry.fields[field];
  return encodeState(entry.client, entry.clock, JSON.stringify(shown));
}

const encodeGone = (client: number, clock: number) => encodeState(client, clock, "null");

function encodeState(client: number, clock: number, json: string): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, clock);
  encoding.writeVarString(encoder, json);
  return encoding.toUint8Array(encoder);
}

function without(parts: Map<number, Uint8Array>, own: number): Uint8Array[] {
  const others: Uint8Array[] = [];
  for (const [client, part] of parts) if (client !== own) others.push(part);
  return others;
}
