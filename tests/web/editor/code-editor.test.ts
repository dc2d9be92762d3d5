// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from "vitest";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { filesOf } from "#protocol/documents";
import type { FileId } from "#protocol/ids";
import { MAX_FILE_LENGTH } from "#protocol/limits";
import { CodeEditor } from "#web/features/editor/code-editor";

const [MAIN, OTHER] = ["main" as FileId, "other" as FileId];
let doc: Y.Doc;
let editor: CodeEditor;
let refused: string[];

const text = (id: FileId) => filesOf(doc).get(id)?.get("text") as Y.Text;
const shown = () => editor.view.state.doc.toString();
const type = (insert: string, from = editor.view.state.doc.length) =>
  editor.view.dispatch({ changes: { from, insert }, selection: { anchor: from + insert.length } });
const press = (key: string) =>
  editor.view.contentDOM.dispatchEvent(
    new KeyboardEvent("keydown", { key, ctrlKey: true, bubbles: true, cancelable: true }),
  );

/** Bytes that still go into the document. */
let room = 10_000_000;
beforeEach(() => {
  doc = new Y.Doc();
  for (const [id, path, content] of [
    [MAIN, "main.js", "one\ntwo\n"],
    [OTHER, "other.js", "other"],
  ] as const) {
    const entry = new Y.Map<string | Y.Text>();
    entry.set("path", path);
    entry.set("text", new Y.Text(content));
    filesOf(doc).set(id, entry);
  }
  refused = [];
  editor = new CodeEditor({
    fits: (bytes) => bytes <= room,
    parent: document.body.appendChild(document.createElement("div")),
    doc,
    awareness: new Awareness(doc),
    nonce: "n",
    setView: () => undefined,
    refused: (sentence) => refused.push(sentence),
    say: () => undefined,
  });
  editor.show(MAIN, "main.js");
});
afterEach(() => {
  editor.dispose();
  doc.destroy();
});

test("what is typed reaches the text, and what others type reaches the editor", () => {
  type("three");
  expect(text(MAIN).toString()).toBe("one\ntwo\nthree");
  text(MAIN).insert(0, "zero\n");
  expect(shown()).toBe("zero\none\ntwo\nthree");
});

test("a file that others changed while it was away comes back as it is now, with this person's place in it", () => {
  editor.view.dispatch({ selection: { anchor: 4, head: 7 } });
  editor.show(OTHER, "other.js");
  expect(shown()).toBe("other");
  text(MAIN).insert(0, "zero\n");
  editor.show(MAIN, "main.js");
  expect(shown()).toBe("zero\none\ntwo\n");
  const { from, to } = editor.view.state.selection.main;
  expect(shown().slice(from, to)).toBe("two");
});

test("undo takes back what this person typed and nothing of the others, also after a look at another file", () => {
  type("mine");
  doc.transact(() => text(MAIN).insert(0, "theirs "), "a peer");
  editor.show(OTHER, "other.js");
  editor.show(MAIN, "main.js");
  press("z");
  expect(shown()).toBe("theirs one\ntwo\n");
  press("z");
  expect(shown()).toBe("theirs one\ntwo\n");
});

test("a paste that makes the file too long is refused with a sentence, and nothing is lost", async () => {
  type("x".repeat(MAX_FILE_LENGTH));
  await Promise.resolve();
  expect(shown()).toBe("one\ntwo\n");
  expect(refused).toEqual([expect.stringContaining("A file has at most 1 M characters")]);
});

test("what is in the shared text already is shown however long it is", () => {
  text(MAIN).insert(0, "x".repeat(MAX_FILE_LENGTH));
  expect(editor.view.state.doc.length).toBe(text(MAIN).length);
});

test("a carriage return in the shared text moves no later place", () => {
  text(OTHER).insert(0, "a\r\nb\r\n");
  editor.show(OTHER, "other.js");
  expect(editor.view.state.doc.length).toBe(text(OTHER).length);
  type("!", editor.view.state.doc.length);
  expect(text(OTHER).toString()).toBe("a\r\nb\r\nother!");
});

test("an observer's editor takes no typing and still follows", () => {
  editor.setReadOnly(true);
  expect(editor.view.state.readOnly).toBe(true);
  text(MAIN).insert(0, "new ");
  expect(shown()).toBe("new one\ntwo\n");
  editor.show(OTHER, "other.js");
  expect(editor.view.state.readOnly).toBe(true);
});

test("a place beyond the end is brought inside", () => {
  editor.go(99, 99);
  expect(editor.view.state.selection.main.head).toBe(shown().length);
});

test("a place without a column is its whole line", () => {
  editor.go(2);
  const { from, to } = editor.view.state.selection.main;
  expect(shown().slice(from, to)).toBe("two");
});

test("what would make the room too large is refused with a sentence, counted in bytes; deleting never is", async () => {
  room = 5;
  type("ééé");
  await Promise.resolve();
  expect(text(MAIN).toString()).toBe("one\ntwo\n");
  expect(refused).toEqual([expect.stringMatching(/larger than it can be \(5 MB\)/)]);
  type("abcde");
  expect(text(MAIN).toString()).toBe("one\ntwo\nabcde");
  room = 0;
  editor.view.dispatch({ changes: { from: 0, to: 4 } });
  expect(text(MAIN).toString()).toBe("two\nabcde");
  room = 10_000_000;
});

test("an undo that would bring back more than fits is refused, and works once there is room", () => {
  editor.view.dispatch({ changes: { from: 0, to: 4 } });
  expect(shown()).toBe("two\n");
  room = 3;
  press("z");
  expect(shown()).toBe("two\n");
  expect(refused).toEqual([expect.stringMatching(/larger than it can be/)]);
  room = 4;
  press("z");
  expect(shown()).toBe("one\ntwo\n");
  room = 10_000_000;
});
