/** A room while someone is in it: its channels, and what they tell one another on the code document. */
import type { Logger } from "pino";
import type * as Y from "yjs";
import type { PersonId, RoomId, RunId } from "#protocol/ids";
import {
  type ClientMessage,
  clientMessageSchema,
  MESSAGE_RIGHTS,
  type RunRecord,
  type ServerMessage,
} from "#protocol/messages";
import { refusal } from "#protocol/refusals";
import { placeOf } from "#protocol/runs";
import type { Sandbox } from "#sandbox/client";
import type { Answers } from "./answers.ts";
import type { Channel } from "./channel.ts";
import { statelessFrame } from "./frames.ts";
import { PageRuns } from "./page-runs.ts";
import { Previews } from "./previews.ts";
import { RoomChat } from "./room-chat.ts";
import { RoomRuns } from "./room-runs.ts";
import { RoomTests } from "./room-tests.ts";
import type { Storage } from "./storage/storage.ts";

export interface RoomParts {
  storage: Storage;
  sandbox: Sandbox;
  log: Logger;
  /** For the runs of pages; `inputWait` is how long one waits for an answer, in milliseconds. */
  answers: Answers;
  inputWait?: number | undefined;
  onRunEnded(reason: string): void;
  onTestsEnded(): void;
}

/** A stateless payload as a message, or why it is none. */
export function readMessage(
  payload: string,
): { ok: true; message: ClientMessage } | { ok: false; requestId?: string; unknown: boolean } {
  let json: unknown;
  try {
    json = JSON.parse(payload);
  } catch {
    return { ok: false, unknown: false };
  }
  const read = clientMessageSchema.safeParse(json);
  if (read.success) return { ok: true, message: read.data };
  const given = (typeof json === "object" && json !== null ? json : {}) as { type?: unknown; requestId?: unknown };
  const known = clientMessageSchema.options.some((option) => option.shape.type.value === given.type);
  return {
    ok: false,
    unknown: !known && typeof given.type === "string",
    ...(typeof given.requestId === "string" ? { requestId: given.requestId.slice(0, 64) } : {}),
  };
}

/** Those that must wait for the edits before them. All others are dealt with when they arrive. */
export function keepsItsPlace(message: ClientMessage): boolean {
  return message.type === "run.start" || message.type === "tests.start";
}

export class LiveRoom {
  readonly id: RoomId;
  /** Whether calls are on. */
  calls: boolean;
  readonly runs: RoomRuns;
  /** The runs that people's own pages execute. */
  readonly pageRuns: PageRuns;
  readonly previews: Previews;
  readonly tests: RoomTests;
  readonly chat: RoomChat;
  readonly channels = new Set<Channel>();
  /** The run that began last. */
  #newest: RunId | null = null;

  constructor(
    id: RoomId,
    calls: boolean,
    { storage, sandbox, log, answers, inputWait, onRunEnded, onTestsEnded }: RoomParts,
  ) {
    this.id = id;
    this.calls = calls;
    const broadcast = (message: ServerMessage) => this.broadcast(message);
    this.runs = new RoomRuns({ room: id, storage, sandbox, log, broadcast, onEnded: onRunEnded });
    const keep = (record: RunRecord) => this.runs.keep(record);
    this.pageRuns = new PageRuns({ broadcast, keep, onEnded: onRunEnded, answers, wait: inputWait });
    this.previews = new Previews({ broadcast, keep, newest: () => this.#newest });
    this.tests = new RoomTests({
      ...{ room: id, storage, sandbox, log },
      tell: (message) => this.#tell(message),
      onEnded: onTestsEnded,
    });
    this.chat = new RoomChat({ room: id, storage, log, broadcast });
  }

  people(): Set<PersonId> {
    const people = new Set<PersonId>();
    for (const channel of this.channels) if (channel.member) people.add(channel.member.person);
    return people;
  }

  /** To everyone who has the code document open. */
  broadcast(message: ServerMessage): void {
    if (message.type === "run.started") this.#newest = message.runId;
    let frame: Uint8Array | undefined;
    for (const channel of this.channels) {
      if (channel.kind !== "code") continue;
      frame ??= statelessFrame(channel.document, JSON.stringify(message));
      channel.socket.send(frame);
    }
  }

  /** As `broadcast`, in the words for each role. */
  #tell(message: (details: boolean) => ServerMessage): void {
    const frames = new Map<boolean, Uint8Array>();
    for (const channel of this.channels) {
      if (channel.kind !== "code") continue;
      const details = channel.may("hidden.read");
      let frame = frames.get(details);
      frame ??= statelessFrame(channel.document, JSON.stringify(message(details)));
      frames.set(details, frame);
      channel.socket.send(frame);
    }
  }

  /** Deals with a message; those of `keepsItsPlace` must only be given here once the edits before it are applied. */
  receive(channel: Channel, message: ClientMessage) {
    if (channel.state.kind !== "open") return;
    if (!channel.may(MESSAGE_RIGHTS[message.type])) {
      return channel.refuse("forbidden", "requestId" in message ? message.requestId : undefined);
    }
    switch (message.type) {
      case "run.start":
        return this.#start(channel, channel.state.live.doc, message);
      case "run.stop":
        return this.#stop(channel, message.runId);
      case "run.input":
        if (this.pageRuns.has(message.runId)) return this.pageRuns.input(channel, message.runId, message.text);
        return this.runs.input(channel, message.runId, message.text);
      case "run.print":
        return this.pageRuns.print(channel, message);
      case "run.ask":
        return this.pageRuns.ask(channel, message.runId, message.text);
      case "run.end":
        return this.pageRuns.end(channel, message);
      case "preview.open":
        return this.previews.open(channel, message);
      case "preview.print":
        return this.previews.print(channel, message);
      case "preview.clear":
        return this.previews.clear(channel, message.turn);
      case "preview.end":
        return this.previews.close(channel);
      case "tests.start":
        return this.tests.start(channel, channel.state.live.doc, message);
      case "tests.stop":
        return this.tests.stop();
      case "run.line":
        return this.runs.line(channel, message);
      case "signal":
        return this.#signal(channel, message.to, message.data);
      case "chat.send":
        return this.chat.send(channel, message);
      case "chat.earlier":
        void this.chat.page(channel, message.before);
        return;
      default:
        message satisfies never;
    }
  }

  /** A person has one run, in the sandbox or in a page. */
  #stop(channel: Channel, runId: string) {
    const { name } = channel.author();
    if (!this.pageRuns.stop(runId, name)) this.runs.stop(runId, name);
  }

  #start(channel: Channel, doc: Y.Doc, message: { requestId: string; entry: string; seed?: number | undefined }) {
    const person = channel.author().id;
    if (placeOf(message.entry) !== "browser") {
      if (this.pageRuns.isBusy(person)) return channel.refuse("busy", message.requestId);
      return this.runs.start(channel, doc, message);
    }
    if (this.runs.isBusy(person)) return channel.refuse("busy", message.requestId);
    return this.pageRuns.start(channel, doc, message);
  }

  /** To exactly one connection of this room, stamped with the sender's. */
  #signal(channel: Channel, to: string, data: unknown) {
    if (!this.calls) return channel.refuse("calls-off");
    if (!channel.rates.signal.take()) return channel.refuse("rate-limited");
    for (const other of this.channels) {
      if (other.kind !== "code" || other.socket.id !== to || !other.may(MESSAGE_RIGHTS.signal)) continue;
      return other.send({ type: "signal", from: channel.socket.id, data });
    }
    channel.refuse(refusal("peer-gone"));
  }
}
