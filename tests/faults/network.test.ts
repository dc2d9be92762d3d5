import { describe, expect, onTestFinished, test } from "vitest";
import * as Y from "yjs";
import { roomOf, startCollab } from "#tests/support/collab";
import { startCollabProcess } from "#tests/support/collab-process";
import { openSqliteDatabase } from "#tests/support/database";
import { inLongRun, seeds, sleep, within } from "#tests/support/faults";
import { makeRandom } from "#tests/support/random";
import { startTcpProxy } from "#tests/support/tcp-proxy";
import { missing, readFresh, readStored, Writer } from "#tests/support/writer";

/** Milliseconds for which connections are cut, and in which all have the same once that is over. */
const CUTTING = inLongRun(6_000, 120_000);
const CONVERGED = within(3_000);

test.each(seeds(1).slice(0, 3))(
  "ten people whose connections are cut every 0.5 to 3 s end in one text, seed %i",
  async (seed) => {
    const random = makeRandom(seed);
    const collab = await startCollab();
    const proxy = await startTcpProxy(collab.port);
    const made = collab.room("sam", "kim");
    const room = roomOf(proxy.url, made.id, made.people);
    const writers: Writer[] = [];
    for (let i = 0; i < 10; i++) writers.push(new Writer(await room.join(i % 2 ? "sam" : "kim"), `${seed}.${i}`));
    const until = performance.now() + CUTTING;
    let cuts = 0;
    const cutting = writers.map(async () => {
      for (;;) {
        const pause = 500 + random.int(2_500);
        if (performance.now() + pause > until) return;
        await sleep(pause);
        random.pick(proxy.links)?.cut();
        cuts++;
      }
    });
    let typing = true;
    const typed = writers.map(async (writer) => {
      while (typing) {
        writer.type();
        await sleep(20 + random.int(60));
      }
    });
    await Promise.all(cutting);
    typing = false;
    await Promise.all(typed);
    const last = performance.now();
    const all = writers.flatMap((writer) => writer.typed);
    const clients = writers.map(({ client }) => client);
    await Promise.all(clients.map((client) => client.until(() => missing(all, client.text.toString()).length === 0)));
    expect(performance.now() - last).toBeLessThan(CONVERGED);
    expect(new Set(clients.map(({ text }) => text.toString())).size).toBe(1);
    expect(cuts).toBeGreaterThan(10);
    const text = clients[0]?.text.toString();
    for (const client of clients) client.close();
    await collab.restart("cut");
    const stored = await readStored(collab.storage, room.code);
    expect(stored).toMatchObject({ faults: 0, pending: false, text });
  },
);

describe("a reader", () => {
  /** Bytes that pass by it, and that the server may hold for it. */
  const PASSING = inLongRun(30, 125) * 1024 * 1024;
  const HELD = 20 * 1024 * 1024;
  const BLOCK = 100 * 1024;

  test(`that stops reading while ${PASSING / 1024 / 1024} MB pass costs little, hurts nobody, and is whole when it returns`, async () => {
    const database = await openSqliteDatabase();
    onTestFinished(() => database.dispose());
    const made = await database.makeRoom();
    const server = await startCollabProcess(database.url);
    const people = { sam: made.sam, kim: made.kim };
    const proxy = await startTcpProxy(server.port);
    const room = roomOf(server.url, made.id, people);
    const sam = await room.join("sam");
    const kim = await room.join("kim");
    const reader = await roomOf(proxy.url, made.id, people).join("kim");
    for (const link of proxy.links) link.stall();

    const unsent = async () => {
      const metrics = await (await fetch(`http://127.0.0.1:${server.port}/api/metrics`)).text();
      return Number(/pairlab_unsent_bytes (\d+)/.exec(metrics)?.[1]);
    };
    let held = 0;
    const times: number[] = [];
    const block = "x".repeat(BLOCK);
    const blocks = sam.doc.getText("blocks");
    for (let passed = 0; passed < PASSING; passed += BLOCK) {
      blocks.insert(0, block);
      blocks.delete(0, BLOCK);
      const word = `<${passed}>`;
      const since = performance.now();
      sam.text.insert(0, word);
      await kim.until(() => kim.text.toString().startsWith(word));
      times.push(performance.now() - since);
      held = Math.max(held, await unsent());
    }
    expect(held).toBeLessThan(HELD);
    times.sort((a, b) => a - b);
    expect(times[Math.floor(times.length * 0.95)]).toBeLessThan(within(100));
    // The others' connections were never touched; its own ends, by whoever gives it up first, and it comes back.
    expect([...sam.closes, ...kim.closes]).toEqual([]);
    await reader.until(() => reader.text.toString() === sam.text.toString());
    await expect.poll(unsent, { timeout: 25_000 }).toBe(0);
    const text = sam.text.toString();
    await sam.acknowledged();
    for (const client of [sam, kim, reader]) client.close();
    await server.end("SIGKILL");
    expect(await readFresh(database.url, made.code)).toMatchObject({ faults: 0, pending: false, text });
  });

  test("that takes nothing for three heartbeats is given up, however little waits for it", async () => {
    const collab = await startCollab({ limits: { heartbeat: 300 } });
    const proxy = await startTcpProxy(collab.port);
    const made = collab.room("sam", "kim");
    const sam = await made.join("sam");
    const slow = await roomOf(proxy.url, made.id, made.people).raw("kim");
    const unsent = async () => Number(/pairlab_unsent_bytes (\d+)/.exec(await collab.server.hub.metrics())?.[1]);
    for (const link of proxy.links) link.stall();
    // The system takes some megabytes before anything waits here.
    const blocks = sam.doc.getText("blocks");
    while ((await unsent()) < 20 * BLOCK) {
      blocks.insert(0, "x".repeat(BLOCK));
      blocks.delete(0, BLOCK);
      await sam.acknowledged();
    }
    // It goes on saying that it is alive.
    const alive = setInterval(() => slow.ws.send(new Uint8Array([10])), 50);
    onTestFinished(() => clearInterval(alive));
    const since = performance.now();
    await expect.poll(unsent, { timeout: 10_000 }).toBe(0);
    expect(performance.now() - since).toBeGreaterThan(2 * 300);
    await expect.poll(() => collab.server.hub.metrics()).toMatch(/pairlab_connections 1\n/);
    expect(sam.closes).toEqual([]);
  });

  test("whose line is slow gets a document of 5 MB in its own time", async () => {
    // A quarter of a minute at a megabyte a second is to a heartbeat of 1 s what 27 s at 180 KB/s are to one of 10 s.
    const [heartbeat, rate] = inLongRun([400, 1_000_000], [10_000, 180_000]);
    const collab = await startCollab({ limits: { heartbeat } });
    const proxy = await startTcpProxy(collab.port);
    const made = collab.room("sam", "kim");
    const doc = new Y.Doc();
    doc.getText("text").insert(0, "x".repeat(4_900_000));
    await collab.server.hub.write(made.code, Y.encodeStateAsUpdate(doc), null);
    proxy.rate = rate;
    const since = performance.now();
    const slow = await roomOf(proxy.url, made.id, made.people).join("kim");
    const seconds = (performance.now() - since) / 1000;
    expect(slow.text.length).toBe(4_900_000);
    slow.text.insert(0, "here");
    await slow.message("saved", ({ complete }) => complete !== true);
    expect(slow.closes).toEqual([]);
    // It did take long: silence alone would have been taken for death.
    expect(seconds).toBeGreaterThan((2.5 * heartbeat) / 1000);
  });
});
