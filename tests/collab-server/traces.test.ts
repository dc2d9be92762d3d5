import { expect, onTestFinished, test } from "vitest";
import * as Y from "yjs";
import { load } from "#collab-server/live-document";
import { createSqliteStorage } from "#collab-server/storage/sqlite-storage";
import { type RawClient, roomOf, startCollab } from "#tests/support/collab";
import { openSqliteDatabase } from "#tests/support/database";
import { type ConcurrentTrace, patch, readTrace, replay, type SequentialTrace } from "#tests/support/traces";

async function startOnDisk() {
  const database = await openSqliteDatabase();
  onTestFinished(() => database.dispose());
  const storage = await createSqliteStorage(database.url);
  onTestFinished(() => storage.dispose());
  const collab = await startCollab({ storage });
  const made = await database.makeRoom();
  const stored = async () => {
    // The server goes first: what counts is what is on disk.
    await collab.server.shutdown();
    const fresh = await createSqliteStorage(database.url);
    const found = await fresh.load(made.code);
    await fresh.dispose();
    const doc = new Y.Doc();
    if (found) load(doc, found);
    return doc.getText("text").toString();
  };
  return { room: roomOf(collab.url, made.id, { sam: made.sam, kim: made.kim }), stored };
}

test.each(["sveltecomponent", "rustcode"])("the editing of %s ends in the same text everywhere", async (name) => {
  const trace = readTrace<SequentialTrace>(name);
  const { room, stored } = await startOnDisk();
  const kim = await room.join("kim");
  const sam = await room.join("sam");
  if (trace.startContent !== "") sam.text.insert(0, trace.startContent);
  let step = 0;
  for (const { patches } of trace.txns) {
    patch(sam.text, patches);
    // As people type: not all in one turn.
    if (++step % 200 === 0) await sam.acknowledged();
  }
  await sam.acknowledged();
  await kim.until(() => kim.text.length === trace.endContent.length);
  expect(kim.text.toString()).toBe(trace.endContent);
  expect(await stored()).toBe(trace.endContent);
});

test("people who wrote at the same time end in the same text everywhere", async () => {
  const trace = readTrace<ConcurrentTrace>("clownschool");
  const written = replay(trace);
  const expected = new Y.Doc();
  expected.transact(() => {
    for (const { update } of written) Y.applyUpdate(expected, update);
  });
  const { room, stored } = await startOnDisk();
  const kim = await room.join("kim");
  const connections = new Map<number, { raw: RawClient; sent: number }>();
  const order = trace.txns.map(() => 0);
  const acknowledged = async (index: number) => {
    const connection = connections.get(written[index]?.replica as number);
    const wanted = order[index] as number;
    if (connection && connection.raw.count(8) < wanted) await connection.raw.acknowledgements(wanted);
  };
  for (const [index, { replica, update }] of written.entries()) {
    let connection = connections.get(replica);
    if (!connection) {
      connection = { raw: await room.raw(replica % 2 === 0 ? "sam" : "kim"), sent: 0 };
      connections.set(replica, connection);
    }
    // Nobody has seen what the server has not shared.
    for (const parent of trace.txns[index]?.parents ?? []) {
      if (written[parent]?.replica !== replica) await acknowledged(parent);
    }
    connection.raw.update(update);
    order[index] = ++connection.sent;
  }
  for (const { raw, sent } of connections.values()) await raw.acknowledgements(sent);
  const text = expected.getText("text").toString();
  await kim.until(() => kim.text.length === text.length);
  expect(kim.text.toString()).toBe(text);
  expect(await stored()).toBe(text);
});
