/** The sandbox behind rooms: Run → first output at fifty clients of one, and typing while programs of others spin. */
import { setTimeout as wait } from "node:timers/promises";
import type { ServerMessage } from "#protocol/messages";
import type { App } from "../app.ts";
import { ms, percentile, type Row, spread } from "../figures.ts";
import { type Place, pairlabPlace, plainPlace } from "./places.ts";
import type { RoomClient } from "./room-client.ts";

const CLIENTS = 50;
const RUNS = 100;
const KEYS = 300;
/** Rooms whose programs loop, again and again, while a pair types. */
const SPINNING = 8;
/** Milliseconds that the programs loop before the typing is measured. */
const UNDER_WAY = 3_000;

const ofType =
  (...types: ServerMessage["type"][]) =>
  (message: ServerMessage): boolean =>
    types.includes(message.type);

/** Milliseconds from `run.start` to `run.output`, at each of the clients. */
async function atFifty(place: Place): Promise<number[]> {
  const clients: RoomClient[] = [];
  while (clients.length < CLIENTS) clients.push(await place.enter("fifty", `Person ${clients.length}`));
  clients[0]?.write("console.log(6 * 7)");
  await wait(500);
  const samples: number[] = [];
  for (let run = -10; run < RUNS; run++) {
    const starter = clients[(run + 10) % CLIENTS] as RoomClient;
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
async function keys([writer, reader]: [RoomClient, RoomClient]): Promise<number[]> {
  const samples: number[] = [];
  for (let key = 0; key < KEYS; key++) {
    const arrived = new Promise<number>((resolve) => reader.doc.once("update", () => resolve(performance.now())));
    const since = performance.now();
    writer.main.insert(0, "x");
    samples.push((await arrived) - since);
    await wait(12);
  }
  return samples;
}

/** Keeps a loop running in a room until `over`. */
async function spin(place: Place, name: string, over: AbortSignal): Promise<void> {
  const one = await place.enter(name, name);
  one.write("console.log('on'); for (;;) JSON.parse(JSON.stringify([1, 2, { a: [3] }]));");
  await wait(200);
  while (!over.aborted) {
    const ended = one.next(ofType("run.ended", "refused"));
    one.send({ type: "run.start", requestId: `s${Date.now()}`, entry: "main.js" });
    await Promise.race([ended, new Promise((done) => over.addEventListener("abort", done))]);
    await wait(600);
  }
  one.close();
}

/** A pair types twice: while nothing runs, and while programs spin. */
async function typing(place: Place): Promise<{ idle: number[]; loaded: number[] }> {
  const pair: [RoomClient, RoomClient] = [await place.enter("pair", "Kim"), await place.enter("pair", "Lee")];
  const arrived = new Promise((resolve) => pair[1].doc.once("update", resolve));
  pair[0].write("");
  pair[0].main.insert(0, "begun");
  await arrived;
  await keys(pair);
  const idle = await keys(pair);
  const over = new AbortController();
  const spinning = Array.from({ length: SPINNING }, (_, n) => spin(place, `Spin ${n}`, over.signal));
  await wait(UNDER_WAY);
  const loaded = await keys(pair);
  over.abort();
  await Promise.all(spinning);
  for (const one of pair) one.close();
  return { idle, loaded };
}

async function measure(place: Place): Promise<Row[]> {
  const ours = place.name === "Pairlab";
  const outputs = await atFifty(place);
  const { idle, loaded } = await typing(place);
  await place.dispose();
  const [before, during] = [percentile(idle, 0.95), percentile(loaded, 0.95)];
  const quick = percentile(outputs, 0.5) <= 30 && percentile(outputs, 0.99) <= 60;
  const goal = (reach: string, reached: boolean) => (ours ? { reach, reached } : { reached: null });
  return [
    {
      what: `Run → first output at ${CLIENTS} clients of the room: ${place.name}`,
      figures: spread(outputs),
      ...goal("p50 ≤ 30 ms, p99 ≤ 60 ms", quick),
    },
    { what: `key → partner, no program running: ${place.name}`, figures: spread(idle), reached: null },
    {
      what: `key → partner, programs of ${SPINNING} rooms spinning: ${place.name}`,
      figures: `${spread(loaded)}; at p95 ${(during / before).toFixed(1)} × idle (${ms(before)})`,
      ...goal("p95 ≤ 2 × idle", during <= 2 * before),
    },
  ];
}

export async function roomful(app: App): Promise<Row[]> {
  const rows = await measure(pairlabPlace(app));
  rows.push(...(await measure(await plainPlace("vm", "stock Hocuspocus, node:vm in a worker"))));
  rows.push(...(await measure(await plainPlace("process", "stock Hocuspocus, a fresh node process"))));
  rows.push(...(await measure(await plainPlace("quickjs", "stock Hocuspocus, one quickjs-emscripten runtime"))));
  return rows;
}
