import { strToU8, zipSync } from "fflate";
import { createShapeId } from "tldraw";
import { expect, test } from "vitest";
import { BOARD_SCHEMA } from "#protocol/board-schema";
import { readSnapshot } from "#web/features/board/board-import";
import { readExportedBoard } from "#web/features/board/exported-board";
import { box, makeBoard } from "./boards.ts";

/** A board's document records as an export holds them, with changes on top. */
function snapshot(more: Record<string, unknown> = {}) {
  const { store } = makeBoard(1);
  const kept = store.allRecords().filter((record) => store.scopedTypes.document.has(record.typeName));
  const records = Object.fromEntries(kept.map((record) => [record.id, record]));
  return { document: { schema: BOARD_SCHEMA, store: { ...records, ...more } } };
}
const idsOf = (value: unknown) =>
  readSnapshot(value)
    .map(({ id }) => id)
    .sort();

test("valid records are taken, and those that are not are left out", () => {
  const good = box(createShapeId("good"));
  const odd = { ...box(createShapeId("odd")), x: "far" };
  const other = { ...box(createShapeId("other")), id: "shape:another" };
  const ids = idsOf(snapshot({ [good.id]: good, [odd.id]: odd, "shape:other": other }));
  expect(ids).toEqual(["document:document", "page:page", "shape:good"]);
});

test("shapes whose parent is not there are left out, and those within them", () => {
  const lost = box(createShapeId("lost"), { parentId: createShapeId("nowhere") });
  const within = box(createShapeId("within"), { parentId: lost.id });
  expect(idsOf(snapshot({ [within.id]: within, [lost.id]: lost }))).toEqual(["document:document", "page:page"]);
});

test.each([null, 1, {}, { document: null }, { document: { store: {}, schema: {} } }, { document: { store: 1 } }])(
  "%j is no board",
  (value) => {
    expect(readSnapshot(value)).toEqual([]);
  },
);

test("only a room's own export has a board and images", () => {
  const room = { "room.json": strToU8("{}"), "board.json": strToU8('{"a":1}') };
  const found = readExportedBoard(
    zipSync({ ...room, "assets/abc.png": new Uint8Array([1, 2]), "assets/../x.png": new Uint8Array([3]) }),
  );
  expect(found?.snapshot).toEqual({ a: 1 });
  expect([...(found?.images.keys() ?? [])]).toEqual(["abc"]);
  expect(readExportedBoard(zipSync({ "board.json": strToU8("{}") }))).toBeNull();
  expect(readExportedBoard(zipSync({ ...room, "board.json": strToU8("{") }))).toBeNull();
  expect(readExportedBoard(strToU8("no zip"))).toBeNull();
});
