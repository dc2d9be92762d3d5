/** Every message and document, for every role: what happens is `can`'s, and who is refused leaves nothing behind. */
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { can, ROLES, type Role } from "#protocol/access";
import { AWARENESS_FIELDS } from "#protocol/awareness";
import { DOCUMENT_KINDS } from "#protocol/documents";
import { clientMessageSchema, MESSAGE_RIGHTS } from "#protocol/messages";
import { CLOSE } from "#protocol/refusals";
import { type RawClient, startCollab, type TestCollab, type TestRoomOf, updateOf } from "#tests/support/collab";
import { DOCUMENT_RIGHTS, MESSAGES } from "#tests/support/rights";

const TYPES = clientMessageSchema.options.map((option) => option.shape.type.value);

test("every message of the schema has its right and its row", () => {
  expect(Object.keys(MESSAGE_RIGHTS).sort()).toEqual([...TYPES].sort());
  expect(Object.keys(MESSAGES).sort()).toEqual([...TYPES].sort());
});

/** All that is stored of a room. */
const stored = (collab: TestCollab, room: TestRoomOf) => {
  const { runs, messages } = collab.storage.rooms.get(room.id) ?? {};
  const documents = [room.code, room.board].map((id) => {
    const { rows, clients } = collab.storage.documents.get(id) ?? {};
    return [rows?.length, [...(clients ?? [])]];
  });
  return JSON.stringify([documents, runs?.length, messages]);
};

describe.each(ROLES)("an %s", (role) => {
  async function scene() {
    const collab = await startCollab();
    const room = collab.room("sam", `me:${role}`);
    const sam = await room.join("sam");
    sam.file("main.js", "input()");
    // A moment after its acknowledgement, and the last that sam hears of it.
    await sam.message("saved", ({ complete }) => complete !== true);
    const started = collab.sandbox.next();
    sam.send({ type: "run.start", requestId: "sam's", entry: "main.js" });
    const run = await started;
    run.events.onStarted();
    run.events.onPrompt("age?");
    await sam.message("run.prompt");
    return { collab, room, sam, run, me: await room.raw("me") };
  }

  test.each(TYPES)("saying %s", async (type) => {
    const { collab, room, sam, run, me } = await scene();
    const { runId } = await sam.message("run.started");
    const peer = (await sam.message("hello")).connection;
    if (type === "run.line") {
      run.events.onOpen?.();
      run.end();
      await sam.message("run.open");
      await expect.poll(() => collab.storage.rooms.get(room.id)?.runs.length).toBe(1);
    }
    const before = stored(collab, room);
    const heard = sam.messages.length;
    me.say(JSON.stringify(MESSAGES[type]).replace("RUN", runId).replace("PEER", peer));
    if (can(role, MESSAGE_RIGHTS[type])) {
      // Whatever follows it is answered behind it.
      me.say("{");
      const refused = await me.stateless("refused");
      expect(refused.code).toBe("malformed");
      return;
    }
    expect((await me.stateless("refused")).code).toBe("forbidden");
    sam.send({ type: "chat.send", requestId: "after", text: "after" });
    await sam.message("chat.message");
    expect(sam.messages.slice(heard).map((message) => message.type)).toEqual(["chat.message"]);
    expect(collab.sandbox.started).toHaveLength(1);
    expect(run.inputs).toEqual([]);
    const after = JSON.parse(stored(collab, room));
    after[2].pop();
    expect(JSON.stringify(after)).toBe(before);
  });

  describe.each(DOCUMENT_KINDS)("on the %s document", (kind) => {
    test("reads", async () => {
      const { collab, room } = await scene();
      await collab.server.hub.write(room[kind], updateOf("there"), null);
      const me = await room.join("me", { kind });
      expect(can(role, DOCUMENT_RIGHTS.read)).toBe(true);
      expect(me.text.toString()).toBe("there");
    });

    test.each([
      ["update", 2],
      ["sync step 2 with news", 1],
    ] as const)("%s", async (what, frame) => {
      const { collab, room } = await scene();
      const watcher = await room.join("sam", { kind });
      const me = await room.raw("me", kind);
      const before = stored(collab, room);
      me.update(updateOf("mine"), frame);
      if (can(role, DOCUMENT_RIGHTS[what])) {
        await watcher.until(() => watcher.text.toString() === "mine");
        expect(stored(collab, room)).not.toBe(before);
        return;
      }
      expect((await me.stateless("refused")).code).toBe("read-only");
      expect(await me.closed).toBe(CLOSE.replicaEnded);
      expect(stored(collab, room)).toBe(before);
      expect(watcher.text.toString()).toBe("");
    });

    test("deleting, and a sync step 2 with deletions", async () => {
      for (const frame of [1, 2]) {
        const { collab, room } = await scene();
        await collab.server.hub.write(room[kind], updateOf("there", 7), null);
        const before = stored(collab, room);
        const me = await room.raw("me", kind);
        const doc = new Y.Doc();
        Y.applyUpdate(doc, updateOf("there", 7));
        const vector = Y.encodeStateVector(doc);
        doc.getText("text").delete(0, 5);
        me.update(Y.encodeStateAsUpdate(doc, vector), frame);
        if (can(role, "document.write")) {
          await me.acknowledgements(1);
          expect(stored(collab, room)).not.toBe(before);
        } else {
          expect((await me.stateless("refused")).code).toBe("read-only");
          expect(stored(collab, room)).toBe(before);
        }
      }
    });

    test("is seen to be there, and shows what the role may", async () => {
      const { collab, room } = await scene();
      const watcher = await room.join("sam", { kind });
      const me = await room.raw("me", kind);
      const before = stored(collab, room);
      const state = {
        cursor: { anchor: 1, head: 2 },
        board: { x: 1 },
        view: { panel: "code" },
        call: { in: true, muted: false, camera: false, sharing: false, since: 1 },
        user: { name: "Somebody else" },
      };
      me.awareness({ client: 4711, clock: 1, state });
      await watcher.until(() => watcher.others().has("me"));
      const shown = Object.keys(watcher.others().get("me") ?? {});
      const shows = can(role, DOCUMENT_RIGHTS["awareness: cursor, board, view"]);
      expect(shown.sort()).toEqual(["user", ...(shows ? AWARENESS_FIELDS : [])].sort());
      if (!can(role, "document.write")) expect(stored(collab, room)).toBe(before);
    });
  });
});

/** A change of role while one is there shows and hides at once. */
test("a student who becomes an observer stops pointing, and points again as a student", async () => {
  const collab = await startCollab();
  const room = collab.room("sam:owner", "kim");
  const sam = await room.join("sam");
  const kim = await room.raw("kim");
  kim.awareness({ client: 9, clock: 1, state: { view: { panel: "code" } } });
  const shown = () => sam.others().get("kim")?.view;
  await sam.until(() => shown() !== undefined);
  const become = (role: Role) =>
    collab.server.hub.changed(room.id, { kind: "role", person: room.people.kim as never, role });
  await become("observer");
  await sam.until(() => sam.others().has("kim") && shown() === undefined);
  // What an observer says of itself meanwhile is told nobody, and known when they may show it again.
  const told = sam.awareness.meta.get(9)?.clock;
  kim.awareness({ client: 9, clock: 2, state: { view: { panel: "board" } } });
  kim.say("{");
  await kim.stateless("refused");
  expect(sam.awareness.meta.get(9)?.clock).toBe(told);
  await become("student");
  await sam.until(() => (shown() as { panel?: string } | undefined)?.panel === "board");
});

test("an observer who may write later writes under the id that they had", async () => {
  const collab = await startCollab();
  const room = collab.room("sam:owner", "kim:observer");
  const kim = await room.raw("kim");
  kim.awareness({ client: 9, clock: 1, state: {} });
  await collab.server.hub.changed(room.id, { kind: "role", person: room.people.kim as never, role: "student" });
  await kim.stateless("role.changed");
  kim.update(updateOf("mine", 9));
  await kim.acknowledgements(1);
  expect(collab.storage.documents.get(room.code)?.clients.get(9)).toBe(room.people.kim);
});

describe("ghosts", () => {
  test("two thousand client ids from one client are one person, however they come", async () => {
    const collab = await startCollab();
    const room = collab.room("sam", "kim", "eve");
    const sam = await room.join("sam");
    await room.join("kim");
    await sam.until(() => sam.others().has("kim"));
    const eve = await room.raw("eve");
    const state = { view: { panel: "code" }, user: { name: "kim", role: "owner" } };
    const ids = Array.from({ length: 2000 }, (_, i) => 1_000_000 + i);
    // In a few large frames, and in one each.
    for (let at = 0; at < 1000; at += 250) {
      eve.awareness(...ids.slice(at, at + 250).map((client) => ({ client, clock: 1, state })));
    }
    for (const client of ids.slice(1000)) eve.awareness({ client, clock: 1, state });
    eve.say("{");
    await eve.stateless("refused");
    await sam.until(() => sam.others().has("eve"));
    const names = [...sam.awareness.getStates().values()].map((one) => (one.user as { name?: string })?.name);
    expect(names.filter((name) => name === "eve")).toHaveLength(1);
    expect(names.filter((name) => name === "kim")).toHaveLength(1);
    expect(sam.awareness.getStates().size).toBe(3);
    // Nor do they take ids, beyond a handful, from those who come.
    expect(collab.storage.documents.get(room.code)?.clients.size).toBeLessThanOrEqual(2 + 32);
    const later = await room.join("kim");
    await later.until(() => later.others().has("eve"));
    expect(later.awareness.getStates().size).toBe(4);
  });
});

async function connectionOf(client: RawClient): Promise<string> {
  return (await client.stateless("hello")).connection;
}

test("a signal goes to one connection of the room that may join calls, from whoever sent it", async () => {
  const collab = await startCollab();
  const room = collab.room("sam", "kim", "ola:observer");
  const other = collab.room("eve");
  const [sam, kim, kimToo, ola, eve] = await Promise.all([
    room.raw("sam"),
    room.raw("kim"),
    room.raw("kim"),
    room.raw("ola"),
    other.raw("eve"),
  ]);
  const say = (from: RawClient, to: string, more = {}) =>
    from.say(JSON.stringify({ type: "signal", to, data: "x", ...more }));
  say(eve, await connectionOf(kim), { from: await connectionOf(sam) });
  expect((await eve.stateless("refused")).code).toBe("peer-gone");
  say(sam, await connectionOf(ola));
  expect((await sam.stateless("refused")).code).toBe("peer-gone");
  say(sam, await connectionOf(kim), { from: await connectionOf(eve), room: other.id });
  expect((await kim.stateless("signal")).from).toBe(await connectionOf(sam));
  const signals = (client: RawClient) =>
    client.frames.filter((frame) => new TextDecoder().decode(frame).includes('"type":"signal"')).length;
  expect([sam, kim, kimToo, ola, eve].map(signals)).toEqual([0, 1, 0, 0, 0]);
});
