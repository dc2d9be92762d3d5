/** Who comes in and goes out: tickets and membership at the door, the greeting, and what changes for those inside. */
import type { Connection, onAuthenticatePayload } from "@hocuspocus/server";
import type { Logger } from "pino";
import { can } from "#protocol/access";
import type { RoomChange } from "#protocol/hub";
import type { DocumentId, PersonId, RoomId } from "#protocol/ids";
import { MAX_CONNECTIONS_PER_PERSON } from "#protocol/limits";
import { clientMessageSchema, PROTOCOL_VERSION } from "#protocol/messages";
import { CLOSE } from "#protocol/refusals";
import { readTicket } from "#protocol/ticket";
import type { Channel } from "./channel.ts";
import { Denied, type Documents, type DocumentsEvents, type SocketContext } from "./documents.ts";
import type { Client } from "./gateway.ts";
import { GHOST } from "./limits.ts";
import type { Rooms } from "./rooms.ts";
import type { Socket } from "./socket.ts";
import type { Storage } from "./storage/storage.ts";
import type { UpdateLog } from "./update-log.ts";

export interface AdmissionParts {
  storage: Storage;
  rooms: Rooms;
  clients: Map<Socket, Client>;
  updateLog: UpdateLog;
  log: Logger;
  secret: string;
}

export class Admission implements DocumentsEvents {
  /** Set once, before the first upgrade: each needs the other. */
  documents!: Documents;
  readonly #parts: AdmissionParts;
  /** By channel, whether calls are on in its room, read with its membership. */
  readonly #calls = new WeakMap<Channel, boolean>();
  /** By channel, who its ticket names: known before the membership is read, so that a removal meanwhile is seen. */
  readonly #claimed = new WeakMap<Channel, { person: PersonId; change?: RoomChange }>();

  constructor(parts: AdmissionParts) {
    this.#parts = parts;
  }

  async onAuthenticate(payload: onAuthenticatePayload<SocketContext>): Promise<void> {
    const { socket } = payload.context;
    const client = this.#parts.clients.get(socket);
    const channel = client?.channels.get(payload.documentName);
    if (!client || !channel) throw new Denied("no-document");
    try {
      await this.#authenticate(channel, payload.token);
    } catch (error) {
      client.drop(channel);
      if (error instanceof Denied) throw error;
      this.#parts.log.error({ err: error, document: channel.document }, "a membership could not be read");
      socket.close(CLOSE.fault, "unavailable");
      throw new Denied("unavailable");
    }
    client.authenticated = true;
    payload.connectionConfig.readOnly = !channel.canWrite;
  }

  async #authenticate(channel: Channel, token: string): Promise<void> {
    const claims = readTicket(this.#parts.secret, token);
    if (claims === null || claims.room !== channel.room) throw new Denied("ticket");
    const claimed: { person: PersonId; change?: RoomChange } = { person: claims.person };
    this.#claimed.set(channel, claimed);
    const { storage } = this.#parts;
    const [member, room] = await Promise.all([storage.member(channel.room, claims.person), storage.room(channel.room)]);
    if (room === null || member === null || member.removed || channel.revoked) throw new Denied("not-a-member");
    this.#makeWay(channel, claims.person);
    const role = claimed.change?.kind === "role" ? claimed.change.role : member.role;
    channel.member = { ...member, role };
    this.#calls.set(channel, room.calls);
    storage.touch(channel.room, claims.person).catch((error: unknown) => {
      this.#parts.log.debug({ err: error }, "a visit could not be noted");
    });
  }

  /** A person has so many connections to a room; one that fell silent goes first, else the newcomer. */
  #makeWay(channel: Channel, person: PersonId): void {
    const sockets = new Set<Socket>();
    for (const other of this.#of(channel.room, person)) sockets.add(other.socket);
    sockets.delete(channel.socket);
    if (sockets.size < MAX_CONNECTIONS_PER_PERSON) return;
    const [silent] = [...sockets].sort((a, b) => b.silentFor - a.silentFor);
    const gone = silent && silent.silentFor > GHOST ? silent : channel.socket;
    gone.close(CLOSE.tooMany, "too many connections");
    if (gone === channel.socket) throw new Denied("too-many");
  }

  onConnected(socket: Socket, document: DocumentId, connection: Connection) {
    const client = this.#parts.clients.get(socket);
    const channel = client?.channels.get(document);
    const live = this.documents.get(document);
    if (!client || channel?.state.kind !== "opening") return;
    if (channel.revoked) return socket.close(CLOSE.removed, "removed");
    if (!live || !this.documents.isCurrent(connection) || live.doc !== connection.document) {
      return socket.close(CLOSE.fault, "not the live document");
    }
    // The gateway decides by the role of the moment; Hocuspocus' own check would acknowledge wrongly.
    connection.readOnly = false;
    const { held } = channel.state;
    const room = this.#parts.rooms.join(channel, this.#calls.get(channel) ?? true);
    channel.state = { kind: "open", connection, live, room };
    this.documents.tune(live);
    channel.send({ type: "hello", version: PROTOCOL_VERSION, connection: socket.id });
    if (!this.#parts.updateLog.available) channel.send({ type: "storage", ok: false });
    live.presence.join(channel);
    if (channel.kind === "code") {
      void room.runs.greet(channel, () => [...room.pageRuns.going(), ...room.previews.going()]);
      void room.chat.page(channel);
      void room.tests.greet(channel);
    }
    client.release(channel, held);
  }

  onStateless(socket: Socket, document: DocumentId, payload: string) {
    const channel = this.#parts.clients.get(socket)?.channels.get(document);
    if (channel?.state.kind !== "open") return;
    try {
      const { room, live } = channel.state;
      // A run of files that are not durable would be a run of something that a crash takes back.
      const message = clientMessageSchema.parse(JSON.parse(payload));
      if (message.type === "run.start" && !this.#parts.updateLog.available) {
        return channel.refuse("unavailable", message.requestId);
      }
      room.receive(channel, message);
      this.documents.tune(live);
    } catch (error) {
      this.#parts.log.error({ err: error, document }, "a message could not be dealt with");
      socket.close(CLOSE.fault, "fault");
    }
  }

  onDisconnected(socket: Socket, document: DocumentId): void {
    const client = this.#parts.clients.get(socket);
    const channel = client?.channels.get(document);
    if (!client || !channel) return;
    // Hocuspocus gave up on the document's connection by itself: the client must not believe that it is still there.
    if (channel.state.kind === "open" && !socket.closing) socket.close(CLOSE.fault, "fault");
    this.#leaveChannel(channel);
    client.drop(channel);
  }

  onLoadFailed(document: DocumentId, gone: boolean): void {
    for (const client of this.#parts.clients.values()) {
      const channel = client.channels.get(document);
      if (channel?.state.kind !== "opening" || channel.member === null) continue;
      client.drop(channel);
      if (!gone) client.socket.close(CLOSE.fault, "unavailable");
    }
  }

  onBroken(document: DocumentId): void {
    for (const client of this.#parts.clients.values()) {
      if (client.channels.has(document)) client.socket.close(CLOSE.fault, "fault");
    }
  }

  /** The socket is gone, and all its channels with it. */
  leave(client: Client): void {
    for (const channel of client.channels.values()) {
      this.#leaveChannel(channel);
      channel.dispose();
    }
  }

  #leaveChannel(channel: Channel): void {
    this.#parts.rooms.leave(channel);
    if (channel.state.kind !== "open") return;
    channel.state.live.presence.leave(channel);
    this.documents.tune(channel.state.live);
  }

  tellStorage(ok: boolean): void {
    for (const client of this.#parts.clients.values()) {
      for (const channel of client.channels.values()) {
        if (channel.state.kind === "open") channel.send({ type: "storage", ok });
      }
    }
  }

  /** What changed for one person, within this turn of the event loop. */
  change(room: RoomId, change: RoomChange & { person: PersonId }): void {
    for (const channel of this.#of(room, change.person)) {
      if (change.kind === "removed") {
        channel.revoked = true;
        channel.socket.close(CLOSE.removed, "removed");
      } else if (change.kind === "role") {
        const claimed = this.#claimed.get(channel);
        if (claimed) claimed.change = change;
        if (channel.member === null) continue;
        const wrote = can(channel.member.role, "document.write");
        channel.member = { ...channel.member, role: change.role };
        if (channel.state.kind !== "open") continue;
        channel.send({ type: "role.changed", role: change.role });
        channel.state.live.presence.restamp(channel);
        if (channel.kind === "code") void channel.state.room.tests.greet(channel);
        if (!channel.may("run.start")) {
          channel.state.room.pageRuns.silenced(channel);
          channel.state.room.previews.close(channel);
        }
        if (wrote && !channel.canWrite)
          this.#parts.log.info({ document: channel.document }, "a person may no longer write");
      }
    }
  }

  /** Every channel of a person in a room, those that are only being opened included. */
  *#of(room: RoomId, person: PersonId): Generator<Channel> {
    for (const client of [...this.#parts.clients.values()]) {
      for (const channel of [...client.channels.values()]) {
        if (channel.room === room && this.#claimed.get(channel)?.person === person) yield channel;
      }
    }
  }
}
