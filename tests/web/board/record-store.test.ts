import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { recordsOf } from "#protocol/documents";
import { type RecordChange, RecordStore } from "#web/features/board/record-store";

/** The map as a plain reader of the array sees it: the last entry of a key wins. */
function readArray(doc: Y.Doc): Record<string, unknown> {
  const map = new Map<string, unknown>();
  for (const entry of recordsOf(doc).toArray()) {
    if (typeof entry?.key === "string") map.set(entry.key, entry.val);
  }
  return Object.fromEntries([...map].sort());
}

function contents(store: RecordStore): Record<string, unknown> {
  return Object.fromEntries([...store.entries()].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

function replica(clientID: number) {
  const doc = new Y.Doc();
  doc.clientID = clientID;
  return { doc, store: new RecordStore(doc) };
}

function sync(...docs: Y.Doc[]) {
  for (const from of docs) {
    for (const to of docs) if (from !== to) Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)));
  }
}

describe("one replica", () => {
  it("gets what was set last, also inside the transaction", () => {
    const { doc, store } = replica(1);
    doc.transact(() => {
      store.set("a", 1);
      store.set("a", 2);
      expect(store.get("a")).toBe(2);
      store.delete("a");
      expect(store.has("a")).toBe(false);
      store.set("a", 3);
    });
    expect(contents(store)).toEqual({ a: 3 });
    expect(recordsOf(doc).toArray()).toEqual([{ key: "a", val: 3 }]);
  });

  it("tells a listener what changed, once a transaction and only if it did", () => {
    const { doc, store } = replica(1);
    store.set("a", 1);
    const seen: Record<string, RecordChange>[] = [];
    store.observe((changes) => seen.push(Object.fromEntries(changes)));
    doc.transact(() => {
      store.set("a", 2);
      store.set("a", 3);
      store.set("b", 1);
      store.delete("b");
    });
    store.delete("a");
    store.delete("never there");
    expect(seen).toEqual([{ a: { before: 1, after: 3 } }, { a: { before: 3, after: undefined } }]);
  });

  it("lets a listener write", () => {
    const { store } = replica(1);
    store.observe((changes) => {
      if (changes.has("a")) store.set("b", store.get("a"));
    });
    store.set("a", 1);
    expect(contents(store)).toEqual({ a: 1, b: 1 });
  });

  it("keeps positions right for those who use the array by index", () => {
    const { doc, store } = replica(1);
    for (let i = 0; i < 50; i++) store.set(`k${i}`, i);
    const array = recordsOf(doc);
    expect(array.get(30)).toEqual({ key: "k30", val: 30 });
    store.delete("k10");
    store.set("k20", "new");
    expect(array.get(28)).toEqual({ key: "k30", val: 30 });
    expect(array.toArray()).toHaveLength(49);
    expect(array.length).toBe(49);
  });
});

describe("opening", () => {
  it("writes nothing, not even where a key is doubled", () => {
    const a = replica(1);
    const b = replica(2);
    a.store.set("k", "a");
    b.store.set("k", "b");
    sync(a.doc, b.doc);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(a.doc));
    let writes = 0;
    doc.on("update", () => writes++);
    const store = new RecordStore(doc);
    expect(writes).toBe(0);
    expect(recordsOf(doc).length).toBe(2);
    expect(contents(store)).toEqual(contents(a.store));
    expect(contents(a.store)).toEqual(contents(b.store));
  });

  it("passes over what is no entry", () => {
    const { doc, store } = replica(1);
    const array = recordsOf(doc) as unknown as Y.Array<unknown>;
    array.push([null, 1, "text", { val: 1 }, { key: 7, val: 1 }, { key: "ok", val: 1 }, new Y.Map(), new Y.Text("x")]);
    expect(contents(store)).toEqual({ ok: 1 });
    expect(contents(new RecordStore(doc))).toEqual({ ok: 1 });
    store.set("ok", 2);
    store.delete("ok");
    expect(contents(store)).toEqual({});
  });
});

describe("two replicas", () => {
  it("resolve a doubled key alike, and the next writer of the key clears it away", () => {
    const a = replica(1);
    const b = replica(2);
    a.store.set("k", "a");
    b.store.set("k", "b");
    b.store.set("other", 1);
    sync(a.doc, b.doc);
    expect(contents(a.store)).toEqual(contents(b.store));
    expect(recordsOf(a.doc).length).toBe(3);
    a.store.set("other", 2);
    expect(recordsOf(a.doc).length).toBe(3);
    b.store.set("k", "c");
    sync(a.doc, b.doc);
    expect(contents(a.store)).toEqual({ k: "c", other: 2 });
    expect(recordsOf(a.doc).length).toBe(2);
  });

  it("undo for one person only, and never over another's later value", () => {
    const a = replica(1);
    const b = replica(2);
    const undo = new Y.UndoManager(recordsOf(a.doc), { trackedOrigins: new Set(["a"]), captureTimeout: 0 });
    a.doc.transact(() => a.store.set("k", "first"), "a");
    a.doc.transact(() => a.store.set("k", "second"), "a");
    undo.undo();
    sync(a.doc, b.doc);
    expect(contents(b.store)).toEqual({ k: "first" });
    undo.redo();
    sync(a.doc, b.doc);
    b.store.set("k", "b's");
    b.store.set("mine", 1);
    sync(a.doc, b.doc);
    undo.undo();
    sync(a.doc, b.doc);
    expect(contents(a.store)).toEqual({ k: "b's", mine: 1 });
    expect(contents(b.store)).toEqual(contents(a.store));
  });

  it("stay small while both drag at once", () => {
    const a = replica(1);
    const b = replica(2);
    const shape = { id: "shape:x", type: "geo", x: 0, y: 0, props: { w: 100, h: 100, text: "a box with words" } };
    for (let i = 0; i < 500; i++) {
      a.store.set("shape:a", { ...shape, x: i });
      b.store.set("shape:b", { ...shape, x: i });
      sync(a.doc, b.doc);
    }
    expect(Y.encodeStateAsUpdate(a.doc).length).toBeLessThan(1000);
  });
});

describe("convergence", () => {
  const KEYS = ["a", "b", "c", "d"];
  type Step =
    | { do: "set"; who: number; keys: string[]; val: number }
    | { do: "delete"; who: number; key: string }
    | { do: "undo" | "redo"; who: number }
    | { do: "push"; who: number; key: string; val: number }
    | { do: "deliver"; from: number; to: number; pick: number };
  const who = fc.nat(2);
  const key = fc.constantFrom(...KEYS);
  const val = fc.nat(999);
  const step: fc.Arbitrary<Step> = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ do: fc.constant("set" as const), who, keys: fc.array(key, { maxLength: 3 }), val }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("delete" as const), who, key }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("undo" as const, "redo" as const), who }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("push" as const), who, key, val }) },
    { weight: 6, arbitrary: fc.record({ do: fc.constant("deliver" as const), from: who, to: who, pick: fc.nat(50) }) },
  );

  it("of three replicas under sets, deletes, undo and any order of delivery", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const replicas = [1, 2, 3].map((id) => {
          const { doc, store } = replica(id);
          const undo = new Y.UndoManager(recordsOf(doc), { trackedOrigins: new Set([id]), captureTimeout: 0 });
          const seen: Record<string, unknown> = {};
          store.observe((changes) => {
            for (const [key, { before, after }] of changes) {
              expect(seen[key]).toEqual(before);
              if (after === undefined) delete seen[key];
              else seen[key] = after;
            }
          });
          return { id, doc, store, undo, seen, outbox: [[], [], []] as Uint8Array[][] };
        });
        for (const one of replicas) {
          one.doc.on("update", (update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
            if (transaction.local) for (const box of one.outbox) box.push(update);
          });
        }
        const at = (index: number) => replicas[index] as (typeof replicas)[number];
        for (const step of steps) {
          if (step.do === "deliver") {
            const box = at(step.from).outbox[step.to] as Uint8Array[];
            const [update] = box.splice(step.pick % Math.max(1, box.length), 1);
            if (update && step.from !== step.to) Y.applyUpdate(at(step.to).doc, update);
            continue;
          }
          const { id, doc, store, undo } = at(step.who);
          switch (step.do) {
            case "set":
              doc.transact(() => {
                for (const key of step.keys) store.set(key, step.val);
              }, id);
              break;
            case "delete":
              doc.transact(() => store.delete(step.key), id);
              break;
            case "push":
              // A foreign writer that does not clear away what it replaces.
              doc.transact(() => recordsOf(doc).push([{ key: step.key, val: step.val }]), "foreign");
              break;
            case "undo":
              undo.undo();
              break;
            case "redo":
              undo.redo();
              break;
          }
          expect(contents(store)).toEqual(readArray(doc));
        }
        sync(...replicas.map((one) => one.doc));
        sync(...replicas.map((one) => one.doc));
        for (const { doc, store, seen } of replicas) {
          expect(contents(store)).toEqual(readArray(doc));
          expect(contents(store)).toEqual(contents(at(0).store));
          expect(seen).toEqual(contents(store));
          expect(contents(new RecordStore(doc))).toEqual(contents(store));
        }
      }),
      { numRuns: 400 },
    );
  });
});
