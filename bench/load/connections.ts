/** What an idle connection weighs, and how a thousand come back after the server was killed. */
import { setTimeout as wait } from "node:timers/promises";
import { ms, percentile, type Row } from "../figures.ts";
import type { LoadClient } from "./client.ts";
import { type System, startPairlab, startStock } from "./systems.ts";

const IDLE = { rooms: 500, people: 10 };
const STORM = { rooms: 100, people: 10, letters: 300 };
/** Newcomers at once while the idle ones gather. */
const AT_ONCE = 100;
const KB = 1024;

interface Weight {
  /** Bytes for each connection: of the process, and of what V8 and its buffers hold. */
  resident: number;
  held: number;
}

async function weigh(system: System): Promise<Weight> {
  const clients: LoadClient[] = [];
  // What is loaded and compiled once weighs nothing for each.
  for (let person = 0; person < IDLE.people; person++) clients.push(await system.join(0, person));
  await wait(500);
  const before = await system.usage(true);
  for (let at = IDLE.people; at < IDLE.rooms * IDLE.people; at += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, IDLE.rooms * IDLE.people - at) }, (_, n) => at + n);
    clients.push(...(await Promise.all(some.map((n) => system.join(Math.floor(n / IDLE.people), n % IDLE.people)))));
  }
  await wait(3_000);
  const after = await system.usage(true);
  for (const client of clients) client.close();
  const count = clients.length - IDLE.people;
  return {
    resident: (after.rss - before.rss) / count,
    held: (after.heap + after.external - before.heap - before.external) / count,
  };
}

async function storm(system: System): Promise<{ all: number; p95: number; loads: number }> {
  for (let room = 0; room < STORM.rooms; room++) {
    const writer = await system.join(room, 0);
    writer.typeAtOnce(STORM.letters);
    await writer.whenTaken(STORM.letters);
    writer.close();
  }
  await system.kill();
  await system.start();
  const began = performance.now();
  const times = await Promise.all(
    Array.from({ length: STORM.rooms * STORM.people }, async (_, n) => {
      const client = await system.join(n % STORM.rooms, Math.floor(n / STORM.rooms));
      const time = performance.now() - began;
      return { client, time };
    }),
  );
  const { loads } = await system.usage();
  for (const { client } of times) client.close();
  const spent = times.map(({ time }) => time);
  return { all: Math.max(...spent), p95: percentile(spent, 0.95), loads };
}

export async function connections(): Promise<Row[]> {
  const ours = await startPairlab(IDLE.rooms, IDLE.people);
  const stock = await startStock();
  try {
    const weights = [await weigh(ours), await weigh(stock)] as const;
    const describe = ({ resident, held }: Weight) =>
      `${(resident / KB).toFixed(1)} KB of the process, ${(held / KB).toFixed(1)} KB held`;
    const back = await storm(ours);
    return [
      {
        what: "5,000 idle connections over 500 rooms, each",
        figures: describe(weights[0]),
        reach: "≤ 25 KB",
        reached: weights[0].resident <= 25 * KB,
      },
      { what: "  stock Hocuspocus 4.7.0", figures: describe(weights[1]), reached: null },
      {
        what: "1,000 come back to 100 rooms after a kill -9",
        figures: `all in sync after ${ms(back.all)} (p95 ${ms(back.p95)}), ${back.loads} loads of ${STORM.rooms} documents`,
        reach: "≤ 5 s, each loaded once",
        reached: back.all <= 5_000 && back.loads === STORM.rooms,
      },
    ];
  } finally {
    await ours.dispose();
    await stock.dispose();
  }
}
