/** A person in a room as any outside program could be: the stock provider on the documented messages. */
import { HocuspocusProvider, HocuspocusProviderWebsocket } from "@hocuspocus/provider";
import { WebSocket } from "ws";
import * as Y from "yjs";
import type { ClientMessage, ServerMessage } from "#protocol/messages";

export interface Address {
  url: string;
  /** Of the room's code document. */
  document: string;
  token(): Promise<string>;
}

export class RoomClient {
  readonly doc = new Y.Doc();
  readonly #socket: HocuspocusProviderWebsocket;
  readonly #provider: HocuspocusProvider;
  readonly #listeners = new Set<(message: ServerMessage) => void>();

  private constructor({ url, document, token }: Address) {
    this.#socket = new HocuspocusProviderWebsocket({ url, WebSocketPolyfill: WebSocket });
    this.#provider = new HocuspocusProvider({
      websocketProvider: this.#socket,
      name: document,
      document: this.doc,
      token,
      onStateless: ({ payload }) => {
        const message = JSON.parse(payload) as ServerMessage;
        for (const listener of this.#listeners) listener(message);
      },
    });
    this.#provider.attach();
  }

  /** Resolves when it has the room's state. */
  static async enter(address: Address): Promise<RoomClient> {
    const client = new RoomClient(address);
    await new Promise<void>((resolve) => {
      if (client.#provider.isSynced) resolve();
      else client.#provider.on("synced", () => resolve());
    });
    return client;
  }

  send(message: ClientMessage): void {
    this.#provider.sendStateless(JSON.stringify(message));
  }

  /** The next message that `wanted` takes. */
  next(wanted: (message: ServerMessage) => boolean): Promise<ServerMessage> {
    return new Promise((resolve) => {
      const listen = (message: ServerMessage) => {
        if (!wanted(message)) return;
        this.#listeners.delete(listen);
        resolve(message);
      };
      this.#listeners.add(listen);
    });
  }

  get main(): Y.Text {
    for (const file of this.doc.getMap<Y.Map<unknown>>("files").values())
      if (file.get("path") === "main.js") return file.get("text") as Y.Text;
    throw new Error("the room has no main.js");
  }

  /** Replaces the text of main.js; makes the file where a room begins empty. */
  write(text: string): void {
    const files = this.doc.getMap<Y.Map<unknown>>("files");
    if (files.size === 0) {
      const file = new Y.Map<unknown>([
        ["path", "main.js"],
        ["text", new Y.Text()],
      ]);
      files.set("main", file);
    }
    this.main.delete(0, this.main.length);
    this.main.insert(0, text);
  }

  close(): void {
    this.#provider.destroy();
    this.#socket.destroy();
  }
}
