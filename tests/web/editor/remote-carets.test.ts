import { expect, test } from "vitest";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { PEOPLE_COLORS } from "#protocol/awareness";
import type { FileId } from "#protocol/ids";
import { remoteCarets } from "#web/features/editor/remote-carets";

const FILE = "main" as FileId;

function seen(state: (text: Y.Text, other: Y.Text) => Record<string, unknown>) {
  const doc = new Y.Doc();
  const [text, other] = [doc.getText("a"), doc.getText("b")];
  text.insert(0, "hello");
  other.insert(0, "other");
  const awareness = new Awareness(doc);
  awareness.states.set(7, {
    user: { name: "Sam", color: PEOPLE_COLORS[2] },
    view: { file: FILE },
    ...JSON.parse(JSON.stringify(state(text, other))),
  });
  const carets = remoteCarets(awareness, FILE, text, text.length);
  awareness.destroy();
  return carets;
}
const at = (text: Y.Text, anchor: number, head: number) => ({
  anchor: Y.createRelativePositionFromTypeIndex(text, anchor),
  head: Y.createRelativePositionFromTypeIndex(text, head),
});

test("a person's place, name and colour in this file", () => {
  expect(seen((text) => ({ cursor: at(text, 1, 3) }))).toEqual([
    { client: 7, name: "Sam", color: 3, anchor: 1, head: 3 },
  ]);
});

test("nobody is drawn over a file that their view does not name", () => {
  expect(seen((text) => ({ cursor: at(text, 1, 3), view: { file: "other" } }))).toEqual([]);
  expect(seen((_, other) => ({ cursor: at(other, 1, 3) }))).toEqual([]);
});

test.each([
  ["no cursor", null],
  ["a number", 5],
  ["nonsense", { anchor: "x", head: [] }],
  ["a place that is not there yet", { anchor: { item: { client: 99, clock: 1e9 } }, head: {} }],
])("%s is not drawn and breaks nothing", (_, cursor) => {
  expect(seen(() => ({ cursor }))).toEqual([]);
});

test("a colour that is none of ours, and a person without a stamp", () => {
  expect(seen((text) => ({ cursor: at(text, 0, 0), user: { name: "X", color: "url(//evil)" } }))[0]?.color).toBe(8);
  expect(seen((text) => ({ cursor: at(text, 0, 0), user: null }))).toHaveLength(0);
});
