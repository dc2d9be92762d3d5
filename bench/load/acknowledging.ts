/** How long until an edit is acknowledged, which for us means: until it is on the disk. */
import { setTimeout as wait } from "node:timers/promises";
import { ms, percentile, type Row, spread } from "../figures.ts";
import type { LoadClient } from "./client.ts";
import { pace } from "./pace.ts";
import { storedLetters } from "./stored.ts";
import { type OurSystem, type System, startPairlab, startStock } from "./systems.ts";

const ROOMS = 25;
const PEOPLE = 4;
/** Letters a second of each of the 100. */
const LETTERS = 3;
const SECONDS = 15;
const ROUNDS = 2;
const AT_ONCE = 5_000;
const FLOODS = 5;

async function steadily(system: System, samples: number[]): Promise<void> {
  const writers: LoadClient[] = [];
  for (let room = 0; room < ROOMS; room++) {
    for (let person = 0; person < PEOPLE; person++) writers.push(await system.join(room, person));
  }
  const sent = writers.map((): number[] => []);
  for (const [n, writer] of writers.entries()) {
    writer.onTaken = (nth) => samples.push(performance.now() - (sent[n]?.[nth - 1] as number));
  }
  await pace(LETTERS * writers.length, SECONDS, (n) => {
    sent[n % writers.length]?.push(performance.now());
    writers[n % writers.length]?.type();
  });
  await Promise.all(writers.map((writer) => writer.whenTaken(writer.typed)));
  for (const writer of writers) writer.close();
  await wait(200);
}

/** Milliseconds until the last of many is acknowledged. */
async function flood(system: System): Promise<number> {
  const writer = await system.join(0, 0);
  const began = performance.now();
  writer.typeAtOnce(AT_ONCE);
  await writer.whenTaken(AT_ONCE);
  const spent = performance.now() - began;
  writer.close();
  return spent;
}

export async function acknowledging(): Promise<Row[]> {
  const ours: OurSystem = await startPairlab(ROOMS, PEOPLE);
  const stock = await startStock();
  const samples = { ours: [] as number[], stock: [] as number[] };
  const floods = { ours: [] as number[], stock: [] as number[] };
  try {
    for (const system of [ours, stock]) await steadily(system, []);
    for (let round = 0; round < ROUNDS; round++) {
      await steadily(ours, samples.ours);
      await steadily(stock, samples.stock);
    }
    for (let n = 0; n < FLOODS; n++) {
      floods.ours.push(await flood(ours));
      floods.stock.push(await flood(stock));
    }
    const typed = (ROUNDS + 1) * ROOMS * PEOPLE * LETTERS * SECONDS + FLOODS * AT_ONCE;
    await ours.kill();
    const kept = await storedLetters(ours);
    const [p50, p99] = [percentile(samples.ours, 0.5), percentile(samples.ours, 0.99)];
    const slowest = Math.max(...floods.ours);
    const each = (all: number[]) => all.map((one) => ms(one)).join(", ");
    return [
      {
        what: "100 writers: typed → durable and acknowledged",
        figures: spread(samples.ours),
        reach: "p50 ≤ 5 ms, p99 ≤ 25 ms",
        reached: p50 <= 5 && p99 <= 25,
      },
      { what: "  stock, acknowledged but not kept", figures: spread(samples.stock), reached: null },
      {
        what: "5,000 updates at once, all durable",
        figures: each(floods.ours),
        reach: "≤ 1,000 ms",
        reached: slowest <= 1000,
      },
      { what: "  stock, acknowledged but not kept", figures: each(floods.stock), reached: null },
      {
        what: "  lost at a kill -9 after all was acknowledged",
        figures: `${typed - kept} of ${typed} letters`,
        reach: "0",
        reached: kept === typed,
      },
    ];
  } finally {
    await ours.dispose();
    await stock.dispose();
  }
}
