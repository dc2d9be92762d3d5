/** One document on one socket: who is behind it, and where it stands between asking and leaving. */
import type { Connection } from "@hocuspocus/server";
import { type Action, can } from "#protocol/access";
import { type AwarenessField, type AwarenessUser, PEOPLE_COLORS } from "#protocol/awareness";
import type { DocumentKind } from "#protocol/documents";
import type { DocumentId, RoomId } from "#protocol/ids";
import type { Author, ServerMessage } from "#protocol/messages";
import { type Refusal, type RefusalCode, refusal } from "#protocol/refusals";
import { savedMessage } from "./durable-state.ts";
import { statelessFrame, syncStatusFrame } from "./frames.ts";
import {
  CHAT_RATE,
  HISTORY_RATE,
  MAX_CLIENT_IDS,
  PREVIEW_RATE,
  PRINT_RATE,
  RUN_RATE,
  SAVED_INTERVAL,
  SIGNAL_RATE,
} from "./limits.ts";
import type { LiveDocument } from "./live-document.ts";
import type { PresenceConnection } from "./presence.ts";
import { Rate } from "./rate.ts";
import type { LiveRoom } from "./room.ts";
import type { Socket } from "./socket.ts";
import type { StoredMember } from "./storage/storage.ts";

export type ChannelState =
  /** The ticket is being looked at, the document loaded. What arrives meanwhile is held, in order. */
  | { kind: "opening"; held: Uint8Array[] }
  | { kind: "open"; connection: Connection; live: LiveDocument; room: LiveRoom }
  /** The provider said goodbye; a successor's frames wait until Hocuspocus has let go. */
  | { kind: "leaving"; held: Uint8Array[] };

export class Channel implements PresenceConnection {
  readonly socket: Socket;
  readonly document: DocumentId;
  readonly room: RoomId;
  readonly kind: DocumentKind;
  state: ChannelState = { kind: "opening", held: [] };
  /** Known once the ticket was read; kept current by the hub. */
  member: StoredMember | null = null;
  /** Removed from the room while the channel was being opened. */
  revoked = false;
  /** Client ids that it may still claim. */
  idsLeft = MAX_CLIENT_IDS;
  readonly rates = {
    chat: new Rate(CHAT_RATE),
    run: new Rate(RUN_RATE),
    print: new Rate(PRINT_RATE),
    preview: new Rate(PREVIEW_RATE),
    signal: new Rate(SIGNAL_RATE),
    history: new Rate(HISTORY_RATE),
  };
  /** Acknowledges one edit. */
  readonly takenFrame: Uint8Array;
  #toldDeletes = 0;
  #savedAt = Number.NEGATIVE_INFINITY;
  #savedTimer: NodeJS.Timeout | undefined;
  /** The newest edit that is not durable yet. Those of a document become so in their order. */
  #settling: Promise<void> | null = null;

  constructor(socket: Socket, document: DocumentId, room: RoomId, kind: DocumentKind) {
    this.socket = socket;
    this.document = document;
    this.room = room;
    this.kind = kind;
    this.takenFrame = syncStatusFrame(document, true);
  }

  get order(): number {
    return this.socket.order;
  }

  /** By the role of the moment. Nothing, until the ticket was read. */
  may(action: Action): boolean {
    return this.member !== null && can(this.member.role, action);
  }

  get canWrite(): boolean {
    return this.may("document.write");
  }

  author(): Author {
    const { person, name, color } = this.#known();
    return { id: person, name, color: colorOf(color) };
  }

  user(): AwarenessUser {
    const { person, name, color, role } = this.#known();
    const shade = colorOf(color);
    return { id: person, name, color: shade, colorLight: `${shade}33`, role, connection: this.socket.id };
  }

  shows(field: AwarenessField): boolean {
    if (!this.may("presence.show")) return false;
    if (field !== "call") return true;
    return this.may("call.join") && this.state.kind === "open" && this.state.room.calls;
  }

  sendFrame(frame: Uint8Array): void {
    this.socket.send(frame);
  }

  send(message: ServerMessage): void {
    this.socket.send(statelessFrame(this.document, JSON.stringify(message)));
  }

  refuse(why: Refusal | RefusalCode, requestId?: string): void {
    const { code, message } = typeof why === "string" ? refusal(why) : why;
    this.send({ type: "refused", ...(requestId === undefined ? {} : { requestId }), code, message });
  }

  /** An edit is under way, and was dealt with whatever became of it when the promise resolves. */
  settling(edit: Promise<void>): void {
    const settling = edit.then(() => {
      if (this.#settling === settling) this.#settling = null;
    });
    this.#settling = settling;
  }

  /** At once, or behind the edits that are under way. */
  afterEdits(act: () => void): void {
    if (this.#settling === null) act();
    else void this.#settling.then(act);
  }

  /** Names the durable state, at once or soon: at most one message each interval. */
  sayWhatIsSaved(): void {
    if (this.#savedTimer !== undefined) return;
    const left = this.#savedAt + SAVED_INTERVAL - performance.now();
    if (left <= 0) this.#saySaved(false);
    else {
      this.#savedTimer = setTimeout(() => {
        this.#savedTimer = undefined;
        this.#saySaved(false);
      }, left);
    }
  }

  /** The same at once and in full: after a sync. */
  sayAllThatIsSaved(): void {
    clearTimeout(this.#savedTimer);
    this.#savedTimer = undefined;
    this.#saySaved(true);
  }

  dispose(): void {
    clearTimeout(this.#savedTimer);
  }

  #saySaved(complete: boolean): void {
    if (this.state.kind !== "open") return;
    this.#savedAt = performance.now();
    const { doc, deletes } = this.state.live;
    const since = complete ? null : deletes.since(this.#toldDeletes);
    this.#toldDeletes = deletes.next;
    this.send(savedMessage(doc, since));
  }

  #known(): StoredMember {
    if (this.member === null) throw new Error("A channel was used before its ticket was read.");
    return this.member;
  }
}

function colorOf(index: number): string {
  return PEOPLE_COLORS[((index % PEOPLE_COLORS.length) + PEOPLE_COLORS.length) % PEOPLE_COLORS.length] as string;
}
