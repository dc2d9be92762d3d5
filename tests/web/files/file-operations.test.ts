import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { filesOf, readFiles } from "#protocol/documents";
import type { FileId } from "#protocol/ids";
import { MAX_FILES } from "#protocol/limits";
import {
  createFile,
  deletedFiles,
  KEPT_DELETED,
  removeFiles,
  renameFile,
  renameFolder,
  restoreFiles,
  textOf,
} from "#web/features/files/file-operations";

function make(doc: Y.Doc, path: string, text = ""): FileId {
  const made = createFile(doc, path, text);
  if (!made.ok) throw new Error(made.message);
  return made.id;
}
const paths = (doc: Y.Doc) => readFiles(doc).map(({ path }) => path);

/** Two people who have the same room, and a way to let each see what the other did. */
function pair() {
  const [ada, ben] = [new Y.Doc(), new Y.Doc()];
  const meet = () => {
    const [a, b] = [Y.encodeStateAsUpdate(ada), Y.encodeStateAsUpdate(ben)];
    Y.applyUpdate(ada, b);
    Y.applyUpdate(ben, a);
  };
  return { ada, ben, meet };
}

describe("one person", () => {
  test("creates by path, cleaned", () => {
    const doc = new Y.Doc();
    make(doc, "  lib//util.js ", "1");
    expect(readFiles(doc)).toMatchObject([{ path: "lib/util.js", text: "1" }]);
  });

  test.each([
    ["", "Give the file a name."],
    ["../a.js", "A path cannot contain “.” or “..” as a folder."],
    ["/a.js", "A path starts with a name, not with a slash."],
    ["a\u0007.js", /control or invisible/],
    ["x".repeat(500), /at most 200 characters/],
    ["main.js", "A file with this path exists already."],
    ["lib", "A folder with this name exists already."],
    ["main.js/a", "“main.js” is a file, so it cannot be a folder too."],
  ])("is told why %j cannot be", (typed, sentence) => {
    const doc = new Y.Doc();
    make(doc, "main.js");
    make(doc, "lib/a.js");
    const made = createFile(doc, typed);
    expect(made.ok).toBe(false);
    if (!made.ok) expect(made.message).toMatch(sentence);
    expect(paths(doc)).toEqual(["lib/a.js", "main.js"]);
  });

  test("cannot have more than the most files", () => {
    const doc = new Y.Doc();
    for (let i = 0; i < MAX_FILES; i++) make(doc, `f${i}.js`);
    expect(createFile(doc, "one-more.js")).toEqual({ ok: false, message: `A room has at most ${MAX_FILES} files.` });
  });

  test("renames; a file may keep its own path", () => {
    const doc = new Y.Doc();
    const id = make(doc, "a.js", "text");
    expect(renameFile(doc, id, "a.js").ok).toBe(true);
    expect(renameFile(doc, id, "lib/b.js")).toEqual({ ok: true, id, path: "lib/b.js" });
    expect(readFiles(doc)).toEqual([{ id, path: "lib/b.js", text: "text" }]);
  });

  test("moves a folder whole or not at all", () => {
    const doc = new Y.Doc();
    make(doc, "lib/a.js");
    make(doc, "lib/deep/b.js");
    make(doc, "src/a.js");
    expect(renameFolder(doc, "lib", "src").ok).toBe(false);
    expect(paths(doc)).toEqual(["lib/a.js", "lib/deep/b.js", "src/a.js"]);
    expect(renameFolder(doc, "lib", "lib/x").ok).toBe(false);
    expect(renameFolder(doc, "lib", "code/lib")).toEqual({ ok: true, files: 2 });
    expect(paths(doc)).toEqual(["code/lib/a.js", "code/lib/deep/b.js", "src/a.js"]);
  });

  test("deletes and brings back the same file", () => {
    const doc = new Y.Doc();
    const id = make(doc, "a.js", "text");
    expect(removeFiles(doc, [id])).toEqual([{ id, path: "a.js" }]);
    expect(readFiles(doc)).toEqual([]);
    expect(removeFiles(doc, [id])).toEqual([]);
    restoreFiles(doc, [id]);
    expect(readFiles(doc)).toEqual([{ id, path: "a.js", text: "text" }]);
    expect(deletedFiles(doc)).toEqual([]);
  });

  test("keeps the last deleted texts only", () => {
    const doc = new Y.Doc();
    for (let i = 0; i <= KEPT_DELETED; i++) removeFiles(doc, [make(doc, "a.js")], new Date(i * 1000));
    expect(filesOf(doc).size).toBe(KEPT_DELETED);
    expect(deletedFiles(doc).at(-1)?.deleted).toBe(new Date(1000).toISOString());
  });

  test("a restored file whose path is taken by now is shown beside the other", () => {
    const doc = new Y.Doc();
    const id = make(doc, "a.js", "old");
    removeFiles(doc, [id]);
    make(doc, "a.js", "new");
    restoreFiles(doc, [id]);
    expect(paths(doc)).toEqual(["a (2).js", "a.js"]);
    expect(
      readFiles(doc)
        .map(({ text }) => text)
        .sort(),
    ).toEqual(["new", "old"]);
  });
});

describe("two people at once", () => {
  test("create the same path: both files are there, and both see the same names", () => {
    const { ada, ben, meet } = pair();
    make(ada, "a.js", "by ada");
    make(ben, "a.js", "by ben");
    meet();
    expect(paths(ada)).toEqual(["a (2).js", "a.js"]);
    expect(readFiles(ada)).toEqual(readFiles(ben));
    expect(
      readFiles(ada)
        .map(({ text }) => text)
        .sort(),
    ).toEqual(["by ada", "by ben"]);
  });

  test("rename different files to the same path: neither is lost", () => {
    const { ada, ben, meet } = pair();
    const one = make(ada, "1.js", "one");
    const two = make(ada, "2.js", "two");
    meet();
    renameFile(ada, one, "same.js");
    renameFile(ben, two, "same.js");
    meet();
    expect(paths(ada)).toEqual(["same (2).js", "same.js"]);
    expect(readFiles(ada)).toEqual(readFiles(ben));
  });

  test("one types into a file while the other deletes it and undoes that: the typing is there", () => {
    const { ada, ben, meet } = pair();
    const id = make(ada, "a.js", "hello");
    meet();
    removeFiles(ada, [id]);
    textOf(ben, id)?.insert(5, " world");
    meet();
    expect(paths(ada)).toEqual([]);
    restoreFiles(ada, [id]);
    meet();
    expect(readFiles(ada)).toEqual([{ id, path: "a.js", text: "hello world" }]);
    expect(readFiles(ben)).toEqual(readFiles(ada));
  });

  test("one renames while the other deletes: both agree, and the text can be had", () => {
    const { ada, ben, meet } = pair();
    const id = make(ada, "a.js", "text");
    meet();
    removeFiles(ada, [id]);
    renameFile(ben, id, "b.js");
    meet();
    expect(readFiles(ada)).toEqual(readFiles(ben));
    if (readFiles(ada).length === 0) restoreFiles(ada, [id]);
    expect(readFiles(ada)).toMatchObject([{ id, text: "text" }]);
  });
});
