import {
  createShapeId,
  type RecordsDiff,
  reverseRecordsDiff,
  type TLGeoShape,
  type TLRecord,
  type TLShapeId,
} from "tldraw";
import { describe, expect, it } from "vitest";
import { box, makeBoard, sync, type TestBoard } from "./boards.ts";

/** As tldraw's history does it: the change that was recorded, turned around and applied. */
function record(board: TestBoard, change: () => void) {
  const diff = board.store.extractingChanges(change);
  board.binding.flush();
  const apply = (part: RecordsDiff<TLRecord>) => {
    board.store.applyDiff(part, { ignoreEphemeralKeys: true });
    board.binding.flush();
  };
  return { undo: () => apply(reverseRecordsDiff(diff)), redo: () => apply(diff) };
}

function pair() {
  const a = makeBoard(1);
  const b = makeBoard(2);
  const id = createShapeId("x");
  const made = record(a, () => a.store.put([box(id)]));
  sync(a, b);
  return { a, b, id, made };
}

const move = (board: TestBoard, id: TLShapeId, x: number) =>
  record(board, () => board.store.update(id, (shape) => ({ ...shape, x })));
const paint = (board: TestBoard, id: TLShapeId, color: TLGeoShape["props"]["color"]) =>
  record(board, () =>
    board.store.update(id, (shape) => ({ ...shape, props: { ...(shape as TLGeoShape).props, color } }) as TLGeoShape),
  );

describe("undo", () => {
  it("takes back and puts back what one did oneself", () => {
    const { a, b, id, made } = pair();
    const moved = move(a, id, 40);
    moved.undo();
    expect(a.store.get(id)).toMatchObject({ x: 0 });
    moved.redo();
    expect(a.store.get(id)).toMatchObject({ x: 40 });
    moved.undo();
    made.undo();
    expect(a.store.has(id)).toBe(false);
    made.redo();
    sync(a, b);
    expect(b.store.get(id)).toMatchObject({ x: 0 });
  });

  it("leaves the other's change of the same shape", () => {
    const { a, b, id } = pair();
    const moved = move(a, id, 40);
    sync(a, b);
    paint(b, id, "red");
    sync(a, b);
    moved.undo();
    sync(a, b);
    for (const { store } of [a, b]) expect(store.get(id)).toMatchObject({ x: 0, props: { color: "red" } });
  });

  it("leaves the other's later value of the same field", () => {
    const { a, b, id } = pair();
    const moved = move(a, id, 40);
    sync(a, b);
    move(b, id, 90);
    sync(a, b);
    moved.undo();
    sync(a, b);
    for (const { store } of [a, b]) expect(store.get(id)).toMatchObject({ x: 90 });
  });

  it("does not bring back what the other has deleted", () => {
    const { a, b, id } = pair();
    const moved = move(a, id, 40);
    sync(a, b);
    record(b, () => b.store.remove([id]));
    sync(a, b);
    moved.undo();
    sync(a, b);
    for (const { store, records } of [a, b]) {
      expect(store.has(id)).toBe(false);
      expect(records.has(id)).toBe(false);
    }
  });

  it("does not delete one's own shape once the other has worked on it", () => {
    const { a, b, id, made } = pair();
    paint(b, id, "red");
    sync(a, b);
    made.undo();
    sync(a, b);
    for (const { store } of [a, b]) expect(store.get(id)).toMatchObject({ props: { color: "red" } });
  });

  it("brings back what one deleted oneself, unless its parent is gone", () => {
    const { a, b, id } = pair();
    const child = createShapeId("child");
    record(a, () => a.store.put([box(child, { parentId: id })]));
    sync(a, b);
    const deleted = record(a, () => a.store.remove([child]));
    deleted.undo();
    expect(a.store.has(child)).toBe(true);
    deleted.redo();
    sync(a, b);
    record(b, () => b.store.remove([id]));
    sync(a, b);
    deleted.undo();
    expect(a.store.has(child)).toBe(false);
  });
});
