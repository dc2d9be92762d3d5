/** A hundred type into a document of nearly 5 MB while its log is folded: how late the event loop is meanwhile. */
import Sqlite from "better-sqlite3";
import * as Y from "yjs";
import { kb, mb, ms, percentile, type Row } from "../figures.ts";
import { type LoadClient, noteArrivals, type Typed } from "./client.ts";
import { pace } from "./pace.ts";
import { type OurSystem, type System, startPairlab, startStock } from "./systems.ts";

const PEOPLE = 100;
/** Letters a second of each. */
const LETTERS = 2;
const SECONDS = 20;
/** What is there already: pieces put in anywhere, as a history leaves them. */
const PIECES = 4_000;
const PIECE = 1_100;
/** Pieces in one update. */
const AT_ONCE = 100;

function fill(): { updates: Uint8Array[]; bytes: number } {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  const text = doc.getText("load");
  const piece = "x".repeat(PIECE);
  let place = 1;
  for (let n = 0; n < PIECES; n += AT_ONCE) {
    doc.transact(() => {
      for (let i = 0; i < AT_ONCE; i++) {
        place = (place * 48_271) % 0x7fff_ffff;
        text.insert(text.length === 0 ? 0 : place % text.length, piece);
      }
    });
  }
  return { updates, bytes: Y.encodeStateAsUpdate(doc).length };
}

interface Felt {
  delay: { p50: number; p99: number; max: number };
  samples: number[];
}

async function feel(system: System, updates: Uint8Array[]): Promise<Felt> {
  const filler = await system.join(0, 0);
  for (const update of updates) filler.edit(update);
  await filler.whenTaken(updates.length);
  filler.close();
  const people = await Promise.all(Array.from({ length: PEOPLE }, (_, person) => system.join(0, person)));
  const typed: Typed = new Map(people.map(({ client }) => [client, []]));
  const samples: number[] = [];
  const watcher = people.at(-1);
  if (watcher) watcher.onUpdate = (update) => noteArrivals(update, typed, samples);
  await pace(LETTERS * PEOPLE, 2, (n) => people[n % PEOPLE]?.type());
  samples.length = 0;
  await system.usage();
  await pace(LETTERS * PEOPLE, SECONDS, (n) => {
    const writer = people[n % PEOPLE] as LoadClient;
    (typed.get(writer.client) as number[])[writer.typed] = performance.now();
    writer.type();
  });
  const { delay } = await system.usage();
  for (const client of people) client.close();
  return { delay, samples };
}

function folded({ file }: OurSystem): number {
  const db = new Sqlite(file, { readonly: true });
  try {
    return db.prepare<[], number>(`SELECT max("id") FROM "Snapshot"`).pluck().get() ?? 0;
  } finally {
    db.close();
  }
}

const describe = ({ delay, samples }: Felt) =>
  `event loop late p50 ${ms(delay.p50)}, p99 ${ms(delay.p99)}, at most ${ms(delay.max)}; key → peer p50 ${ms(percentile(samples, 0.5))}, p99 ${ms(percentile(samples, 0.99))}`;

export async function folding(): Promise<Row[]> {
  const { updates, bytes } = fill();
  const ours = await startPairlab(1, PEOPLE);
  const stock = await startStock(true);
  try {
    const mine = await feel(ours, updates);
    const folds = folded(ours);
    const theirs = await feel(stock, updates);
    return [
      {
        what: `${PEOPLE} type into ${mb(bytes)} while it is folded`,
        figures: `${describe(mine)}; ${folds} snapshots`,
        reach: "event loop p99 ≤ 10 ms",
        reached: mine.delay.p99 <= 10,
      },
      { what: `  stock that stores ${kb(bytes)} each time`, figures: describe(theirs), reached: null },
    ];
  } finally {
    await ours.dispose();
    await stock.dispose();
  }
}
