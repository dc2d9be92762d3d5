import { createShapeId, type TLGeoShape } from "tldraw";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { readRecords } from "#protocol/board";
import { recordsOf } from "#protocol/documents";
import { box, makeBoard, shapesOf, sync } from "./boards.ts";

describe("an empty board", () => {
  it("is opened without a word being written", () => {
    const { doc, store, binding } = makeBoard(1);
    binding.flush();
    expect(store.has("page:page" as never)).toBe(true);
    expect(recordsOf(doc).length).toBe(0);
    expect(Y.encodeStateVector(doc)).toEqual(Y.encodeStateVector(new Y.Doc()));
  });

  it("opened by two at once keeps one page and both drawings", () => {
    const a = makeBoard(1);
    const b = makeBoard(2);
    a.store.put([box(createShapeId("a"))]);
    b.store.put([box(createShapeId("b"))]);
    a.binding.flush();
    b.binding.flush();
    sync(a, b);
    for (const { store } of [a, b]) {
      expect(store.allRecords().filter((record) => record.typeName === "page")).toHaveLength(1);
      expect(shapesOf(store).map((shape) => shape.id)).toHaveLength(2);
    }
    expect(readRecords(a.doc)).toEqual(readRecords(b.doc));
  });

  it("gets nothing from those who watch", () => {
    const watcher = makeBoard(1, false);
    watcher.store.put([box()]);
    watcher.binding.flush();
    expect(recordsOf(watcher.doc).length).toBe(0);
  });
});

describe("what one draws", () => {
  // tldraw writes at once where it sees a test; a browser's frames are what is to be seen here.
  beforeEach(() => {
    vi.stubGlobal("__FORCE_RAF_IN_TESTS__", true);
    vi.stubGlobal("requestAnimationFrame", () => 0);
    vi.stubGlobal("cancelAnimationFrame", () => undefined);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it("reaches the other, and so do its changes and its end", () => {
    const a = makeBoard(1);
    const b = makeBoard(2);
    const id = createShapeId("x");
    a.store.put([box(id)]);
    a.binding.flush();
    sync(a, b);
    expect(b.store.get(id)).toEqual(a.store.get(id));
    b.store.update(id, (shape) => ({ ...shape, x: 50 }));
    b.binding.flush();
    sync(a, b);
    expect(a.store.get(id)).toMatchObject({ x: 50 });
    a.store.remove([id]);
    a.binding.flush();
    sync(a, b);
    expect(b.store.has(id)).toBe(false);
    expect(readRecords(b.doc).has(id)).toBe(false);
  });

  it("goes out in one transaction a frame, with the board's origin", () => {
    const { doc, store, binding } = makeBoard(1);
    const origins: unknown[] = [];
    doc.on("update", (_update: Uint8Array, origin: unknown) => origins.push(origin));
    for (let i = 0; i < 5; i++) store.put([box(createShapeId(`${i}`))]);
    binding.flush();
    expect(origins).toEqual([{ source: "board" }]);
  });

  it("stays, with what another changed in the same frame", () => {
    const a = makeBoard(1);
    const b = makeBoard(2);
    const id = createShapeId("x");
    a.store.put([box(id)]);
    a.binding.flush();
    sync(a, b);
    b.store.update(
      id,
      (shape) => ({ ...shape, props: { ...(shape as TLGeoShape).props, color: "red" } }) as TLGeoShape,
    );
    b.binding.flush();
    // Drawn and not yet written when the other's change comes in.
    a.store.update(id, (shape) => ({ ...shape, x: 70 }));
    sync(b, a);
    sync(a, b);
    for (const { store } of [a, b]) expect(store.get(id)).toMatchObject({ x: 70, props: { color: "red" } });
    expect(readRecords(a.doc).get(id)).toEqual(a.store.get(id));
  });

  it("is the same for all, whoever wins at once", () => {
    const a = makeBoard(1);
    const b = makeBoard(2);
    const id = createShapeId("x");
    a.store.put([box(id)]);
    a.binding.flush();
    sync(a, b);
    a.store.update(id, (shape) => ({ ...shape, x: 1 }));
    b.store.update(id, (shape) => ({ ...shape, x: 2 }));
    a.binding.flush();
    b.binding.flush();
    sync(a, b);
    expect(a.store.get(id)).toEqual(b.store.get(id));
  });
});

describe("malformed records", () => {
  const forge = (key: string, val: unknown) => ({ key, val });

  it.each([
    ["a wrong type of prop", forge("shape:x", { ...box(createShapeId("x")), x: "far" })],
    ["an unknown kind of shape", forge("shape:x", { ...box(createShapeId("x")), type: "virus" })],
    ["no record at all", forge("shape:x", 7)],
    ["null", forge("shape:x", null)],
    ["another's id", forge("shape:x", box(createShapeId("y")))],
    [
      "a script as an address",
      forge("shape:x", box(createShapeId("x"), { props: { url: "javascript:alert(1)" } } as never)),
    ],
    [
      "a record of one page's session",
      forge("camera:page:page", { id: "camera:page:page", typeName: "camera", x: 9, y: 9, z: 1, meta: {} }),
    ],
    ["a shape that is its own parent", forge("shape:x", box(createShapeId("x"), { parentId: createShapeId("x") }))],
  ])("are left aside: %s", (_name, entry) => {
    const a = makeBoard(1);
    a.store.put([box(createShapeId("good"))]);
    a.binding.flush();
    recordsOf(a.doc).push([entry]);
    const b = makeBoard(2);
    sync(a, b);
    for (const { store, binding } of [a, b]) {
      expect(shapesOf(store).map((shape) => shape.id)).toEqual(["shape:good"]);
      expect(store.get("camera:page:page" as never)).toMatchObject({ x: 0 });
      expect([...binding.aside()]).toEqual([entry.key]);
    }
  });

  it("are shown once they have been mended", () => {
    const { doc, binding, store } = makeBoard(1);
    const heard: number[] = [];
    binding.subscribeAside(() => heard.push(binding.aside().size));
    recordsOf(doc).push([forge("shape:x", 7)]);
    recordsOf(doc).push([forge("shape:x", box(createShapeId("x")))]);
    expect(store.has(createShapeId("x"))).toBe(true);
    expect(heard).toEqual([1, 0]);
  });

  it("take a shape off the page that was good before", () => {
    const { doc, binding, store } = makeBoard(1);
    recordsOf(doc).push([forge("shape:x", box(createShapeId("x")))]);
    recordsOf(doc).push([forge("shape:x", { nonsense: true })]);
    expect(store.has(createShapeId("x"))).toBe(false);
    expect(binding.aside().size).toBe(1);
  });

  it("cannot make a circle of two, in one update or in two", () => {
    for (const pieces of [1, 2]) {
      const { doc, binding, store } = makeBoard(1);
      const one = forge("shape:p", box(createShapeId("p"), { parentId: createShapeId("q") }));
      const two = forge("shape:q", box(createShapeId("q"), { parentId: createShapeId("p") }));
      if (pieces === 1) recordsOf(doc).push([one, two]);
      else for (const entry of [one, two]) recordsOf(doc).push([entry]);
      const parents = new Map(shapesOf(store).map((shape) => [shape.id as string, shape.parentId as string]));
      expect(parents.get(parents.get("shape:p") ?? "")).not.toBe("shape:p");
      expect(binding.aside().size).toBeGreaterThan(0);
    }
  });

  it("leave a page to stand on, even where every page is deleted", () => {
    const { doc, records, store } = makeBoard(1);
    recordsOf(doc).push([
      forge("page:other", { id: "page:other", typeName: "page", name: "Other", index: "a2", meta: {} }),
    ]);
    records.delete("page:other");
    expect(store.allRecords().filter((record) => record.typeName === "page")).toHaveLength(1);
  });
});

it("what does not fit into a full board is taken back and said so; deleting goes on", () => {
  let room = 100_000;
  const a = makeBoard(1, true, (bytes) => bytes <= room);
  const kept = box();
  a.store.put([kept]);
  a.binding.flush();
  room = 0;
  const more = box();
  a.store.put([more, { ...kept, x: 50 }]);
  a.binding.flush();
  expect(a.told).toEqual(["full"]);
  expect(shapesOf(a.store).map(({ id, x }) => [id, x])).toEqual([[kept.id, 0]]);
  expect(a.records.has(more.id)).toBe(false);
  a.store.remove([kept.id]);
  a.binding.flush();
  expect(a.records.has(kept.id)).toBe(false);
});
