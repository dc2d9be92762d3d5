import * as encoding from "lib0/encoding";
import { describe, expect, test } from "vitest";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { readFrame } from "#collab-server/frames";
import { PRESENCE_INTERVAL } from "#collab-server/limits";
import { Presence, readAwareness, readState } from "#collab-server/presence";
import { type AwarenessUser, PEOPLE_COLORS } from "#protocol/awareness";
import type { DocumentId } from "#protocol/ids";
import { MAX_AWARENESS } from "#protocol/limits";
import { startCollab } from "#tests/support/collab";

test("the stamp is the server's: name, colour, role, connection, whatever the client says", async () => {
  const collab = await startCollab();
  const room = collab.room("sam:owner", "kim");
  const sam = await room.join("sam");
  const raw = await room.raw("kim");
  const user = {
    id: room.people.sam,
    name: "Sam",
    role: "owner",
    color: "red;background:url(//evil)",
    connection: "x",
  };
  raw.awareness({ client: 9, clock: 1, state: { user, admin: true, cursor: null, view: { panel: "code", evil: 1 } } });
  await sam.until(() => sam.others().has("kim"));
  const { connection } = await raw.stateless("hello");
  expect(sam.others().get("kim")).toEqual({
    user: {
      id: room.people.kim,
      name: "kim",
      color: PEOPLE_COLORS[1],
      colorLight: `${PEOPLE_COLORS[1]}33`,
      role: "student",
      connection,
    },
    cursor: null,
    view: { panel: "code" },
  });
});

test("nobody overwrites another's state, and one connection shows one client", async () => {
  const collab = await startCollab();
  const room = collab.room("sam", "kim", "eve");
  const sam = await room.join("sam");
  const kim = await room.join("kim");
  kim.awareness.setLocalStateField("view", { panel: "code" });
  await sam.until(() => sam.others().has("kim"));
  const eve = await room.raw("eve");
  const ghosts = Array.from({ length: 200 }, (_, i) => ({
    client: 1000 + i,
    clock: 1,
    state: { view: { panel: "code" } },
  }));
  eve.awareness(...ghosts, { client: kim.doc.clientID, clock: 999, state: { view: { panel: "board" } } });
  eve.awareness({ client: kim.doc.clientID, clock: 1000, state: null });
  await sam.until(() => sam.others().has("eve"));
  kim.awareness.setLocalStateField("view", { panel: "split" });
  await sam.until(() => (sam.others().get("kim")?.view as { panel?: string } | undefined)?.panel === "split");
  expect(sam.awareness.getStates().size).toBe(3);
});

test.each([
  ["a state", { view: { panel: "board" } }],
  ["a goodbye", null],
])("%s under another's client id is nobody's", async (_what, state) => {
  const collab = await startCollab();
  const room = collab.room("sam", "kim", "eve");
  const sam = await room.join("sam");
  const kim = await room.join("kim");
  kim.awareness.setLocalStateField("view", { panel: "code" });
  await sam.until(() => sam.others().get("kim")?.view !== undefined);
  // By a connection that is newer than hers, which would count if the id were its person's.
  const eve = await room.raw("eve");
  eve.awareness({ client: kim.doc.clientID, clock: 999, state });
  eve.say("{");
  await eve.stateless("refused");
  kim.awareness.setLocalStateField("view", { panel: "split" });
  await sam.until(() => (sam.others().get("kim")?.view as { panel?: string } | undefined)?.panel === "split");
  expect([...sam.others().keys()]).toEqual(["kim"]);
});

test("a connection that takes another client id leaves no ghost under the one before", async () => {
  const collab = await startCollab();
  const room = collab.room("sam", "eve");
  const sam = await room.join("sam");
  const eve = await room.raw("eve");
  for (const client of [101, 102, 103]) {
    eve.awareness({ client, clock: 1, state: { view: { panel: "code" } } });
    await sam.until(() => sam.awareness.getStates().has(client));
    expect(sam.awareness.getStates().size).toBe(2);
  }
});

test("an explicit leave reaches the others, and so does the death of a connection", async () => {
  const collab = await startCollab();
  const room = collab.room("sam", "kim");
  const sam = await room.join("sam");
  const kim = await room.join("kim");
  await sam.until(() => sam.others().has("kim"));
  kim.awareness.setLocalState(null);
  await sam.until(() => !sam.others().has("kim"));
  kim.awareness.setLocalState({ view: { panel: "code" } });
  await sam.until(() => sam.others().has("kim"));
  kim.socket.disconnect();
  await sam.until(() => !sam.others().has("kim"));
});

test("a page that comes back by another way is there at once, and the end of its old way takes nothing", async () => {
  const collab = await startCollab();
  const room = collab.room("sam", "kim");
  const sam = await room.join("sam");
  const doc = new Y.Doc();
  doc.clientID = 4711;
  const old = await room.raw("kim");
  old.awareness({ client: 4711, clock: 5, state: { view: { panel: "code" } } });
  await sam.until(() => sam.others().has("kim"));
  const fresh = await room.raw("kim");
  // The very clock that the old connection said last: a page that reconnects repeats itself.
  fresh.awareness({ client: 4711, clock: 5, state: { view: { panel: "code" } } });
  const { connection } = await fresh.stateless("hello");
  const shown = () => (sam.others().get("kim")?.user as { connection?: string } | undefined)?.connection;
  await sam.until(() => shown() === connection);
  // Frames that were under way on the old connection, late enough to be taken one by one.
  await new Promise((resolve) => setTimeout(resolve, PRESENCE_INTERVAL + 5));
  old.awareness({ client: 4711, clock: 6, state: { view: { panel: "board" } } });
  old.awareness({ client: 4711, clock: 7, state: null });
  old.ws.terminate();
  await old.closed;
  const eve = await room.raw("sam");
  eve.awareness({ client: 1, clock: 1, state: {} });
  await sam.until(() => sam.awareness.getStates().has(1));
  expect(shown()).toBe(connection);
});

test("a newcomer sees who is there, without its own old self", async () => {
  const collab = await startCollab();
  const room = collab.room("sam", "kim");
  const old = await room.raw("kim");
  old.awareness({ client: 4711, clock: 5, state: { view: { panel: "board" } } });
  const sam = await room.join("sam");
  await sam.until(() => sam.others().has("kim"));
  const doc = new Y.Doc();
  doc.clientID = 4711;
  const kim = await room.join("kim", { doc });
  await kim.until(() => kim.others().has("sam"));
  expect(kim.awareness.getLocalState()).toEqual({});
});

test("a changed role is shown at once; calls that were switched off show nobody in one", async () => {
  const collab = await startCollab();
  const room = collab.room("sam:owner", "kim");
  const sam = await room.join("sam");
  const kim = await room.join("kim");
  kim.awareness.setLocalStateField("call", { in: true, muted: false, camera: false, sharing: false, since: 1 });
  await sam.until(() => sam.others().get("kim")?.call !== undefined);
  const { hub } = collab.server;
  await hub.changed(room.id, { kind: "role", person: room.people.kim as never, role: "observer" });
  await sam.until(() => (sam.others().get("kim")?.user as { role?: string } | undefined)?.role === "observer");
  const stored = collab.storage.rooms.get(room.id);
  if (stored) stored.calls = false;
  await hub.changed(room.id, { kind: "room" });
  await sam.until(() => sam.others().get("kim")?.call === undefined);
});

describe("what a client says of itself", () => {
  test("is cut to the fields that exist and fit", () => {
    const board = { shapes: { all: "x".repeat(MAX_AWARENESS) } };
    expect(readState(JSON.stringify({ view: { panel: "code" }, board, cursor: { anchor: 1, head: 2, x: 3 } }))).toEqual(
      {
        view: { panel: "code" },
        cursor: { anchor: 1, head: 2 },
      },
    );
    expect(readState(JSON.stringify({ view: { panel: "kitchen" }, cursor: 5, call: { in: "yes" } }))).toEqual({});
    for (const json of ["[]", "1", "{", '"x"', "null"]) expect(readState(json)).toBeNull();
  });

  test("is read to the last byte", () => {
    const encoder = encoding.createEncoder();
    for (const number of [1, 7, 3]) encoding.writeVarUint(encoder, number);
    encoding.writeVarString(encoder, "{}");
    const bytes = encoding.toUint8Array(encoder);
    expect(readAwareness(bytes)).toEqual([{ client: 7, clock: 3, json: "{}" }]);
    for (let length = 0; length < bytes.length; length++) expect(readAwareness(bytes.subarray(0, length))).toBeNull();
    expect(readAwareness(new Uint8Array([...bytes, 0]))).toBeNull();
  });
});

const link = (order: number, sendFrame: (frame: Uint8Array) => void) => ({
  order,
  user: () => ({ name: `p${order}` }) as AwarenessUser,
  shows: () => true,
  sendFrame,
});
const messagesIn = (bytes: Uint8Array) => {
  const frame = readFrame(bytes);
  return frame?.kind === "awareness" ? (readAwareness(frame.update) ?? []) : [];
};

test("clocks go on rising through a restart, however busy the room was", async () => {
  /** The highest clock that somebody is told by a server in whose room so many people each say something. */
  const highest = (people: number) =>
    new Promise<number>((resolve) => {
      const presence = new Presence("room/r/code" as DocumentId, () => {});
      const told = new Map<number, number>();
      const reader = link(0, (bytes) => {
        for (const { client, clock } of messagesIn(bytes)) told.set(client, clock);
        if (told.size < people) return;
        presence.dispose();
        resolve(Math.max(...told.values()));
      });
      presence.join(reader);
      presence.receive(reader, { client: 1, clock: 1, json: "{}" });
      for (let n = 0; n < people; n++) {
        const one = link(n + 1, () => {});
        presence.join(one);
        presence.receive(one, { client: n + 2, clock: 1, json: "{}" });
      }
    });
  // A server that ends and comes back within milliseconds, as none does.
  expect(await highest(1)).toBeLessThan(await highest(300));
  for (let turn = 0; turn < 5; turn++) {
    const before = await highest(300);
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await highest(1)).toBeGreaterThan(before);
  }
});

test("a flood of cursor moves leaves as few messages, the last of them the last state", async () => {
  const presence = new Presence("room/r/code" as DocumentId, () => {});
  const received: Uint8Array[] = [];
  const reader = new Awareness(new Y.Doc());
  const arrived = new Promise<void>((resolve) => {
    presence.join(
      link(1, (bytes) => {
        received.push(bytes);
        const [message] = messagesIn(bytes);
        if (message?.json.includes('"from":500')) resolve();
      }),
    );
  });
  const mover = link(2, () => {});
  presence.join(mover);
  const state = (from: number) => JSON.stringify({ view: { panel: "code", active: from, from } });
  presence.receive(
    link(3, () => {}),
    { client: 5, clock: 1, json: state(0) },
  );
  for (let i = 1; i <= 500; i++) {
    presence.receive(mover, {
      client: 7,
      clock: i,
      json: JSON.stringify({ cursor: { anchor: { from: i }, head: 0 } }),
    });
  }
  await arrived;
  expect(received.length).toBeLessThan(10);
  presence.dispose();
  reader.destroy();
});
