/** The sandbox behind a whole Pairlab: Run → first output at fifty clients of a room, and typing while programs spin. */
import { setTimeout as wait } from "node:timers/promises";
import { HocuspocusProvider, HocuspocusProviderWebsocket } from "@hocuspocus/provider";
import { WebSocket } from "ws";
import * as Y from "yjs";
import type { ClientMessage, ServerMessage } from "#protocol/messages";
import type { App } from "../app.ts";
import { ms, percentile, type Row, spread } from "../figures.ts";
import { createRoom, joinRoom, type Member } from "../rooms.ts";

const CLIENTS = 50;
const RUNS = 100;
const KEYS = 300;
/** Rooms whose programs loop, again and again, while a pair types. */
const SPINNING = 8;

class Client {
  readonly doc = new Y.Doc();
  readonly #socket: HocuspocusProviderWebsocket;
  readonly #provider: HocuspocusProvider;
  readonly #listeners = new Set<(message: ServerMessage) => void>();

  constructor(app: App, member: Member) {
    const url = `ws://127.0.0.1:${app.port}/collab`;
    this.#socket = new HocuspocusProviderWebsocket({ url, WebSocketPolyfill: WebSocket });
    this.#provider = new HocuspocusProvider({
      websocketProvider: this.#socket,
      name: `room/${member.roomId}/code`,
      document: this.doc,
      token: member.ticket,
      onStateless: ({ payload }) => {
        const message = JSON.parse(payload) as ServerMessage;
        for (const listener of this.#listeners) listener(message);
      },
    });
    this.#provider.attach();
  }

  synced(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#provider.isSynced) resolve();
      else this.#provider.on("synced", () => resolve());
    });
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

  write(text: string): void {
    this.main.delete(0, this.main.length);
    this.main.insert(0, text);
  }

  close(): void {
    this.#provider.destroy();
    this.#socket.destroy();
  }
}

async function client(app: App, member: Member): Promise<Client> {
  const made = new Client(app, member);
  await made.synced();
  return made;
}

const ofType =
  (type: ServerMessage["type"]) =>
  (message: ServerMessage): boolean =>
    message.type === type;

/** Milliseconds from `run.start` to `run.output`, at each of the clients. */
async function atFifty(app: App): Promise<number[]> {
  const owner = await createRoom(app, "Ada");
  const members = [owner];
  while (members.length < CLIENTS) members.push(await joinRoom(app, owner.joinCode, `Person ${members.length}`));
  const clients = await Promise.all(members.map((member) => client(app, member)));
  clients[0]?.write("console.log(6 * 7)");
  await wait(500);
  const samples: number[] = [];
  for (let run = -10; run < RUNS; run++) {
    const starter = clients[(run + 10) % CLIENTS] as Client;
    const since = performance.now();
    const outputs = clients.map((one) =>
      one.next(ofType("run.output")).then(() => {
        if (run >= 0) samples.push(performance.now() - since);
      }),
    );
    const ended = starter.next(ofType("run.ended"));
    starter.send({ type: "run.start", requestId: `r${run}`, entry: "main.js" });
    await Promise.all([...outputs, ended]);
    await wait(30);
  }
  for (const one of clients) one.close();
  return samples;
}

/** Milliseconds from a key to the partner. */
async function keys([writer, reader]: [Client, Client]): Promise<number[]> {
  const samples: number[] = [];
  for (let key = 0; key < KEYS; key++) {
    const arrived = new Promise<number>((resolve) => {
      const observe = () => {
        reader.doc.off("update", observe);
        resolve(performance.now());
      };
      reader.doc.on("update", observe);
    });
    const since = performance.now();
    writer.main.insert(0, "x");
    samples.push((await arrived) - since);
    await wait(12);
  }
  return samples;
}

/** Keeps a loop running in a room until `over`: every kind that takes processor time. */
async function spin(app: App, name: string, over: AbortSignal): Promise<void> {
  const one = await client(app, await createRoom(app, name));
  one.write("console.log('on'); for (;;) JSON.parse(JSON.stringify([1, 2, { a: [3] }]));");
  await wait(200);
  while (!over.aborted) {
    const ended = one.next((message) => message.type === "run.ended" || message.type === "refused");
    one.send({ type: "run.start", requestId: `s${Date.now()}`, entry: "main.js" });
    await Promise.race([ended, new Promise((done) => over.addEventListener("abort", done))]);
    await wait(600);
  }
  one.close();
}

export async function roomful(app: App): Promise<Row[]> {
  const outputs = await atFifty(app);
  const owner = await createRoom(app, "Kim");
  const pair = await Promise.all([client(app, owner), client(app, await joinRoom(app, owner.joinCode, "Lee"))]);
  await keys(pair);
  const idle = await keys(pair);
  const over = new AbortController();
  const spinning = Array.from({ length: SPINNING }, (_, n) => spin(app, `Spin ${n}`, over.signal));
  await wait(3_000);
  const loaded = await keys(pair);
  over.abort();
  await Promise.all(spinning);
  for (const one of pair) one.close();
  const [before, during] = [percentile(idle, 0.95), percentile(loaded, 0.95)];
  return [
    {
      what: `Run → first output at ${CLIENTS} clients of the room`,
      figures: spread(outputs),
      reach: "p50 ≤ 30 ms, p99 ≤ 60 ms",
      reached: percentile(outputs, 0.5) <= 30 && percentile(outputs, 0.99) <= 60,
    },
    { what: "key → partner, the sandbox idle", figures: spread(idle), reached: null },
    {
      what: `key → partner, programs of ${SPINNING} rooms spinning`,
      figures: `${spread(loaded)}; at p95 ${(during / before).toFixed(1)} × idle (${ms(before)})`,
      reach: "p95 ≤ 2 × idle",
      reached: during <= 2 * before,
    },
  ];
}
