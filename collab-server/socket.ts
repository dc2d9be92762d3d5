/** One WebSocket of a client: writes in batches, gives up on readers that do not drain, and knows its own health. */
import type { IncomingMessage } from "node:http";
import type { Socket as NetSocket } from "node:net";
import type { WebSocketLike } from "@hocuspocus/server";
import type { WebSocket } from "ws";
import type { ConnectionId } from "#protocol/ids";
import { makeConnectionId } from "#protocol/ids";
import { CLOSE } from "#protocol/refusals";
import { PING } from "./frames.ts";
import { CLOSE_PATIENCE, FRAMES_PER_SECOND, MAX_UNSENT, SILENCE, SLOWEST_LINE, UNDRAINED } from "./limits.ts";
import { forgetMessage, webSocketMessage } from "./websocket-message.ts";

let made = 0;

/** Those that have written something in this turn. */
let corked: Socket[] = [];

function uncorkAll(): void {
  const sockets = corked;
  corked = [];
  for (const socket of sockets) socket.uncork();
  forgetMessage();
}

export class Socket implements WebSocketLike {
  readonly id: ConnectionId = makeConnectionId();
  /** Rises with every socket: of two, the newer has the greater. */
  readonly order = ++made;
  readonly openedAt = performance.now();
  readonly #ws: WebSocket;
  readonly #net: NetSocket;
  readonly #maxUnsent: number;
  #corked = false;
  #heardAt = performance.now();
  #sentAt = performance.now();
  /** Bytes that were sent, and those of them that a pong has answered for: on a slow line an answer waits behind them. */
  #sent = 0;
  #arrived = 0;
  /** When something of what waits was last seen to leave, and what waited and what was on its way then. */
  #drainedAt = performance.now();
  #waiting = 0;
  #onItsWay = 0;
  #closing = false;
  readonly #onClosing: () => void;
  #budget = FRAMES_PER_SECOND;
  #budgetTimer: NodeJS.Timeout | undefined;
  /** Reasons for which nothing is read from it just now. */
  readonly #pauses = new Set<string>();

  /** `onClosing`: the server has given the socket up, though the other side may not know for a while. */
  constructor(ws: WebSocket, request: IncomingMessage, onClosing: () => void, maxUnsent = MAX_UNSENT) {
    this.#onClosing = onClosing;
    this.#ws = ws;
    this.#net = request.socket;
    this.#maxUnsent = maxUnsent;
    ws.on("pong", (sent: Buffer) => {
      this.heard();
      const arrived = Number(sent.toString());
      if (arrived > this.#arrived) this.#arrived = Math.min(arrived, this.#sent);
    });
  }

  get readyState(): number {
    return this.#closing ? Math.max(this.#ws.readyState, 2) : this.#ws.readyState;
  }

  get closing(): boolean {
    return this.#closing || this.#ws.readyState > 1;
  }

  get silentFor(): number {
    return performance.now() - this.#heardAt;
  }

  heard(): void {
    this.#heardAt = performance.now();
  }

  /** Bytes in this process that wait for the reader. */
  get unsent(): number {
    return this.#ws.bufferedAmount;
  }

  /** Writes of one turn of the event loop leave together. Hocuspocus, too, sends bytes only. */
  send(bytes: string | ArrayBufferLike | Blob | ArrayBufferView): void {
    if (this.closing) return;
    if (!this.#corked) {
      this.#corked = true;
      this.#net.cork();
      if (corked.push(this) === 1) setImmediate(uncorkAll);
    }
    this.#sentAt = performance.now();
    this.#sent += (bytes as Uint8Array).byteLength;
    this.#net.write(webSocketMessage(bytes as Uint8Array));
    if (this.#ws.bufferedAmount > this.#maxUnsent) this.close(CLOSE.tooSlow, "too slow");
  }

  uncork(): void {
    this.#corked = false;
    this.#net.uncork();
  }

  /** Says goodbye, and ends the socket shortly after whether or not it was heard. */
  close(code?: number, reason?: string): void {
    if (this.#closing) return;
    this.#closing = true;
    this.#ws.close(code, reason);
    // A paused socket would never read the other side's goodbye.
    this.#ws.resume();
    setTimeout(() => this.#ws.terminate(), CLOSE_PATIENCE).unref();
    this.#onClosing();
  }

  /** Nothing is read while there is any reason not to. */
  pause(reason: string): void {
    this.#pauses.add(reason);
    if (!this.#closing) this.#ws.pause();
  }

  resume(reason: string): void {
    if (!this.#pauses.delete(reason) || this.#pauses.size > 0) return;
    this.heard();
    this.#ws.resume();
  }

  /** Takes from the budget of a second; beyond it, what comes waits in the network until the second is over. */
  spend(cost: number): void {
    this.#budget -= cost;
    this.#budgetTimer ??= setTimeout(() => {
      this.#budgetTimer = undefined;
      this.#budget = FRAMES_PER_SECOND;
      this.resume("rate");
    }, 1000);
    if (this.#budget < 0) this.pause("rate");
  }

  /** A sign of life each way, or the end. */
  beat(interval: number): void {
    if (this.closing) {
      // Its goodbye has come and ours cannot leave: what waits for it is let go of, as after a goodbye of our own.
      this.close();
      return;
    }
    if (!this.#drains(interval)) {
      this.close(CLOSE.tooSlow, "too slow");
      return;
    }
    if (this.#pauses.size > 0) {
      // Its answers are not read: nothing can be said of its health. It hears that the server lives, and stays.
      if (performance.now() - this.#sentAt >= interval) this.send(PING);
      return;
    }
    if (this.silentFor > SILENCE * interval + (this.#sent - this.#arrived) / SLOWEST_LINE) {
      this.#ws.terminate();
      return;
    }
    this.#ws.ping(`${this.#sent}`, undefined, ignoreError);
    if (performance.now() - this.#sentAt >= interval) this.send(PING);
  }

  /** False once nothing of what waits has left for too long. However slowly it leaves, the reader reads. */
  #drains(interval: number): boolean {
    const now = performance.now();
    const waiting = this.#ws.bufferedAmount;
    const onItsWay = bytesOnTheirWay(this.#net);
    if (waiting === 0 || waiting < this.#waiting || onItsWay !== this.#onItsWay) this.#drainedAt = now;
    this.#waiting = waiting;
    this.#onItsWay = onItsWay;
    return now - this.#drainedAt < UNDRAINED * interval;
  }

  dispose(): void {
    this.#closing = true;
    clearTimeout(this.#budgetTimer);
  }
}

/**
 * What the system has not yet taken of the write under way. Node counts a write of 5 MB as waiting until its last byte
 * has left; its own timeouts look here to see that a write goes on.
 */
function bytesOnTheirWay(net: NetSocket): number {
  return (net as { _handle?: { writeQueueSize?: number } | null })._handle?.writeQueueSize ?? 0;
}

/** A write that fails is followed by a `close` event, which is where it is dealt with. */
function ignoreError(): void {}
