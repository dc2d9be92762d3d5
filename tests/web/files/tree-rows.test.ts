import { expect, test } from "vitest";
import type { FileId } from "#protocol/ids";
import { parentOf, treeRows, treeStep, typeAhead } from "#web/features/files/tree-rows";

const files = (...paths: string[]) => paths.map((path) => ({ id: path as FileId, path }));
const drawn = (rows: ReturnType<typeof treeRows>) =>
  rows.map((row) => `${"  ".repeat(row.level - 1)}${row.name}${row.kind === "folder" ? "/" : ""}`);

test("folders come first, each level by name, numbers as numbers", () => {
  const rows = treeRows(files("b.js", "a10.js", "a9.js", "lib/x.js", "lib/deep/y.js"), new Set());
  expect(drawn(rows)).toEqual(["lib/", "  deep/", "    y.js", "  x.js", "a9.js", "a10.js", "b.js"]);
  expect(rows.map(({ position, size }) => `${position}/${size}`)).toEqual([
    "1/4",
    "1/2",
    "1/1",
    "2/2",
    "2/4",
    "3/4",
    "4/4",
  ]);
});

test("a closed folder hides what is in it", () => {
  expect(drawn(treeRows(files("lib/deep/y.js", "lib/x.js"), new Set(["lib/deep"])))).toEqual([
    "lib/",
    "  deep/",
    "  x.js",
  ]);
});

test("a file and a folder of the same name, made at once, are both there", () => {
  expect(drawn(treeRows(files("a", "a/b"), new Set()))).toEqual(["a/", "  b", "a"]);
});

test("typing a letter walks, typing more stays", () => {
  const rows = treeRows(files("main.js", "map.js", "util.js"), new Set());
  expect(typeAhead(rows, 0, "m")).toBe(1);
  expect(typeAhead(rows, 1, "m")).toBe(0);
  expect(typeAhead(rows, 1, "ma")).toBe(1);
  expect(typeAhead(rows, 0, "U")).toBe(2);
  expect(typeAhead(rows, 0, "z")).toBe(-1);
});

test("the folder of a path", () => {
  expect([parentOf("a/b/c"), parentOf("a")]).toEqual(["a/b", ""]);
});

test("the arrows open, close and walk", () => {
  const open = treeRows(files("lib/x.js", "main.js"), new Set());
  expect(treeStep(open, 0, "ArrowLeft")).toEqual({ kind: "toggle" });
  expect(treeStep(open, 0, "ArrowRight")).toEqual({ kind: "to", index: 1 });
  expect(treeStep(open, 1, "ArrowLeft")).toEqual({ kind: "to", index: 0 });
  expect(treeStep(open, 2, "ArrowLeft")).toEqual({ kind: "to", index: 2 });
  expect(treeStep(open, 2, "ArrowDown")).toEqual({ kind: "to", index: 2 });
  expect(treeStep(open, 2, "Home")).toEqual({ kind: "to", index: 0 });
  expect(treeStep(open, 0, "End")).toEqual({ kind: "to", index: 2 });
  const closed = treeRows(files("lib/x.js", "main.js"), new Set(["lib"]));
  expect(treeStep(closed, 0, "ArrowRight")).toEqual({ kind: "toggle" });
  expect(treeStep(closed, 0, "x")).toBeNull();
});
