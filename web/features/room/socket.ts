/** The stock provider with two habits taken out of it that make an offline page lose or mislay edits. */
import { HocuspocusProvider, HocuspocusProviderWebsocket, MessageType } from "@hocuspocus/provider";
import * as decoding from "lib0/decoding";

/** Milliseconds until the first attempt after a loss: quick, but not thirty pages in the same instant. */
const FIRST_DELAY = { least: 150, spread: 450 };
/** Milliseconds between attempts at most: a class that waits for a restarted server should not wait much longer. */
const MAX_DELAY = 8_000;
/** Milliseconds of silence after which the socket is taken for dead. The server is heard from every 15 s at least. */
const SILENCE = 30_000;
/** Milliseconds of silence after which a page that wakes up does not wait for the check above. */
const SILENCE_ON_WAKE = 17_000;

/** WebSocket's own code for an end without a goodbye. */
const DROPPED = 1006;

/** A socket without an offline queue: what was typed offline is in the Y.Doc, and sync step 2 carries it, once. */
export class RoomSocket extends HocuspocusProviderWebsocket {
  #failures = 0;

  constructor(url: string) {
    super({
      url,
      autoConnect: false,
      delay: firstDelay(),
      minDelay: FIRST_DELAY.least,
      factor: 1.7,
      maxDelay: MAX_DELAY,
      jitter: true,
      messageReconnectTimeout: SILENCE,
    });
  }

  override send(message: Parameters<HocuspocusProviderWebsocket["send"]>[0]): void {
    if (this.webSocket?.readyState === WebSocket.OPEN) super.send(message);
  }

  /** A document is in sync: the next loss is met with a quick attempt again. */
  succeeded(): void {
    this.#failures = 0;
    // Not through setConfiguration, which would also give up connecting: autoConnect is false.
    this.configuration.delay = firstDelay();
  }

  /** Connected, then refused or cut before it was in sync: wait longer each time. */
  failed(): void {
    this.#failures++;
    this.configuration.delay = Math.min(MAX_DELAY, Math.round(firstDelay() * 1.7 ** this.#failures));
  }

  /** The machine woke up, or a network came: try now, and do not trust a socket that has been silent. */
  wake(): void {
    if (!this.shouldConnect) return;
    if (this.status === "disconnected") void this.connect();
    else if (this.lastMessageReceived > 0 && Date.now() - this.lastMessageReceived > SILENCE_ON_WAKE) this.drop();
  }

  /** Ends this socket without waiting for the far end's farewell, and connects anew. */
  drop(): void {
    this.emit("close", { event: { code: DROPPED, reason: "silent" } });
  }
}

/** Whole milliseconds: the socket refuses fractions without a word. */
function firstDelay(): number {
  return FIRST_DELAY.least + Math.round(Math.random() * FIRST_DELAY.spread);
}

/**
 * A provider that sends no update before it has answered the server's sync step 1: until then, an update could refer
 * to edits that the server has not got, and the answer carries them all.
 */
export class DocumentProvider extends HocuspocusProvider {
  #answered = false;

  override documentUpdateHandler(update: Uint8Array, origin: unknown): void {
    if (this.#answered) super.documentUpdateHandler(update, origin);
  }

  override onMessage(event: MessageEvent): void {
    super.onMessage(event);
    if (isSyncStep1(new Uint8Array(event.data as ArrayBuffer))) this.#answered = true;
  }

  override onClose(): void {
    this.#answered = false;
    super.onClose();
  }
}

function isSyncStep1(frame: Uint8Array): boolean {
  const decoder = decoding.createDecoder(frame);
  decoding.readVarString(decoder);
  return decoding.readVarUint(decoder) === MessageType.Sync && decoding.readVarUint(decoder) === 0;
}
