/** The chat of one room: stored first, then shared; the author is whoever the connection belongs to. */
import type { Logger } from "pino";
import { makeMessageId, type RoomId } from "#protocol/ids";
import type { ChatMessage, ServerMessage } from "#protocol/messages";
import type { Channel } from "./channel.ts";
import { CHAT_PAGE } from "./limits.ts";
import type { Storage } from "./storage/storage.ts";

export interface RoomChatOptions {
  room: RoomId;
  storage: Storage;
  log: Logger;
  broadcast(message: ServerMessage): void;
}

export class RoomChat {
  readonly #options: RoomChatOptions;
  /** One after another: messages are stored and shown in the order in which they came. */
  #last: Promise<void> = Promise.resolve();

  constructor(options: RoomChatOptions) {
    this.#options = options;
  }

  send(channel: Channel, { requestId, text }: { requestId: string; text: string }) {
    if (!channel.rates.chat.take()) return channel.refuse("rate-limited", requestId);
    const message: ChatMessage = { id: makeMessageId(), by: channel.author(), text, at: Date.now() };
    this.#last = this.#last.then(async () => {
      try {
        await this.#options.storage.addMessage(this.#options.room, message);
        this.#options.broadcast({ type: "chat.message", requestId, ...message });
      } catch (error) {
        this.#options.log.warn({ err: error, room: this.#options.room }, "a chat message could not be stored");
        channel.refuse("unavailable", requestId);
      }
    });
  }

  /** A page of history: the newest, or those before a message. */
  async page(channel: Channel, before?: string): Promise<void> {
    if (before !== undefined && !channel.rates.history.take()) return channel.refuse("rate-limited");
    try {
      const page = await this.#options.storage.messages(this.#options.room, CHAT_PAGE, before);
      channel.send({ type: "chat.history", ...page });
    } catch (error) {
      this.#options.log.warn({ err: error, room: this.#options.room }, "the chat could not be read");
      if (before !== undefined) channel.refuse("unavailable");
    }
  }
}
