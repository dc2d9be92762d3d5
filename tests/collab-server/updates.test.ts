import * as encoding from "lib0/encoding";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { MAX_DOCUMENT, MAX_PENDING } from "#protocol/limits";
import { CLOSE } from "#protocol/refusals";
import { type RawClient, startCollab, type TestCollab, type TestRoomOf, updateOf } from "#tests/support/collab";

async function open(...names: string[]): Promise<{ collab: TestCollab; room: TestRoomOf; raw: RawClient }> {
  const collab = await startCollab();
  const room = collab.room("sam", "kim", ...names);
  return { collab, room, raw: await room.raw("sam") };
}

/** One struct under client 7, written by hand. */
function struct(write: (encoder: encoding.Encoder) => void, clock = 0): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const number of [1, 1, 7, clock]) encoding.writeVarUint(encoder, number);
  write(encoder);
  encoding.writeVarUint(encoder, 0);
  return encoding.toUint8Array(encoder);
}
const ids = (encoder: encoding.Encoder, ...numbers: number[]) => {
  for (const number of numbers) encoding.writeVarUint(encoder, number);
};

describe("an update that must not be", () => {
  const self = (bit: number) =>
    struct((e) => {
      encoding.writeUint8(e, bit | 4);
      ids(e, 7, 0);
      encoding.writeVarString(e, "x");
    });
  const root = (e: encoding.Encoder, content: number) => {
    encoding.writeUint8(e, content);
    ids(e, 1);
    encoding.writeVarString(e, "text");
  };
  const nested = (depth: number) =>
    struct((e) => {
      root(e, 8);
      ids(e, 1);
      for (let i = 0; i < depth; i++) {
        encoding.writeUint8(e, 117);
        ids(e, 1);
      }
      encoding.writeUint8(e, 126);
    });
  const good = updateOf("hello");
  const cases: [string, Uint8Array, number][] = [
    ["truncated", good.subarray(0, good.length - 3), CLOSE.malformed],
    ["with bytes left over", new Uint8Array([...good, 0]), CLOSE.malformed],
    ["empty", new Uint8Array(), CLOSE.malformed],
    ["standing on itself to the left", self(0x80), CLOSE.replicaEnded],
    ["standing on itself to the right", self(0x40), CLOSE.replicaEnded],
    [
      "its own parent",
      struct((e) => {
        encoding.writeUint8(e, 4);
        ids(e, 0, 7, 0);
        encoding.writeVarString(e, "x");
      }),
      CLOSE.replicaEnded,
    ],
    [
      "of no length",
      struct((e) => {
        root(e, 4);
        encoding.writeVarString(e, "");
      }),
      CLOSE.replicaEnded,
    ],
    [
      "garbage of no length",
      struct((e) => {
        encoding.writeUint8(e, 0);
        ids(e, 0);
      }),
      CLOSE.replicaEnded,
    ],
    [
      "of an unknown type",
      struct((e) => {
        root(e, 7);
        ids(e, 99);
      }),
      CLOSE.replicaEnded,
    ],
    ["of unknown content", struct((e) => root(e, 23)), CLOSE.replicaEnded],
    [
      "a document in a document",
      struct((e) => {
        root(e, 9);
        encoding.writeVarString(e, "guid");
        encoding.writeUint8(e, 126);
      }),
      CLOSE.replicaEnded,
    ],
    ["nested without end", nested(5_000), CLOSE.replicaEnded],
    [
      "of a JSON that is none",
      struct((e) => {
        root(e, 5);
        encoding.writeVarString(e, "{");
      }),
      CLOSE.replicaEnded,
    ],
    [
      "beyond every clock",
      struct((e) => {
        root(e, 1);
        ids(e, 2 ** 40);
      }),
      CLOSE.replicaEnded,
    ],
    [
      "two blocks of one client",
      (() => {
        const e = encoding.createEncoder();
        ids(e, 2);
        for (const clock of [0, 1]) {
          ids(e, 1, 7, clock);
          root(e, 4);
          encoding.writeVarString(e, "x");
        }
        ids(e, 0);
        return encoding.toUint8Array(e);
      })(),
      CLOSE.replicaEnded,
    ],
  ];
  test.each(cases)("%s: refused, not logged, seen by nobody", async (_what, update, code) => {
    const { collab, room, raw } = await open();
    const kim = await room.join("kim");
    raw.update(update);
    expect((await raw.stateless("refused")).code).toBe("malformed");
    expect(await raw.closed).toBe(code);
    kim.text.insert(0, "on");
    await kim.acknowledged();
    expect(kim.text.toString()).toBe("on");
    expect(collab.storage.rows(room.code)).toHaveLength(1);
  });

  test("nesting that honest records have is fine", async () => {
    const { collab, room, raw } = await open();
    raw.update(nested(50));
    await raw.frame(8);
    expect(collab.storage.rows(room.code)).toHaveLength(1);
  });
});

describe("client ids", () => {
  test("nobody writes under the id of somebody else, seen in an edit", async () => {
    const { collab, room, raw } = await open();
    const kim = await room.join("kim");
    kim.text.insert(0, "mine");
    await kim.acknowledged();
    const forged = new Y.Doc();
    Y.applyUpdate(forged, Y.encodeStateAsUpdate(kim.doc));
    forged.clientID = kim.doc.clientID;
    const before = Y.encodeStateVector(forged);
    forged.getText("text").insert(4, " too");
    raw.update(Y.encodeStateAsUpdate(forged, before));
    expect(await raw.closed).toBe(CLOSE.replicaEnded);
    kim.text.insert(4, "!");
    await kim.acknowledged();
    expect(collab.storage.rows(room.code)).toHaveLength(2);
    const later = await room.join("kim");
    expect(later.text.toString()).toBe("mine!");
  });

  test("nor under one that was only seen in awareness, even after a restart", async () => {
    const { collab, room } = await open();
    const kim = await room.join("kim");
    const sam = await room.join("sam");
    await sam.until(() => sam.others().has("kim"));
    const id = kim.doc.clientID;
    kim.close();
    await collab.restart("cut");
    const raw = await room.raw("sam");
    raw.update(updateOf("stolen", id));
    expect(await raw.closed).toBe(CLOSE.replicaEnded);
    expect(collab.storage.rows(room.code)).toEqual([]);
  });

  test("nor on under the ids of the server's own edits", async () => {
    const { collab, room, raw } = await open();
    await collab.server.hub.write(room.code, updateOf("seed", 77), null);
    const forged = new Y.Doc();
    Y.applyUpdate(forged, updateOf("seed", 77));
    forged.clientID = 77;
    forged.getText("text").insert(4, "!");
    raw.update(Y.encodeStateAsUpdate(forged));
    expect(await raw.closed).toBe(CLOSE.replicaEnded);
  });

  test("a page may bring back what others wrote, if it is all there", async () => {
    const { room, raw } = await open();
    const kim = await room.join("kim");
    kim.text.insert(0, "mine");
    await kim.acknowledged();
    raw.update(Y.encodeStateAsUpdate(kim.doc), 1);
    await raw.frame(8);
  });

  test("a connection takes a handful of ids and no more", async () => {
    const { collab, room, raw } = await open();
    for (let client = 1; client <= 40; client++) raw.update(updateOf("x", client));
    expect(await raw.closed).toBe(CLOSE.replicaEnded);
    expect(collab.storage.rows(room.code)).toHaveLength(32);
  });
});

describe("size", () => {
  test("a full document says so before it is too full; deleting makes room again", async () => {
    const { room, raw } = await open();
    const kim = await room.join("kim");
    for (let i = 0; i < 5; i++) kim.text.insert(0, "x".repeat(1_000_000));
    await kim.acknowledged();
    raw.update(updateOf("y".repeat(MAX_DOCUMENT - 5_000_000)));
    expect((await raw.stateless("refused")).code).toBe("document-full");
    expect(await raw.closed).toBe(CLOSE.replicaEnded);
    kim.text.delete(0, 4_000_000);
    kim.text.insert(0, "z".repeat(1_000_000));
    await kim.acknowledged();
    expect(kim.closes).toEqual([]);
  });

  test("what waits for edits that never came is bounded", async () => {
    const { collab, room, raw } = await open();
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.getText("text").insert(0, "lost");
    doc.on("update", (update: Uint8Array) => updates.push(update));
    const part = 50_000;
    for (let i = 0; i < 8; i++) doc.getText("text").insert(0, "x".repeat(part));
    for (const update of updates) raw.update(update);
    expect((await raw.stateless("refused")).code).toBe("too-large");
    expect(await raw.closed).toBe(CLOSE.replicaEnded);
    expect(collab.storage.rows(room.code)).toHaveLength(Math.floor(MAX_PENDING / part));
  });

  test("an offline queue that comes before the sync is taken, and is whole after it", async () => {
    const { room, raw } = await open();
    const doc = new Y.Doc();
    doc.getText("text").insert(0, "a");
    let late: Uint8Array = new Uint8Array();
    doc.once("update", (update: Uint8Array) => {
      late = update;
    });
    doc.getText("text").insert(1, "b");
    raw.update(late);
    await raw.frame(8);
    // Nobody is sent what is not whole: bringing it back would be writing in another's name.
    const ali = await room.join("kim");
    expect(ali.doc.store.pendingStructs).toBeNull();
    raw.update(Y.encodeStateAsUpdate(doc), 1);
    const kim = await room.join("kim");
    await kim.until(() => kim.text.toString() === "ab");
  });
});

describe("acknowledgements", () => {
  test("come once for each frame, in order, and only after it is durable; so do the others' copies", async () => {
    const { collab, room, raw } = await open();
    const kim = await room.join("kim");
    let openGate: () => void = () => {};
    collab.storage.gate = new Promise<void>((resolve) => {
      openGate = resolve;
    });
    const doc = new Y.Doc();
    doc.on("update", (update: Uint8Array) => raw.update(update));
    for (let i = 0; i < 20; i++) doc.getText("text").insert(i, String(i % 10));
    raw.update(Y.encodeStateAsUpdate(doc), 1);
    // A message that goes past the queue has been answered, so the frames before it have been read.
    raw.say(JSON.stringify({ type: "run.stop", runId: "none" }));
    raw.say(JSON.stringify({ type: "chat.send", requestId: "1", text: "hi" }));
    await kim.message("chat.message");
    expect(raw.count(8)).toBe(0);
    expect(kim.text.toString()).toBe("");
    openGate();
    await kim.until(() => kim.text.toString() === "01234567890123456789");
    const again = updateOf("end");
    raw.update(again);
    await kim.until(() => kim.text.toString().includes("end"));
    await raw.frame(8);
    raw.update(again);
    await expect.poll(() => raw.count(8)).toBe(23);
  });

  test("a sync that adds nothing leaves no row", async () => {
    const { collab, room } = await open();
    const kim = await room.join("kim");
    kim.text.insert(0, "x");
    kim.text.delete(0, 1);
    await kim.acknowledged();
    expect(collab.storage.rows(room.code)).toHaveLength(2);
    kim.cut();
    await kim.closed();
    await kim.synced();
    await kim.message("saved", (saved) => saved.complete === true, kim.messages.length - 1);
    expect(collab.storage.rows(room.code)).toHaveLength(2);
  });
});

describe("observers", () => {
  test("read, and write nothing", async () => {
    const { collab, room } = await open("ola:observer");
    const kim = await room.join("kim");
    kim.text.insert(0, "look");
    const ola = await room.join("ola", { reconnects: false });
    await ola.until(() => ola.text.toString() === "look");
    const closed = ola.closed();
    ola.text.insert(0, "x");
    expect((await ola.message("refused")).code).toBe("read-only");
    expect(await closed).toBe(CLOSE.replicaEnded);
    expect(collab.storage.rows(room.code)).toHaveLength(1);
    expect(kim.text.toString()).toBe("look");
  });

  test("obey a change of role in the turn in which it is made", async () => {
    const { collab, room, raw } = await open();
    const { hub } = collab.server;
    void hub.changed(room.id, { kind: "role", person: room.people.sam as never, role: "observer" });
    raw.update(updateOf("late"));
    expect((await raw.stateless("role.changed")).role).toBe("observer");
    expect(await raw.closed).toBe(CLOSE.replicaEnded);
    expect(collab.storage.rows(room.code)).toEqual([]);
  });
});
