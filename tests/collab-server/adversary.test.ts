/** Members with write access who want to spoil what somebody else is about to type, or has typed. */
import * as encoding from "lib0/encoding";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { CLOSE } from "#protocol/refusals";
import { type RawClient, startCollab, type TestClient, type TestRoomOf, updateOf } from "#tests/support/collab";

const EVE = 666;
/** Clocks that a hostile delete set covers: all that a person types in a lesson. */
const LESSON = 10_000;

interface Block {
  client: number;
  clock: number;
  structs: ((encoder: encoding.Encoder) => void)[];
}

/** An update (V1) written by hand. */
function craft(blocks: Block[], deletes: [client: number, clock: number, len: number][] = []): Uint8Array {
  const e = encoding.createEncoder();
  const put = (...numbers: number[]) => {
    for (const number of numbers) encoding.writeVarUint(e, number);
  };
  put(blocks.length);
  // As Yjs writes them: the greater client id first.
  for (const { client, clock, structs } of [...blocks].sort((a, b) => b.client - a.client)) {
    put(structs.length, client, clock);
    for (const write of structs) write(e);
  }
  put(deletes.length);
  for (const [client, clock, len] of deletes) put(client, 1, clock, len);
  return encoding.toUint8Array(e);
}

const [LEFT, RIGHT] = [0x80, 0x40];
const TEXT = 4;
/** Text at the root. */
const text = (words: string) => (e: encoding.Encoder) => {
  encoding.writeUint8(e, TEXT);
  encoding.writeVarUint(e, 1);
  encoding.writeVarString(e, "text");
  encoding.writeVarString(e, words);
};
/** Text that stands beside, or in, a struct. */
const standing = (bit: number, client: number, clock: number, words: string) => (e: encoding.Encoder) => {
  encoding.writeUint8(e, TEXT | bit);
  if (bit === 0) encoding.writeVarUint(e, 0);
  encoding.writeVarUint(e, client);
  encoding.writeVarUint(e, clock);
  encoding.writeVarString(e, words);
};
/** A struct that is nothing but its length: 0 garbage, 1 deleted, 10 a gap. */
const empty = (kind: 0 | 1 | 10, length: number) => (e: encoding.Encoder) => {
  encoding.writeUint8(e, kind);
  if (kind === 1) {
    encoding.writeVarUint(e, 1);
    encoding.writeVarString(e, "text");
  }
  encoding.writeVarUint(e, length);
};

/** Eve knows Kim's client id from awareness and her clock from the document. `at` is the first clock not yet written. */
type Attack = (kim: number, at: number) => Uint8Array;
const ATTACKS: [string, Attack][] = [
  ["deletes what she is about to type", (kim, at) => craft([], [[kim, at, LESSON]])],
  ["deletes it further on", (kim, at) => craft([], [[kim, at + 3, LESSON]])],
  ["deletes it along with what is there", (kim, at) => craft([], [[kim, Math.max(0, at - 1), LESSON]])],
  [
    "hides that behind an edit of her own",
    (kim, at) => craft([{ client: EVE, clock: 0, structs: [text("hm")] }], [[kim, at, LESSON]]),
  ],
  ["writes at her next clock", (kim, at) => craft([{ client: kim, clock: at, structs: [text("stolen words")] }])],
  ["writes there with a gap", (kim, at) => craft([{ client: kim, clock: at + 2, structs: [text("stolen words")] }])],
  ["fills her clocks with garbage", (kim, at) => craft([{ client: kim, clock: at, structs: [empty(0, LESSON)] }])],
  ["fills them with deleted text", (kim, at) => craft([{ client: kim, clock: at, structs: [empty(1, LESSON)] }])],
  ["fills them with a gap", (kim, at) => craft([{ client: kim, clock: at, structs: [empty(10, LESSON)] }])],
  [
    "puts text behind a letter that is not typed yet",
    (kim, at) => craft([{ client: EVE, clock: 0, structs: [standing(LEFT, kim, at, "evil")] }]),
  ],
  [
    "puts text before one",
    (kim, at) => craft([{ client: EVE, clock: 0, structs: [standing(RIGHT, kim, at + 1, "evil")] }]),
  ],
  ["puts text into one", (kim, at) => craft([{ client: EVE, clock: 0, structs: [standing(0, kim, at, "evil")] }])],
];

async function scene(): Promise<{
  room: TestRoomOf;
  kim: TestClient;
  eve: RawClient;
  collab: Awaited<ReturnType<typeof startCollab>>;
}> {
  const collab = await startCollab();
  const room = collab.room("kim", "eve");
  const kim = await room.join("kim");
  const watcher = await room.join("eve");
  await watcher.until(() => watcher.others().has("kim"));
  return { collab, room, kim, eve: await room.raw("eve") };
}

/** Sends an update that must be refused. The message behind it is answered past the queue, if the socket lives. */
async function isRefused(eve: RawClient, update: Uint8Array, type: number) {
  eve.update(update, type);
  eve.say(JSON.stringify({ type: "run.input", runId: "none", text: "" }));
  expect((await eve.stateless("refused")).code).toBe("forbidden");
  expect(await eve.closed).toBe(CLOSE.replicaEnded);
}

const WORDS = "what Kim types next";
/** Kim types on, letter by letter; whoever opens the room, now or after a crash, reads just that. */
async function kimTypesOn({ room, kim, collab }: Awaited<ReturnType<typeof scene>>, before: string) {
  for (const letter of WORDS) kim.text.insert(kim.text.length, letter);
  await kim.acknowledged();
  expect(kim.closes).toEqual([]);
  expect((await room.join("eve")).text.toString()).toBe(before + WORDS);
  await collab.restart("cut");
  expect((await room.join("eve")).text.toString()).toBe(before + WORDS);
}

describe.each([
  ["an update", 2],
  ["a sync step 2", 1],
])("in %s", (_how, type) => {
  test.each(ATTACKS)("a member who %s is refused, before the first letter and after some", async (_what, attack) => {
    const s = await scene();
    const id = s.kim.doc.clientID;
    await isRefused(s.eve, attack(id, 0), type);
    s.kim.text.insert(0, "Hello. ");
    await s.kim.acknowledged();
    await isRefused(await s.room.raw("eve"), attack(id, 7), type);
    expect(s.collab.storage.rows(s.room.code)).toHaveLength(1);
    await kimTypesOn(s, "Hello. ");
  });

  test.each(ATTACKS)("nor does it help to be between the log and the document: who %s", async (_what, attack) => {
    const s = await scene();
    let open: () => void = () => {};
    s.collab.storage.gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    s.kim.text.insert(0, "Hello. ");
    s.kim.send({ type: "run.input", runId: "none", text: "" });
    // Answered past the queue: the edit before it was read, and waits for the disk.
    await s.kim.message("refused");
    await isRefused(s.eve, attack(s.kim.doc.clientID, 0), type);
    open();
    s.collab.storage.gate = null;
    await s.kim.acknowledged();
    expect(s.collab.storage.rows(s.room.code)).toHaveLength(1);
    await kimTypesOn(s, "Hello. ");
  });
});

test("another text under ids that are here is kept out of the log, and so out of what later comers read", async () => {
  const s = await scene();
  const id = s.kim.doc.clientID;
  // Kim's first words are garbage by now, for their file is deleted; the later ones are what she wrote.
  const first = s.kim.file("a.js", "gone");
  first.insert(0, "all ");
  const files = s.kim.doc.getMap("files");
  for (const key of [...files.keys()]) files.delete(key);
  s.kim.text.insert(0, "Kim's own words");
  await s.kim.acknowledged();
  const clock = Y.getState(s.kim.doc.store, id);
  // It stands on an edit of Eve's own that never comes, so that it waits.
  const forged = standing(LEFT, EVE, 500, "X".repeat(clock));
  s.eve.update(
    craft([
      { client: EVE, clock: 0, structs: [text("!")] },
      { client: id, clock: 0, structs: [forged] },
    ]),
  );
  await s.eve.acknowledgements(1);
  for (const { bytes } of s.collab.storage.rows(s.room.code)) {
    expect(new TextDecoder().decode(bytes)).not.toContain("XXX");
  }
  const reader = await s.room.join("kim");
  expect(reader.text.toString()).toContain("Kim's own words");
  expect(reader.text.toString()).not.toContain("X");
});

describe("what honest clients do early", () => {
  test("a person's own deletion may come before what it deletes", async () => {
    const s = await scene();
    const doc = new Y.Doc();
    const sent: Uint8Array[] = [];
    doc.on("update", (update: Uint8Array) => sent.push(update));
    doc.getText("text").insert(0, "typed offline");
    doc.getText("text").delete(0, 6);
    const [insertion, deletion] = sent as [Uint8Array, Uint8Array];
    s.eve.update(deletion);
    await s.eve.acknowledgements(1);
    s.eve.update(insertion);
    await s.eve.acknowledgements(2);
    await s.kim.until(() => s.kim.text.toString() === "offline");
  });

  test("one page of a person may delete what their other page has typed", async () => {
    const s = await scene();
    const other = await s.room.join("kim");
    s.kim.text.insert(0, "both are mine");
    await other.until(() => other.text.length === 13);
    other.text.delete(0, 9);
    await s.kim.until(() => s.kim.text.toString() === "mine");
  });

  test("an edit that brings along what is here already is taken, without that", async () => {
    const s = await scene();
    s.kim.text.insert(0, "mine");
    await s.kim.acknowledged();
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(s.kim.doc));
    doc.getText("text").insert(4, " and yours");
    s.eve.update(Y.encodeStateAsUpdate(doc), 1);
    await s.kim.until(() => s.kim.text.toString() === "mine and yours");
    const row = s.collab.storage.rows(s.room.code)[1];
    expect([...Y.parseUpdateMeta(row?.bytes ?? new Uint8Array()).from.keys()]).toEqual([doc.clientID]);
  });
});

test("whoever deletes under an id that nobody has takes it, as whoever writes under it", async () => {
  const s = await scene();
  s.eve.update(craft([], [[4242, 0, 5]]));
  await s.eve.acknowledgements(1);
  const kim = await s.room.raw("kim");
  kim.update(updateOf("mine", 4242));
  expect(await kim.closed).toBe(CLOSE.replicaEnded);
});
