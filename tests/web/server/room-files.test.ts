import { afterAll, beforeAll, expect, test } from "vitest";
import * as Y from "yjs";
import { documentId, type FileEntry, filesOf } from "#protocol/documents";
import { type Hub, setHub } from "#protocol/hub";
import { makeRoomId } from "#protocol/ids";
import { roomFiles, scratchCopy } from "../../../web/server/room-files.ts";

const [large, small] = [makeRoomId(), makeRoomId()];
const states = new Map<string, Uint8Array>();
beforeAll(() => setHub({ read: async (document) => states.get(document) ?? null } as Hub));
afterAll(() => setHub(undefined));

/** A room's code, typed by somebody who never types two letters side by side. */
function put(room: typeof large, letters: number): Uint8Array {
  const doc = new Y.Doc();
  const text = new Y.Text();
  filesOf(doc).set(
    "f",
    new Y.Map<string | Y.Text>([
      ["path", "main.js"],
      ["text", text],
    ]) as FileEntry,
  );
  doc.transact(() => {
    for (let n = 0; n < letters; n++) text.insert(n % 2 === 0 ? 0 : text.length, n % 2 === 0 ? "a" : "b");
  });
  const state = Y.encodeStateAsUpdate(doc);
  states.set(documentId(room, "code"), state);
  return state;
}

test("of a state that stays the same no second copy is made", async () => {
  put(small, 3);
  const files = await roomFiles(small);
  expect(files).toMatchObject([{ path: "main.js", text: "aab" }]);
  expect(await roomFiles(small)).toBe(files);
  put(small, 5);
  expect(await roomFiles(small)).toMatchObject([{ text: "aaabb" }]);
});

test("a document that takes long waits for its next copy, nobody else does, and what comes is the newest", async () => {
  put(large, 60_000);
  expect((await roomFiles(large))[0]?.text).toHaveLength(60_000);
  put(large, 60_001);
  const order: string[] = [];
  const again = roomFiles(large).then((files) => order.push(`large ${files[0]?.text.length}`));
  const copied = scratchCopy(large, "code").then((doc) => order.push(`copy ${doc !== null}`));
  put(small, 7);
  for (let n = 0; n < 20; n++) order.push(`small ${(await roomFiles(small))[0]?.text.length}`);
  put(large, 60_002);
  await Promise.all([again, copied]);
  expect(order.slice(0, 20)).toEqual(Array(20).fill("small 7"));
  expect(order.slice(20).sort()).toEqual(["copy true", "large 60002"]);
});
