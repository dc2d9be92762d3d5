/** One person of a load: types one letter behind the other into a document, moves a cursor, and counts what comes. */
import { setTimeout as wait } from "node:timers/promises";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { RawSocket } from "./raw-socket.ts";
import type { Wire } from "./wire.ts";

let made = 0;

/** What an editor says of its person, by convention; our server says it in the client's place. */
const USER = { name: "Person 100", color: "#30bced", colorLight: "#30bced33" };

/** A letter of a client's, by its clock: when it was typed. */
export type Typed = Map<number, number[]>;

export class LoadClient {
  readonly client: number;
  readonly #wire: Wire;
  #socket!: RawSocket;
  #clock = 0;
  #moves = 0;
  /** By kind, messages that have come. */
  updates = 0;
  taken = 0;
  /** Of the edits that have come, without the document's address. */
  updateBytes = 0;
  /** Told of each acknowledgement, in order. */
  onTaken: (nth: number) => void = () => {};
  /** Told of each edit of others, if it is set; otherwise they are counted only. */
  onUpdate: ((update: Uint8Array) => void) | null = null;
  onClose: (code: number) => void = () => {};

  private constructor(wire: Wire) {
    this.#wire = wire;
    // As random ones are, so that they take as many bytes.
    this.client = 0x8000_0000 + ++made;
  }

  /** Resolves once so many of its edits were acknowledged. */
  whenTaken(count: number): Promise<void> {
    if (this.taken >= count) return Promise.resolve();
    return new Promise((resolve) => {
      const before = this.onTaken;
      this.onTaken = (nth) => {
        before(nth);
        if (nth === count) resolve();
      };
    });
  }

  /** Resolves once the first state has come, with it. */
  static async open(port: number, wire: Wire): Promise<{ client: LoadClient; state: Uint8Array }> {
    const client = new LoadClient(wire);
    const state = await new Promise<Uint8Array>((resolve, reject) => {
      RawSocket.open(port, wire.path, (socket) => {
        client.#socket = socket;
        socket.onMessage = (message) => client.#receive(message, resolve, reject);
        socket.onClose = (code) => {
          reject(new Error(`closed with ${code}`));
          client.onClose(code);
        };
        socket.sendAll(wire.greeting);
      }).catch(reject);
    });
    return { client, state };
  }

  /** Letters typed so far: the clock of the next one. */
  get typed(): number {
    return this.#clock;
  }

  /** Any edit. */
  edit(update: Uint8Array): void {
    this.#socket.send(this.#wire.update(update));
  }

  /** One letter behind the one before. */
  type(): void {
    this.edit(this.letter());
  }

  /** So many letters, each an update of its own, in one moment. */
  typeAtOnce(count: number): void {
    this.#socket.sendAll(Array.from({ length: count }, () => this.#wire.update(this.letter())));
  }

  /** The update that the next letter is. Written by hand: what it costs is not what is measured. */
  letter(): Uint8Array {
    const clock = this.#clock++;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint(encoder, this.client);
    encoding.writeVarUint(encoder, clock);
    if (clock === 0) {
      // The first of a text that has a name.
      encoding.writeUint8(encoder, 4);
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarString(encoder, "load");
    } else {
      encoding.writeUint8(encoder, 0x84);
      encoding.writeVarUint(encoder, this.client);
      encoding.writeVarUint(encoder, clock - 1);
    }
    encoding.writeVarString(encoder, "x");
    encoding.writeVarUint(encoder, 0);
    return encoding.toUint8Array(encoder);
  }

  /** As an editor's caret is: two relative positions. */
  move(): void {
    const at = { type: null, tname: "load", item: { client: this.client, clock: this.#moves }, assoc: 0 };
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint(encoder, this.client);
    encoding.writeVarUint(encoder, ++this.#moves);
    encoding.writeVarString(encoder, JSON.stringify({ user: USER, cursor: { anchor: at, head: at } }));
    this.#socket.send(this.#wire.awareness(encoding.toUint8Array(encoder)));
  }

  close(): void {
    this.#socket.close();
  }

  #receive(message: Uint8Array, opened: (state: Uint8Array) => void, denied: (error: Error) => void): void {
    if (this.#wire.isUpdate(message)) {
      this.updates++;
      this.updateBytes += message.length - this.#wire.address;
      if (this.onUpdate === null) return;
    } else if (message[this.#wire.address] === 1 && message.length > 1) return;
    const heard = this.#wire.hear(message);
    if (heard.kind === "update") this.onUpdate?.(heard.update);
    else if (heard.kind === "state") opened(new Uint8Array(heard.update));
    else if (heard.kind === "alive") this.#socket.send(heard.answer);
    else if (heard.kind === "denied") denied(new Error(heard.reason));
    else if (heard.kind === "taken") {
      if (!heard.ok) throw new Error("an update of the load was refused");
      this.onTaken(++this.taken);
    }
  }
}

/** Notes how long each letter of an update took. Returns how many there were. */
export function noteArrivals(update: Uint8Array, typed: Typed, samples: number[]): number {
  const now = performance.now();
  let count = 0;
  for (const struct of Y.decodeUpdate(update).structs) {
    const times = typed.get(struct.id.client);
    if (!times) continue;
    for (let clock = struct.id.clock; clock < struct.id.clock + struct.length; clock++) {
      const at = times[clock];
      if (at === undefined) continue;
      samples.push(now - at);
      count++;
    }
  }
  return count;
}

/** Waits until something holds, at most so many milliseconds. Whether it does. */
export async function until(holds: () => boolean, patience: number): Promise<boolean> {
  const end = performance.now() + patience;
  while (!holds()) {
    if (performance.now() > end) return false;
    await wait(5);
  }
  return true;
}
