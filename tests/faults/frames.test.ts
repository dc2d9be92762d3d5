import { expect, test } from "vitest";
import { MAX_PENDING } from "#protocol/limits";
import { CLOSE } from "#protocol/refusals";
import { broken, honestFrames } from "#tests/support/broken-frames";
import { startCollab, type TestRoomOf } from "#tests/support/collab";
import { seeds, sleep } from "#tests/support/faults";
import { makeRandom, type Random } from "#tests/support/random";
import { missing, readStored, Writer } from "#tests/support/writer";

/** Frames that go wrong, in all. */
const FRAMES = 10_000;
/** Frames of one replica at most. */
const OF_ONE = 60;
const REASONS = new Set<number>([
  CLOSE.malformed,
  CLOSE.replicaEnded,
  CLOSE.tooLarge,
  CLOSE.tooMany,
  CLOSE.tooManyDocuments,
]);

/** One replica after the other sends broken frames until the server has had enough of it. How many were sent. */
async function attack(room: TestRoomOf, name: string, random: Random, frames: number): Promise<Map<string, number>> {
  const ends = new Map<string, number>();
  let sent = 0;
  for (let replica = 0; sent < frames; replica++) {
    const client = await room.raw(name);
    const closed = new Promise<string>((resolve) => {
      client.ws.on("close", (code, reason) => resolve(`${code} ${reason}`));
    });
    const stream = broken(honestFrames(room.code, `${name}-${replica}`, random), random);
    let open = true;
    void closed.then(() => {
      open = false;
    });
    for (let n = 0; n < OF_ONE && open && sent < frames; n++) {
      client.ws.send(stream.next().value as Uint8Array);
      sent++;
      // The answer may come between any two.
      if (random.chance(0.3)) await sleep(random.int(2));
    }
    // What is left is read before the goodbye.
    client.ws.close(1000, "done");
    const end = await closed;
    ends.set(end, (ends.get(end) ?? 0) + 1);
  }
  return ends;
}

test.each(seeds(1).slice(0, 20))(
  "10,000 broken frames end those who send them and nobody else, seed %i",
  async (seed) => {
    const random = makeRandom(seed);
    const collab = await startCollab();
    const room = collab.room("sam", "kim", "eve", "ivo", "uma");
    const writers: Writer[] = [];
    for (const name of ["sam", "kim"]) writers.push(new Writer(await room.join(name), `${seed}.${name}`));
    let typing = true;
    const typed = writers.map(async (writer) => {
      while (typing) {
        writer.type();
        await sleep(20);
      }
    });
    const attacks = ["eve", "ivo", "uma"].map((name) => attack(room, name, random, Math.ceil(FRAMES / 3)));
    const ends = (await Promise.all(attacks)).flatMap((map) => [...map.keys()]);
    typing = false;
    await Promise.all(typed);
    for (const end of ends) {
      const [code, ...reason] = end.split(" ");
      if (code === "1000") continue;
      expect(REASONS.has(Number(code)), end).toBe(true);
      expect(reason.join(" ")).not.toBe("");
    }
    // Most of them were caught at something.
    expect(new Set(ends).size).toBeGreaterThan(2);
    for (const writer of writers) await writer.saved();
    const all = writers.flatMap((writer) => writer.typed);
    for (const { client } of writers) {
      await client.until(() => missing(all, client.text.toString()).length === 0);
      expect(client.closes).toEqual([]);
    }
    const wrong = /could not be dealt with|threw while it was applied|could not be applied|uncaught/;
    expect(collab.logged.filter((line) => wrong.test(line))).toEqual([]);

    const text = writers[0]?.client.text.toString();
    for (const { client } of writers) client.close();
    await collab.restart("cut");
    for (const document of collab.storage.documents.keys()) {
      const stored = await readStored(collab.storage, document);
      expect(stored.faults).toBe(0);
      expect(stored.doc.store.pendingStructs?.update.length ?? 0).toBeLessThan(MAX_PENDING);
      if (document === room.code) expect(stored.text).toBe(text);
    }
    // And somebody who comes now is served.
    const next = await room.join("sam");
    expect(next.text.toString()).toBe(text);
  },
);
