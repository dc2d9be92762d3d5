import { expect, onTestFinished, test } from "vitest";
import { createSqliteStorage } from "#collab-server/storage/sqlite-storage";
import { openRaw, roomOf, startCollab, type TestClient } from "#tests/support/collab";
import { openSqliteDatabase } from "#tests/support/database";
import { seeds, sleep } from "#tests/support/faults";
import { Gate, makeFaulty } from "#tests/support/faulty-storage";
import { makeRandom } from "#tests/support/random";
import { missing, readFresh, Writer } from "#tests/support/writer";

/** A server on SQLite whose every step stops at a gate: loads, appends, and both halves of a compaction. */
async function startHeld() {
  const database = await openSqliteDatabase();
  onTestFinished(() => database.dispose());
  const made = await database.makeRoom();
  const gates = { load: new Gate(), append: new Gate(), stored: new Gate(), folded: new Gate(), compacted: new Gate() };
  for (const gate of Object.values(gates)) gate.open();
  const storage = makeFaulty(await createSqliteStorage(database.url, { onFolded: () => gates.folded.pass() }));
  Object.assign(storage.faults.before, { load: gates.load, append: gates.append });
  Object.assign(storage.faults.after, { append: gates.stored, compact: gates.compacted });
  const collab = await startCollab({ storage });
  const room = roomOf(collab.url, made.id, { sam: made.sam, kim: made.kim });
  const documents = async () => Number(/pairlab_documents (\d+)/.exec(await collab.server.hub.metrics())?.[1]);
  /** All gates open, everyone gone, the server ended: what a new process reads. */
  const finish = async () => {
    for (const gate of Object.values(gates)) gate.open();
    // Nobody holds a document that nobody is in.
    await expect.poll(documents, { timeout: 10_000 }).toBe(0);
    await collab.server.shutdown({ graceMs: 5_000 });
    await storage.dispose();
    const stored = await readFresh(database.url, made.code);
    expect(stored).toMatchObject({ faults: 0, pending: false });
    return stored.text;
  };
  return { made, gates, storage, collab, room, documents, finish };
}

test("edits between the two halves of a compaction, and a join there, lose nothing", async () => {
  const { made, gates, storage, room, finish } = await startHeld();
  const sam = new Writer(await room.join("sam"), "sam");
  for (let i = 0; i < 20; i++) sam.type();
  await sam.saved();
  gates.folded.shut();
  const compacted = storage.compact(made.code);
  await gates.folded.holds();
  // The snapshot is made, and does not know these.
  for (let i = 0; i < 20; i++) sam.type();
  await sam.saved();
  const kim = new Writer(await room.join("kim"), "kim");
  expect(missing(sam.typed, kim.client.text.toString())).toEqual([]);
  kim.type();
  await kim.saved();
  gates.folded.open();
  expect(await compacted).toBe(true);
  sam.type();
  await sam.saved();
  sam.client.close();
  kim.client.close();
  expect(missing([...sam.typed, ...kim.typed], await finish())).toEqual([]);
});

test("the unload's compaction is overtaken by a join that types and by another compaction", async () => {
  const { made, gates, storage, room, documents, finish } = await startHeld();
  const sam = new Writer(await room.join("sam"), "sam");
  for (let i = 0; i < 10; i++) sam.type();
  await sam.saved();
  gates.folded.shut();
  sam.client.close();
  await gates.folded.holds();
  expect(await documents()).toBe(0);
  // Loaded while the rows that it consists of are being folded.
  const kim = new Writer(await room.join("kim"), "kim");
  expect(missing(sam.typed, kim.client.text.toString())).toEqual([]);
  for (let i = 0; i < 10; i++) kim.type();
  await kim.saved();
  const second = storage.compact(made.code);
  gates.folded.open();
  expect(await second).toBe(true);
  kim.client.close();
  expect(missing([...sam.typed, ...kim.typed], await finish())).toEqual([]);
});

test("the last one leaves while an append is under way, and somebody joins before it ends", async () => {
  const { gates, collab, room, documents, finish } = await startHeld();
  const sam = new Writer(await room.join("sam"), "sam");
  gates.stored.shut();
  sam.type();
  // It is on disk, and the server does not know it yet.
  await gates.stored.holds();
  sam.client.close();
  await expect.poll(async () => (await collab.server.hub.online(room.id)).size).toBe(0);
  expect(await documents()).toBe(1);
  const joining = room.join("kim");
  gates.stored.open();
  const kim = await joining;
  await kim.until(() => missing(sam.typed, kim.text.toString()).length === 0);
  kim.close();
  expect(missing(sam.typed, await finish())).toEqual([]);
});

test("people who leave while their document is being loaded leave nothing behind", async () => {
  const { gates, collab, room, documents, finish } = await startHeld();
  gates.load.shut();
  const sam = room.join("sam", { reconnects: false });
  await gates.load.holds();
  const kim = room.join("kim");
  const raw = await openRaw(collab.url);
  raw.auth(room.code, room.ticket("sam"));
  await sleep(50);
  raw.ws.terminate();
  gates.load.open();
  const [first, second] = await Promise.all([sam, kim]);
  const writer = new Writer(first, "sam");
  writer.type();
  await writer.saved();
  await second.until(() => missing(writer.typed, second.text.toString()).length === 0);
  first.close();
  second.close();
  await expect.poll(documents).toBe(0);
  expect(missing(writer.typed, await finish())).toEqual([]);
});

test.each(["before", "after"] as const)(
  "an append that fails %s it was stored is tried again: stored, once applied",
  async (when) => {
    const { storage, room, finish } = await startHeld();
    const sam = new Writer(await room.join("sam"), "sam");
    const failing = new Set([2, 3, 4, 7]);
    storage.faults.failAppend = (n) => (failing.has(n) ? when : null);
    for (let i = 0; i < 6; i++) {
      sam.type();
      await sleep(1);
    }
    await sam.saved();
    sam.client.close();
    const text = await finish();
    expect(text).toBe(sam.typed.join(""));
  },
);

test.each(seeds(15))(
  "joins, leaves, edits, appends, loads and compactions in any order lose nothing, seed %i",
  async (seed) => {
    const random = makeRandom(seed);
    const { made, gates, storage, room, finish } = await startHeld();
    for (const gate of Object.values(gates)) gate.shut();
    const all = Object.values(gates);
    const here = new Set<Writer>();
    const gone: Writer[] = [];
    const joining = new Set<Promise<void>>();
    const compactions: Promise<unknown>[] = [];
    let people = 0;
    const join = () => {
      const name = `${seed}.${people++}`;
      const client: Promise<TestClient> = room.join(people % 2 ? "sam" : "kim");
      const joined = client.then((client) => {
        joining.delete(joined);
        here.add(new Writer(client, name));
      });
      joining.add(joined);
    };
    join();
    for (let step = 0; step < 80; step++) {
      const writers = [...here];
      const act = random.int(10);
      if (act === 0 && here.size + joining.size < 4) join();
      else if (act === 1 && writers.length > 0) {
        const writer = random.pick(writers);
        here.delete(writer);
        gone.push(writer);
        if (random.chance(0.5)) writer.client.cut();
        writer.client.close();
      } else if (act === 2) compactions.push(storage.compact(made.code).catch(() => false));
      else if (act < 6 && writers.length > 0) random.pick(writers).type();
      else {
        const held = all.filter((gate) => gate.waiting > 0);
        if (held.length > 0) random.pick(held).releaseOne();
      }
      // A few turns of the event loop: what was let go arrives somewhere, or not yet.
      for (let turn = random.int(4); turn > 0; turn--) await sleep(random.int(3));
    }
    for (const gate of all) gate.open();
    await Promise.all([...joining, ...compactions]);
    await Promise.all([...here].map((writer) => writer.saved()));
    for (const { client } of here) client.close();
    const text = await finish();
    expect(
      missing(
        [...here].flatMap((writer) => writer.typed),
        text,
      ),
    ).toEqual([]);
    expect(
      missing(
        gone.flatMap((writer) => writer.acknowledged),
        text,
      ),
    ).toEqual([]);
  },
);
