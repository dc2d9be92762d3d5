import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { load } from "#collab-server/live-document";
import { CLOSE } from "#protocol/refusals";
import { openRaw, startCollab, updateOf } from "#tests/support/collab";

describe("while the database is away", () => {
  test("nothing is acknowledged or shared, people are told, and all of it arrives when it is back", async () => {
    const collab = await startCollab();
    const room = collab.room("sam", "kim");
    const sam = await room.join("sam");
    const kim = await room.join("kim");
    collab.storage.away = true;
    for (const letter of "typing") sam.text.insert(sam.text.length, letter);
    await kim.message("storage", (message) => !message.ok);
    // Presence goes on; by the time it is there, the edits before it would be too.
    sam.awareness.setLocalStateField("view", { panel: "board" });
    await kim.until(() => (kim.others().get("sam")?.view as { panel?: string })?.panel === "board");
    expect(kim.text.toString()).toBe("");
    expect(sam.provider.unsyncedChanges).toBe(6);
    expect(await collab.server.metrics.metrics()).toMatch(/pairlab_log_oldest_unsaved_seconds 0\.\d+/);
    collab.storage.away = false;
    await kim.until(() => kim.text.toString() === "typing");
    await sam.acknowledged();
    await kim.message("storage", (message) => message.ok);
    expect(collab.storage.rows(room.code)).toHaveLength(6);
    expect(sam.closes).toEqual([]);
  });

  test("a run is refused, chat says so, and whoever joins is asked to come again", async () => {
    const collab = await startCollab();
    const room = collab.room("sam", "kim");
    const sam = await room.join("sam");
    const other = await room.join("sam", { kind: "board", on: sam });
    sam.file("main.js", "1");
    await sam.acknowledged();
    collab.storage.away = true;
    sam.send({ type: "chat.send", requestId: "c", text: "hello" });
    expect((await sam.message("refused", (message) => message.requestId === "c")).code).toBe("unavailable");
    other.doc.getArray("records").push(["x"]);
    await sam.message("storage", (message) => !message.ok);
    sam.send({ type: "run.start", requestId: "r", entry: "main.js" });
    expect((await sam.message("refused", (message) => message.requestId === "r")).code).toBe("unavailable");
    const kim = await openRaw(collab.url);
    kim.auth(room.code, room.ticket("kim"));
    expect(await kim.closed).toBe(CLOSE.fault);
  });

  test("what is held is bounded: then nothing is read any more, and nothing dropped", async () => {
    const collab = await startCollab({ limits: { maxQueued: 10_000 } });
    const room = collab.room("sam", "kim");
    const kim = await room.join("kim");
    const sam = await room.raw("sam");
    collab.storage.away = true;
    const doc = new Y.Doc();
    doc.on("update", (update: Uint8Array) => sam.update(update));
    const text = doc.getText("text");
    for (let i = 0; i < 12; i++) text.insert(text.length, "x".repeat(1_000));
    await expect.poll(() => collab.logged.some((line) => line.includes("as much is held as may be"))).toBe(true);
    collab.storage.away = false;
    await kim.until(() => kim.text.length === 12_000);
    await sam.acknowledgements(12);
  });

  test("a document with edits that are not logged stays, though everyone has left", async () => {
    const collab = await startCollab();
    const room = collab.room("sam", "kim");
    const sam = await room.join("sam");
    collab.storage.away = true;
    sam.text.insert(0, "kept");
    await sam.message("storage", (message) => !message.ok);
    sam.close();
    await expect.poll(async () => (await collab.server.hub.online(room.id)).size).toBe(0);
    expect(await collab.server.hub.metrics()).toMatch(/pairlab_documents 1/);
    collab.storage.away = false;
    const kim = await room.join("kim");
    await kim.until(() => kim.text.toString() === "kept");
    kim.close();
    await expect.poll(() => collab.server.metrics.metrics()).toMatch(/pairlab_documents 0/);
    expect((await room.join("kim")).text.toString()).toBe("kept");
  });

  test("an end does not wait for it for ever", async () => {
    const collab = await startCollab();
    const room = collab.room("sam");
    const sam = await room.join("sam");
    collab.storage.away = true;
    sam.text.insert(0, "x");
    await sam.message("storage", (message) => !message.ok);
    await collab.server.shutdown({ graceMs: 100 });
    expect(collab.logged.some((line) => line.includes("did not wait"))).toBe(true);
  });
});

test("a client id that was first seen while the database was away still belongs to its person after a restart", async () => {
  const collab = await startCollab();
  const room = collab.room("sam", "kim");
  const sam = await room.raw("sam");
  const kim = await room.raw("kim");
  collab.storage.away = true;
  sam.awareness({ client: 5, clock: 1, state: {} });
  await kim.frame(1);
  const doc = new Y.Doc();
  doc.clientID = 5;
  doc.getText("text").insert(0, "a");
  sam.update(Y.encodeStateAsUpdate(doc));
  collab.storage.away = false;
  await sam.frame(8);
  await collab.restart("cut");
  const again = await room.raw("sam");
  doc.getText("text").insert(1, "b");
  again.update(Y.encodeStateAsUpdate(doc));
  await again.frame(8);
  expect(collab.storage.rows(room.code)).toHaveLength(2);
});

test("an append that no attempt can mend closes the socket; the document goes on as the log has it", async () => {
  const collab = await startCollab();
  const room = collab.room("sam");
  const sam = await room.raw("sam");
  const stored = collab.storage.documents.get(room.code);
  collab.storage.documents.delete(room.code);
  sam.update(updateOf("lost"));
  expect(await sam.closed).toBe(CLOSE.fault);
  expect(sam.count(8)).toBe(0);
  if (stored) collab.storage.documents.set(room.code, stored);
  expect((await room.join("sam")).text.toString()).toBe("");
});

test("a client id that another process bound meanwhile ends the replica that used it", async () => {
  const collab = await startCollab();
  const room = collab.room("sam", "kim");
  const sam = await room.raw("sam");
  collab.storage.documents.get(room.code)?.clients.set(5, room.people.kim as never);
  sam.update(updateOf("x", 5));
  expect(await sam.closed).toBe(CLOSE.replicaEnded);
  expect(collab.storage.rows(room.code)).toEqual([]);
});

describe("a restart", () => {
  test("under typing people loses nothing, and each sees the other again at once", async () => {
    const collab = await startCollab();
    const room = collab.room("sam", "kim");
    const sam = await room.join("sam");
    const kim = await room.join("kim");
    sam.awareness.setLocalStateField("view", { panel: "code", file: "a" });
    await kim.until(() => kim.others().has("sam"));
    for (const how of ["orderly", "cut"] as const) {
      const closed = Promise.all([sam.closed(), kim.closed()]);
      sam.text.insert(0, "s");
      kim.text.insert(0, "k");
      await collab.restart(how);
      sam.text.insert(0, "S");
      await closed;
      await kim.until(() => kim.others().has("sam"));
      await sam.until(() => sam.others().has("kim"));
    }
    await Promise.all([kim, sam].map((one) => one.until(() => one.text.length === 6)));
    expect(kim.text.toString()).toBe(sam.text.toString());
  });

  test("in good order folds what was opened, and leaves the rest alone", async () => {
    const collab = await startCollab();
    const room = collab.room("sam");
    const sam = await room.join("sam");
    sam.text.insert(0, "x");
    await sam.acknowledged();
    await collab.restart("orderly");
    expect(collab.storage.compactions).toBe(1);
    expect(collab.storage.documents.get(room.board)?.snapshot).toBeNull();
  });
});

test("Saved is exact after a reconnect: it names what is on disk, and the offline edits once they are", async () => {
  const collab = await startCollab();
  const room = collab.room("sam");
  const sam = await room.join("sam");
  sam.text.insert(0, "0123456789");
  sam.text.delete(2, 3);
  await sam.acknowledged();
  const closed = sam.closed();
  sam.cut();
  await closed;
  for (let i = 0; i < 50; i++) sam.text.insert(0, "o");
  sam.text.delete(50, 2);
  const from = sam.messages.length;
  const named = (saved: { stateVector: string }) =>
    Y.decodeStateVector(new Uint8Array(Buffer.from(saved.stateVector, "base64"))).get(sam.doc.clientID) ?? 0;
  const saved = await sam.message("saved", (message) => message.complete === true && named(message) === 60, from);
  // Everyone is thrown away: what counts is what the log alone brings back.
  const stored = await collab.storage.load(room.code);
  const disk = new Y.Doc();
  if (stored) load(disk, stored);
  expect(disk.getText("text").toString()).toBe(sam.text.toString());
  expect([...deletesIn(saved.deletes)]).toEqual([[sam.doc.clientID, 5]]);
});

test("Saved names a deletion even where another had deleted the same before", async () => {
  const collab = await startCollab();
  const room = collab.room("sam", "kim");
  const sam = await room.raw("sam");
  const kim = await room.join("kim");
  kim.text.insert(0, "abc");
  await kim.acknowledged();
  const same = new Y.Doc();
  Y.applyUpdate(same, Y.encodeStateAsUpdate(kim.doc));
  kim.text.delete(0, 3);
  await kim.acknowledged();
  // This message names the other's deletion, before there is one of our own.
  sam.update(updateOf("z"));
  expect([...deletesIn((await sam.stateless("saved")).deletes)]).toEqual([[kim.doc.clientID, 3]]);
  const before = Y.encodeStateVector(same);
  same.getText("text").delete(0, 3);
  sam.frames.length = 0;
  sam.update(Y.encodeStateAsUpdate(same, before));
  expect([...deletesIn((await sam.stateless("saved")).deletes)]).toEqual([[kim.doc.clientID, 3]]);
});

/** Deleted clocks by client. */
function deletesIn(base64: string): Map<number, number> {
  const update = new Uint8Array([0, ...Buffer.from(base64, "base64")]);
  const deleted = new Map<number, number>();
  for (const [client, items] of Y.decodeUpdate(update).ds.clients) {
    deleted.set(
      client,
      items.reduce((sum, item) => sum + item.len, 0),
    );
  }
  return deleted;
}
