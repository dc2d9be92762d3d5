/** Documents with a whole recorded history in them: what the first to come costs the server, and what is stored. */
import { statSync } from "node:fs";
import Sqlite from "better-sqlite3";
import * as Y from "yjs";
import { kb, ms, type Row } from "../figures.ts";
import { readTrace, replay, TRACE_FOLDERS, type Trace } from "../traces.ts";
import { LoadClient, until } from "./client.ts";
import { type OurSystem, type StoringSystem, type System, startPairlab, startStock } from "./systems.ts";

const TRACES = ["rustcode", "sveltecomponent"];
const OPENINGS = 8;
/** Milliseconds for a document to be folded once the last has left. */
const PATIENCE = 20_000;

interface Weighed {
  /** Bytes: the newest snapshot with the rows that it does not fold, the one before, and the history. */
  current: number;
  parent: number;
  history: number;
  unfolded: number;
}

function weigh({ file, documents }: OurSystem, room: number): Weighed {
  const db = new Sqlite(file, { readonly: true });
  try {
    const snapshots = db
      .prepare<[string], number>(`SELECT length("bytes") FROM "Snapshot" WHERE "documentId" = ? ORDER BY "id" DESC`)
      .pluck()
      .all(documents[room] as string);
    const rows = db.prepare<[string], { folded: number; bytes: number; count: number }>(
      `SELECT "snapshotId" IS NOT NULL AS "folded", total(length("bytes")) AS "bytes", count(*) AS "count"
       FROM "Update" WHERE "documentId" = ? GROUP BY 1`,
    );
    const weighed = { current: snapshots[0] ?? 0, parent: snapshots[1] ?? 0, history: 0, unfolded: 0 };
    for (const { folded, bytes, count } of rows.all(documents[room] as string)) {
      if (folded) weighed.history += bytes;
      else {
        weighed.current += bytes;
        weighed.unfolded += count;
      }
    }
    return weighed;
  } finally {
    db.close();
  }
}

/** Types a trace into a room, an update for each of its transactions, and waits until all of it is taken. */
async function write(system: System, room: number, trace: Trace): Promise<Y.Doc> {
  const writer = await system.join(room, 0);
  const doc = new Y.Doc();
  let sent = 0;
  doc.on("update", (update: Uint8Array) => {
    sent++;
    writer.edit(update);
  });
  replay(trace, doc.getText("trace"));
  await writer.whenTaken(sent);
  writer.close();
  return doc;
}

function textOf(state: Uint8Array): string {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state);
  return doc.getText("trace").toString();
}

interface Opened {
  cpu: number[];
  wall: number[];
  first: number;
}

/** Milliseconds. The server is new each time; somebody has been in another room, once, or nobody anywhere (`first`). */
async function open(system: System, room: number, other: number, trace: Trace): Promise<Opened> {
  const opened: Opened = { cpu: [], wall: [], first: 0 };
  for (let n = 0; n <= OPENINGS; n++) {
    await system.kill();
    await system.start();
    if (n > 0) (await system.join(other, 0)).close();
    const before = await system.usage();
    const began = performance.now();
    const { client, state } = await LoadClient.open(system.port(), system.wire(room, 0));
    const wall = performance.now() - began;
    const cpu = ((await system.usage()).cpu - before.cpu) * 1000;
    client.close();
    if (textOf(state) !== trace.endContent) throw new Error("the document differs from the trace");
    if (n === 0) opened.first = cpu;
    else {
      opened.cpu.push(cpu);
      opened.wall.push(wall);
    }
  }
  return opened;
}

const median = (all: number[]) => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] as number;

async function one(ours: OurSystem, stock: StoringSystem, room: number, name: string): Promise<Row[]> {
  const trace = readTrace(name);
  if (!trace) {
    return [{ what: `the ${name} trace`, figures: `not here: ${TRACE_FOLDERS.join(", ")}`, reached: null }];
  }
  const doc = await write(ours, room, trace);
  await until(() => weigh(ours, room).unfolded === 0, PATIENCE);
  const stored = weigh(ours, room);
  const snapshot = Y.encodeStateAsUpdateV2(doc).length;
  const mine = await open(ours, room, 2, trace);
  await write(stock, room, trace);
  // The stock server stores when it finds the time, and when the last has left.
  await until(() => stock.stored().some((state) => textOf(state) === trace.endContent), PATIENCE);
  const theirs = await open(stock, room, 2, trace);
  const cpu = median(mine.cpu);
  const times = stored.current / snapshot;
  return [
    {
      what: `cold open of ${name}, ${trace.txns.length} edits`,
      figures: `${ms(cpu)} of CPU, ${ms(median(mine.wall))} passed; the very first of a process ${ms(mine.first)}`,
      reach: "≤ 100 ms of CPU",
      reached: cpu <= 100,
    },
    {
      what: "  stock that stores",
      figures: `${ms(median(theirs.cpu))} of CPU, ${ms(median(theirs.wall))} passed; the very first ${ms(theirs.first)}`,
      reached: null,
    },
    {
      what: "  stored once folded, of one snapshot",
      figures: `${times.toFixed(2)} (${kb(stored.current)} of ${kb(snapshot)}; and the snapshot before ${kb(stored.parent)}, the history ${kb(stored.history)})`,
      reach: "≤ 1.5",
      reached: times <= 1.5,
    },
  ];
}

export async function documents(): Promise<Row[]> {
  const ours = await startPairlab(3, 1);
  const stock = await startStock(true);
  try {
    const rows: Row[] = [];
    for (const [room, name] of TRACES.entries()) rows.push(...(await one(ours, stock, room, name)));
    rows.push({ what: "  the whole database of both", figures: kb(statSync(ours.file).size), reached: null });
    return rows;
  } finally {
    await ours.dispose();
    await stock.dispose();
  }
}
