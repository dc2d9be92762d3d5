/**
 * The room's messages as this page has them: the stored ones, and those on their way. Knows the protocol; knows
 * nothing of React or Markdown.
 */
import { type MessageId, makeId, type PersonId, type RoomId } from "#protocol/ids";
import type { ChatMessage, ServerMessage } from "#protocol/messages";
import type { RoomClient } from "#web/features/room/contract";
import { readKept, writeKept } from "./chat-kept.ts";

export interface Pending {
  requestId: string;
  text: string;
  /** Milliseconds since the epoch. */
  at: number;
  state: { kind: "sending" } | { kind: "waiting" } | { kind: "refused"; message: string };
}

export interface ChatView {
  /** Oldest first. */
  messages: readonly ChatMessage[];
  pending: readonly Pending[];
  /** The server has older ones. */
  more: boolean;
  /** The stored messages have arrived once. */
  loaded: boolean;
  loadingEarlier: boolean;
  /** Messages of others that were not seen yet, and the first of them; the mark stays while they are being read. */
  unread: number;
  firstUnread: MessageId | null;
}

/** Milliseconds by which the server's clock may differ when a lost acknowledgement is looked for in the history. */
const CLOCK_SLACK = 120_000;

export class ChatLog {
  #room: RoomId;
  #client: RoomClient | null = null;
  #self: PersonId | null = null;
  #online = false;
  #stop: (() => void) | null = null;
  #kept: ReturnType<typeof readKept>;
  /** True from a connection's history on: only then is it known what had arrived before. */
  #current = false;
  #seeing = false;
  #listeners = new Set<() => void>();
  #arrivals = new Set<(message: ChatMessage) => void>();
  #view: ChatView;

  constructor(room: RoomId) {
    this.#room = room;
    this.#kept = readKept(room);
    this.#view = {
      messages: [],
      pending: this.#kept.unsent.map((unsent) => ({ ...unsent, state: { kind: "waiting" } as const })),
      more: false,
      loaded: false,
      loadingEarlier: false,
      unread: 0,
      firstUnread: null,
    };
  }

  get = (): ChatView => this.#view;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Each new message of somebody else, once; never those of the history. */
  onArrival(listener: (message: ChatMessage) => void): () => void {
    this.#arrivals.add(listener);
    return () => this.#arrivals.delete(listener);
  }

  get draft(): string {
    return this.#kept.draft;
  }

  keepDraft(draft: string): void {
    this.#kept = { ...this.#kept, draft };
    writeKept(this.#room, this.#kept);
  }

  setClient(client: RoomClient, self: PersonId, online: boolean): void {
    this.#self = self;
    if (client !== this.#client) {
      this.#stop?.();
      this.#client = client;
      this.#current = false;
      this.#stop = client.onMessage((message) => this.take(message));
    }
    if (this.#online && !online) this.#lost();
    this.#online = online;
    if (online) this.#flush();
  }

  dispose(): void {
    this.#stop?.();
    this.#stop = null;
    this.#client = null;
  }

  /** Keeps the text until the server has stored it. */
  send(text: string): void {
    const trimmed = text.trim();
    if (trimmed === "") return;
    const pending: Pending = { requestId: makeId(12), text: trimmed, at: Date.now(), state: { kind: "waiting" } };
    this.#set({ pending: [...this.#view.pending, pending] });
    this.#deliver(pending);
  }

  retry(requestId: string): void {
    const pending = this.#view.pending.find((one) => one.requestId === requestId);
    if (pending) this.#deliver({ ...pending, at: Date.now() });
  }

  discard(requestId: string): void {
    this.#set({ pending: this.#view.pending.filter((one) => one.requestId !== requestId) });
  }

  loadEarlier(): void {
    const oldest = this.#view.messages[0];
    if (!oldest || !this.#view.more || this.#view.loadingEarlier) return;
    if (this.#client?.send({ type: "chat.earlier", before: oldest.id })) this.#set({ loadingEarlier: true });
  }

  /** Whether the newest messages are before the person's eyes. */
  setSeeing(seeing: boolean): void {
    if (seeing === this.#seeing) return;
    this.#seeing = seeing;
    // The "New" line stays while its messages are read, and is gone at the next look.
    if (seeing) this.#markRead();
    else if (this.#view.unread === 0 && this.#view.firstUnread) this.#set({ firstUnread: null });
  }

  take(message: ServerMessage): void {
    switch (message.type) {
      case "chat.message":
        this.#takeMessage(message);
        break;
      case "chat.history":
        this.#takeHistory(message.messages, message.more);
        break;
      case "refused":
        if (message.requestId) this.#refuse(message.requestId, message.message);
        else if (this.#view.loadingEarlier) this.#set({ loadingEarlier: false });
        break;
    }
  }

  #takeMessage(message: Extract<ServerMessage, { type: "chat.message" }>): void {
    const { id, by, text, at, requestId } = message;
    const own = by.id === this.#self;
    const pending = own ? this.#view.pending.filter((one) => one.requestId !== requestId) : this.#view.pending;
    if (this.#view.messages.some((one) => one.id === id)) {
      this.#set({ pending });
      return;
    }
    const stored: ChatMessage = { id, by, text, at };
    const messages = [...this.#view.messages, stored].sort((a, b) => a.at - b.at);
    if (own) this.#set({ messages, pending });
    else {
      const { unread, firstUnread } = this.#view;
      this.#set(
        this.#seeing
          ? { messages, pending }
          : { messages, pending, unread: unread + 1, firstUnread: unread === 0 ? id : firstUnread },
      );
      for (const listener of this.#arrivals) listener(stored);
    }
    if (this.#seeing) this.#markRead();
  }

  #takeHistory(batch: ChatMessage[], more: boolean): void {
    const { messages, loaded, loadingEarlier } = this.#view;
    const known = new Set(messages.map(({ id }) => id));
    const oldest = messages[0];
    const newest = batch.at(-1);
    if (loadingEarlier && (!newest || (oldest && newest.at <= oldest.at && !known.has(newest.id)))) {
      this.#set({ messages: merge(messages, batch), more, loadingEarlier: false });
      return;
    }
    // A connection's first history. If it does not reach back to what is here, there is a gap between the two.
    const gap = more && messages.length > 0 && !batch.some(({ id }) => known.has(id));
    const next = gap ? batch : merge(messages, batch);
    const reachesFurther = batch.length > 0 && next[0]?.id === batch[0]?.id;
    this.#set({
      messages: next,
      more: reachesFurther || !loaded ? more : this.#view.more,
      loaded: true,
      loadingEarlier: false,
      // Whatever was on its way by the earlier connection is either in this history or lost.
      pending: waiting(this.#view.pending.filter((pending) => !this.#arrived(pending, batch, known))),
    });
    this.#countUnread();
    this.#current = true;
    this.#flush();
  }

  /** A message whose acknowledgement was lost with the connection stands in the history. */
  #arrived(pending: Pending, batch: ChatMessage[], known: ReadonlySet<MessageId>): boolean {
    if (pending.state.kind === "refused") return false;
    return batch.some(
      ({ id, by, text, at }) =>
        !known.has(id) && by.id === this.#self && text === pending.text && at > pending.at - CLOCK_SLACK,
    );
  }

  #countUnread(): void {
    const { readAt } = this.#kept;
    if (this.#seeing || readAt === null) {
      this.#markRead();
      return;
    }
    const unread = this.#view.messages.filter(({ at, by }) => at > readAt && by.id !== this.#self);
    this.#set({ unread: unread.length, firstUnread: unread[0]?.id ?? null });
  }

  #markRead(): void {
    const newest = this.#view.messages.at(-1);
    if (newest && newest.at !== this.#kept.readAt) {
      this.#kept = { ...this.#kept, readAt: newest.at };
      writeKept(this.#room, this.#kept);
    }
    if (this.#view.unread > 0) this.#set({ unread: 0 });
  }

  #refuse(requestId: string, message: string): void {
    this.#setState(requestId, { kind: "refused", message });
  }

  /** The connection is gone: what was on its way may or may not have arrived. The next history tells. */
  #lost(): void {
    this.#current = false;
    this.#set({ loadingEarlier: false, pending: waiting(this.#view.pending) });
  }

  #flush(): void {
    if (!this.#current || !this.#online) return;
    for (const pending of this.#view.pending) if (pending.state.kind === "waiting") this.#deliver(pending);
  }

  #deliver(pending: Pending): void {
    const { requestId, text } = pending;
    const sent = this.#current && this.#client?.send({ type: "chat.send", requestId, text });
    this.#setState(requestId, sent ? { kind: "sending" } : { kind: "waiting" });
  }

  #setState(requestId: string, state: Pending["state"]): void {
    if (!this.#view.pending.some((one) => one.requestId === requestId)) return;
    this.#set({
      pending: this.#view.pending.map((one) => (one.requestId === requestId ? { ...one, state } : one)),
    });
  }

  #set(change: Partial<ChatView>): void {
    this.#view = { ...this.#view, ...change };
    if (change.pending) {
      const unsent = change.pending.map(({ requestId, text, at }) => ({ requestId, text, at }));
      this.#kept = { ...this.#kept, unsent };
      writeKept(this.#room, this.#kept);
    }
    for (const listener of this.#listeners) listener();
  }
}

function waiting(pending: readonly Pending[]): Pending[] {
  return pending.map((one) => (one.state.kind === "sending" ? { ...one, state: { kind: "waiting" } } : one));
}

function merge(a: readonly ChatMessage[], b: readonly ChatMessage[]): ChatMessage[] {
  const all = new Map(a.map((message) => [message.id, message]));
  for (const message of b) all.set(message.id, message);
  return [...all.values()].sort((one, other) => one.at - other.at);
}

const logs = new Map<RoomId, ChatLog>();

/** One a room and page: it goes on counting whatever panel is shown. */
export function chatLog(room: RoomId): ChatLog {
  let log = logs.get(room);
  if (!log) {
    log = new ChatLog(room);
    logs.set(room, log);
  }
  return log;
}
