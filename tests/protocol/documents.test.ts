import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import {
  documentId,
  type FileEntry,
  filesOf,
  freePath,
  readDocumentId,
  readFiles,
  readPath,
  shownPaths,
} from "#protocol/documents";
import { type FileId, makeRoomId } from "#protocol/ids";
import { MAX_PATH_LENGTH } from "#protocol/limits";

describe("names of documents", () => {
  test("are read back as they were made", () => {
    const room = makeRoomId();
    expect(readDocumentId(documentId(room, "board"))).toEqual({ room, kind: "board" });
  });

  test.each([
    "",
    "room/",
    "room/abc",
    "room/abc/other",
    "room/ABC/code",
    "room/abc/code/",
    "x/room/abc/code",
    "room/a\0b/code",
    "room/abcdefghjkm/code",
  ])("%j is none", (name) => expect(readDocumentId(name)).toBeNull());
});

function docOf(...files: [id: string, path: string][]): Y.Doc {
  const doc = new Y.Doc();
  for (const [id, path] of files) {
    const entry = new Y.Map<string | Y.Text>([
      ["path", path],
      ["text", new Y.Text(id)],
    ]);
    filesOf(doc).set(id, entry as FileEntry);
  }
  return doc;
}

describe("files", () => {
  test("of one path are both shown, the same at every reader", () => {
    const files = readFiles(docOf(["b", "main.js"], ["a", "main.js"], ["c", "main (2).js"], ["d", "lib/x.js"]));
    expect(files.map(({ id, path }) => [path, id])).toEqual([
      ["lib/x.js", "d"],
      ["main (2).js", "c"],
      ["main (3).js", "b"],
      ["main.js", "a"],
    ]);
  });

  test("of one path, thousands of them, take as long as others", () => {
    const path = `${"x".repeat(180)}.js`;
    const files = Array.from({ length: 30_000 }, (_, n) => ({ id: `f${n}` as FileId, path }));
    const shown = new Set(shownPaths(files).values());
    expect(shown.size).toBe(files.length);
    // One after the other, counted from 2 each time, they would take a minute.
    expect(shown.has(`${"x".repeat(180)} (30000).js`)).toBe(true);
  });

  test("that are none are passed over", () => {
    const doc = docOf(["a", "main.js"]);
    const files = doc.getMap<unknown>("files");
    files.set("text", "x");
    files.set("null", null);
    files.set("array", new Y.Array());
    files.set("bare", new Y.Map());
    files.set(
      "odd",
      new Y.Map<unknown>([
        ["path", 7],
        ["text", "not a text"],
      ]),
    );
    expect(readFiles(doc).map(({ path }) => path)).toEqual(["main.js"]);
  });

  test("that are new take the next free name", () => {
    const taken = new Set(["a.js", "a (2).js", ".env", "x.y/z"]);
    expect(freePath("a.js", taken)).toBe("a (3).js");
    expect(freePath(".env", taken)).toBe(".env (2)");
    expect(freePath("x.y/z", taken)).toBe("x.y/z (2)");
    expect(freePath("b.js", taken)).toBe("b.js");
  });
});

describe("paths", () => {
  test.each([
    [" lib//a.js ", "lib/a.js"],
    ["über/naïve 😀.md", "über/naïve 😀.md"],
    ["e\u0301.txt", "é.txt"],
  ])("%j is taken as %j", (typed, path) => expect(readPath(typed)).toEqual({ ok: true, path }));

  test.each([
    ["", "empty"],
    ["   ", "empty"],
    ["lib/", "empty"],
    ["/etc/passwd", "absolute"],
    ["../up.js", "dots"],
    ["a/./b", "dots"],
    ["a/../b", "dots"],
    ["a\u0000b", "characters"],
    ["a\u202eb", "characters"],
    ["a\\b", "characters"],
    ["C:x", "characters"],
    ["x".repeat(500), "too-long"],
    ["x".repeat(MAX_PATH_LENGTH + 1), "too-long"],
  ])("%j is refused: %s", (typed, fault) => expect(readPath(typed)).toEqual({ ok: false, fault }));
});

test("a path with more accents than any has is too long before anything is made of it", () => {
  expect(readPath(`a${"\u0316\u0301".repeat(2_000_000)}`)).toEqual({ ok: false, fault: "too-long" });
  expect(readPath("a\u0301".repeat(200))).toEqual({ ok: true, path: "\u00e1".repeat(200) });
});
