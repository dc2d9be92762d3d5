import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { checkUpdate } from "#collab-server/update-check";
import { makeRandom } from "#tests/support/random";

/** A document that a few people have worked on with everything that pages use, and the updates on the way. */
function work(seed: number): { updates: Uint8Array[]; doc: Y.Doc } {
  const random = makeRandom(seed);
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  const text = doc.getText("text");
  const map = doc.getMap<unknown>("map");
  const list = doc.getArray<unknown>("list");
  for (let i = 0; i < 60; i++) {
    if (i % 20 === 19) doc.clientID = random.int(2 ** 32);
    const at = random.int(text.length + 1);
    doc.transact(() => {
      const what = random.int(8);
      if (what === 0) text.insert(at, "añ😀b");
      else if (what === 1 && text.length > at) text.delete(at, Math.min(3, text.length - at));
      else if (what === 2 && text.length > at) text.format(at, 1, { bold: true, deep: { a: [1] } });
      else if (what === 3)
        map.set(`k${random.int(4)}`, { x: random.int(9), y: [null, undefined, 1.5, "s", true, 2n ** 40n] });
      else if (what === 4)
        map.set(
          "nested",
          new Y.Map<unknown>([
            ["path", "a"],
            ["text", new Y.Text("b")],
          ]),
        );
      else if (what === 5)
        list.insert(random.int(list.length + 1), [new Uint8Array([1, 2]), { key: "a", val: { z: -7 } }]);
      else if (what === 6 && list.length > 0) list.delete(random.int(list.length), 1);
      else text.insertEmbed(Math.min(at, text.length), { image: "x" });
    });
  }
  return { updates, doc };
}

const SEEDS = Array.from({ length: 20 }, (_, seed) => seed);

describe("what Yjs itself writes", () => {
  test.each(SEEDS)("is read as Yjs reads it, seed %i", (seed) => {
    const { updates, doc } = work(seed);
    const fresh = Y.encodeStateAsUpdate(doc);
    const merged = Y.mergeUpdates(updates);
    for (const update of [...updates, fresh, merged]) {
      const result = checkUpdate(update);
      if (!result.ok) throw new Error(`refused: ${result.fault}`);
      const meta = Y.parseUpdateMeta(update);
      const { structs, deletes } = result.update;
      expect(new Map(structs.map(({ client, from }) => [client, from]))).toEqual(meta.from);
      expect(new Map(structs.map(({ client, to }) => [client, to]))).toEqual(meta.to);
      expect([...deletes.keys()].sort()).toEqual([...Y.decodeUpdate(update).ds.clients.keys()].sort());
    }
  });

  test.each(SEEDS)("is refused when a byte is missing or one too many, seed %i", (seed) => {
    for (const update of work(seed).updates.slice(0, 20)) {
      for (let length = 0; length < update.length; length++) {
        expect(checkUpdate(update.subarray(0, length)).ok).toBe(false);
      }
      expect(checkUpdate(new Uint8Array([...update, 0])).ok).toBe(false);
    }
  });
});

describe("what passes the check", () => {
  // The promise on which write-ahead stands: an update that is logged can be applied, now and at each load.
  test.each(SEEDS)("never throws when it is applied, however it was mangled, seed %i", (seed) => {
    const random = makeRandom(seed + 1000);
    const { updates } = work(seed);
    let passed = 0;
    for (let round = 0; round < 4000; round++) {
      const index = random.int(updates.length);
      const bytes = new Uint8Array(updates[index] as Uint8Array);
      for (let i = 0; i <= random.int(3); i++) {
        const at = random.int(bytes.length);
        bytes[at] = random.int(4) === 0 ? random.int(256) : ((bytes[at] as number) + random.int(5) - 2) & 255;
      }
      if (!checkUpdate(bytes).ok) continue;
      passed++;
      const doc = new Y.Doc();
      for (const update of updates.slice(0, index)) Y.applyUpdate(doc, update);
      Y.applyUpdate(doc, bytes);
      for (const update of updates.slice(index, index + 3)) Y.applyUpdate(doc, update);
      Y.applyUpdate(new Y.Doc(), Y.encodeStateAsUpdate(doc));
      if (passed >= 60) break;
    }
    expect(passed).toBeGreaterThan(10);
  });
});
