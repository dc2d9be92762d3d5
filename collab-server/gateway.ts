/**
 * Where a frame arrives. The gateway reads every byte, deals at once with what need not wait for the edits before it
 * (awareness, signals, stopping a run), has edits reviewed and logged the moment they come, and hands the rest to
 * Hocuspocus in order. A client that breaks a rule loses its socket; nobody else notices.
 */
import type { Hocuspocus } from "@hocuspocus/server";
import type { Logger } from "pino";
import * as Y from "yjs";
import { readDocumentId } from "#protocol/documents";
import type { DocumentId } from "#protocol/ids";
import { MAX_AWARENESS_FRAME, MAX_DOCUMENTS_PER_SOCKET, MAX_OTHER_FRAME } from "#protocol/limits";
import { CLOSE } from "#protocol/refusals";
import type { Backlog } from "./backlog.ts";
import { Channel } from "./channel.ts";
import type { Documents, SocketContext } from "./documents.ts";
import { type Frame, readFrame, SYNC, syncFrame, syncStatusFrame } from "./frames.ts";
import { AWARENESS_PER_FRAME, COST_OF_STATE, MAX_HELD } from "./limits.ts";
import type { LiveDocument, Review } from "./live-document.ts";
import type { Metrics } from "./metrics.ts";
import { readAwareness } from "./presence.ts";
import { keepsItsPlace, readMessage } from "./room.ts";
import type { Socket } from "./socket.ts";
import { ClientIdTaken, type Storage } from "./storage/storage.ts";

type ClientConnection = ReturnType<Hocuspocus<SocketContext>["handleConnection"]>;

export interface GatewayParts {
  storage: Storage;
  documents: Documents;
  metrics: Metrics;
  log: Logger;
  backlog: Backlog;
}

/** One client: its socket and the documents that it has open or asks for. */
export class Client {
  readonly socket: Socket;
  readonly channels = new Map<string, Channel>();
  /** Whether any document was ever opened: until then there is a deadline. */
  authenticated = false;
  readonly #hocuspocus: ClientConnection;
  readonly #parts: GatewayParts;
  #heldBytes = 0;
  #closed = false;

  constructor(socket: Socket, request: Request, parts: GatewayParts) {
    this.socket = socket;
    this.#parts = parts;
    this.#hocuspocus = parts.documents.hocuspocus.handleConnection(socket, request, { socket });
  }

  receive(bytes: Uint8Array) {
    if (this.socket.closing) return;
    this.socket.heard();
    const frame = readFrame(bytes);
    if (frame === null) return this.socket.close(CLOSE.malformed, "malformed");
    this.socket.spend(costOf(frame, bytes));
    if (frame.kind === "pong") return;
    if (frame.kind === "awareness") {
      if (bytes.length > MAX_AWARENESS_FRAME) return;
    } else if (frame.kind !== "update" && bytes.length > MAX_OTHER_FRAME)
      return this.socket.close(CLOSE.tooLarge, "too large");
    const channel = this.channels.get(frame.address);
    if (channel === undefined) {
      // Whatever else comes for a document that was never asked for, or was denied, has nobody to read it.
      if (frame.kind === "auth") this.#open(frame.address, bytes);
      return;
    }
    if (channel.state.kind === "open") this.#receiveOpen(channel, channel.state.live, frame, bytes);
    else this.#hold(channel.state.held, bytes);
  }

  /** Hocuspocus has the document's connection: what was held goes its way now. */
  release(channel: Channel, held: Uint8Array[]): void {
    for (const bytes of held) {
      if (this.socket.closing) return;
      if (channel.state.kind !== "open") {
        // One of them was a goodbye: what follows waits for the successor.
        this.#hold(channel.state.held, bytes);
        continue;
      }
      const frame = readFrame(bytes);
      if (frame && frame.kind !== "pong") this.#receiveOpen(channel, channel.state.live, frame, bytes);
    }
    this.#releaseHeld(held);
  }

  /** The channel is over. A successor's frames, if any came meanwhile, start anew. */
  drop(channel: Channel): void {
    if (this.channels.get(channel.document) !== channel) return;
    this.channels.delete(channel.document);
    channel.dispose();
    if (channel.state.kind === "open") return;
    const { held } = channel.state;
    this.#releaseHeld(held);
    if (channel.state.kind === "leaving") for (const bytes of held) this.receive(bytes);
  }

  close(code: number, reason: string): void {
    this.#parts.backlog.add(-this.#heldBytes);
    this.#heldBytes = 0;
    this.#closed = true;
    this.#hocuspocus.handleClose({ code, reason });
  }

  #open(address: string, bytes: Uint8Array) {
    if (this.channels.size >= MAX_DOCUMENTS_PER_SOCKET) {
      return this.socket.close(CLOSE.tooManyDocuments, "too many documents");
    }
    const parts = readDocumentId(address);
    // Hocuspocus answers an address that is none, through the same hook as a wrong ticket.
    if (parts) {
      const channel = new Channel(this.socket, address as DocumentId, parts.room, parts.kind);
      this.channels.set(address, channel);
    }
    this.#hocuspocus.handleMessage(bytes);
  }

  #hold(held: Uint8Array[], bytes: Uint8Array): void {
    held.push(bytes);
    this.#heldBytes += bytes.length;
    this.#parts.backlog.add(bytes.length);
    if (this.#heldBytes > MAX_HELD) this.socket.pause("held");
  }

  #releaseHeld(held: Uint8Array[]): void {
    if (this.#closed) return;
    for (const bytes of held) {
      this.#heldBytes -= bytes.length;
      this.#parts.backlog.add(-bytes.length);
    }
    if (this.#heldBytes <= MAX_HELD) this.socket.resume("held");
  }

  #receiveOpen(channel: Channel, live: LiveDocument, frame: Exclude<Frame, { kind: "pong" }>, bytes: Uint8Array) {
    switch (frame.kind) {
      case "update":
        return this.#receiveUpdate(channel, live, frame);
      case "step1":
        this.socket.send(syncFrame(frame.address, SYNC.step1, Y.encodeStateVector(live.doc)));
        return this.socket.send(syncFrame(frame.address, SYNC.step2, live.stateSince(frame.stateVector)));
      case "awareness":
        return this.#receiveAwareness(channel, live, frame.update);
      case "query-awareness":
        return live.presence.sendAll(channel);
      case "stateless":
        return this.#receiveMessage(channel, frame.payload, bytes);
      case "close":
        live.presence.leave(channel);
        channel.state = { kind: "leaving", held: [] };
        return channel.afterEdits(() => this.#handOn(bytes));
      case "auth":
        // A ticket that is renewed on an open document says nothing new: the role comes from the room.
        return;
      default:
        frame satisfies never;
    }
  }

  #receiveUpdate(channel: Channel, live: LiveDocument, { step2, update }: { step2: boolean; update: Uint8Array }) {
    const { member } = channel;
    if (member === null) return;
    const review = live.review(update, member.person, channel.idsLeft);
    if (review.kind === "refused") return this.#refuseUpdate(channel, review);
    if (review.kind === "new" && !channel.canWrite) return this.#refuseUpdate(channel, "read-only");
    if (review.kind === "new") {
      channel.idsLeft -= review.fresh.length;
      channel.settling(
        live.commit(member.person, review).then(
          () => this.#acknowledge(channel, step2),
          // Closes the socket first: nothing behind this frame is acknowledged any more.
          (error: unknown) => this.#appendFailed(channel, live, error),
        ),
      );
      return;
    }
    if (!step2 && channel.canWrite) live.confirm(review.checked);
    channel.afterEdits(() => this.#acknowledge(channel, step2));
  }

  #acknowledge(channel: Channel, step2: boolean) {
    this.socket.send(channel.takenFrame);
    // After a sync the page must know exactly.
    if (step2) channel.sayAllThatIsSaved();
    else channel.sayWhatIsSaved();
  }

  #handOn(bytes: Uint8Array) {
    if (!this.#closed) this.#hocuspocus.handleMessage(bytes);
  }

  #refuseUpdate(channel: Channel, why: (Review & { kind: "refused" }) | "read-only") {
    const fault = why === "read-only" ? why : why.fault;
    this.#parts.metrics.refusedUpdates.inc({ fault });
    this.#parts.log.warn({ document: channel.document, connection: this.socket.id, fault }, "an update was refused");
    this.socket.send(syncStatusFrame(channel.document, false));
    channel.refuse(why === "read-only" ? why : why.refusal);
    // Bytes that were broken on their way say nothing about the replica; all else is in it for ever.
    const broken = fault === "truncated" || fault === "trailing";
    this.socket.close(broken ? CLOSE.malformed : CLOSE.replicaEnded, fault);
  }

  #appendFailed(channel: Channel, live: LiveDocument, error: unknown) {
    if (error instanceof ClientIdTaken) {
      live.yieldClaim(error.client, error.owner);
      return this.socket.close(CLOSE.replicaEnded, "foreign");
    }
    this.#parts.log.error({ err: error, document: channel.document }, "an update could not be logged");
    this.socket.close(CLOSE.fault, "not logged");
  }

  #receiveAwareness(channel: Channel, live: LiveDocument, update: Uint8Array) {
    const { member } = channel;
    const messages = readAwareness(update);
    if (messages === null) return this.socket.close(CLOSE.malformed, "malformed");
    if (member === null) return;
    for (const message of messages) {
      const { client } = message;
      if (live.ownerOf(client) === undefined) {
        // Providers also pass on that others timed out; an id that nobody uses is not taken for that.
        if (message.json === "null") continue;
        if (channel.idsLeft <= 0 || !live.claim(client, member.person)) continue;
        channel.idsLeft--;
        // An observer leaves no row: whoever may write later has it bound by the first edit.
        if (channel.canWrite) this.#bind(channel, live, client);
      }
      if (live.ownerOf(client) === member.person) live.presence.receive(channel, message);
    }
  }

  #bind(channel: Channel, live: LiveDocument, client: number) {
    const person = channel.member?.person;
    if (person === undefined) return;
    this.#parts.storage.bind(channel.document, client, person).then(
      (owner) => {
        if (owner === person) return live.bound(client);
        live.yieldClaim(client, owner);
        this.socket.close(CLOSE.replicaEnded, "foreign");
      },
      // In memory it stands; each edit under it binds it again, in its own commit.
      (error: unknown) => this.#parts.log.warn({ err: error }, "a client id could not be bound yet"),
    );
  }

  #receiveMessage(channel: Channel, payload: string, bytes: Uint8Array) {
    if (channel.state.kind !== "open") return;
    if (channel.kind !== "code") return channel.refuse("unknown");
    const read = readMessage(payload);
    if (!read.ok) return channel.refuse(read.unknown ? "unknown" : "malformed", read.requestId);
    if (keepsItsPlace(read.message)) channel.afterEdits(() => this.#handOn(bytes));
    else channel.state.room.receive(channel, read.message);
  }
}

/** In frames of the socket's budget. */
function costOf(frame: Frame, bytes: Uint8Array): number {
  if (frame.kind === "step1") return COST_OF_STATE;
  return frame.kind === "awareness" ? Math.max(1, bytes.length / AWARENESS_PER_FRAME) : 1;
}
