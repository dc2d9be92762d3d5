import { expect, test } from "vitest";
import * as Y from "yjs";
import { startCollab } from "#tests/support/collab";

test("a room that nobody opened costs nothing, and one that everybody left is forgotten", async () => {
  const collab = await startCollab();
  for (let i = 0; i < 50; i++) collab.room("sam");
  const room = collab.room("sam");
  const { hub } = collab.server;
  expect(await hub.metrics()).toMatch(/pairlab_documents 0/);
  const sam = await room.join("sam");
  expect(await hub.metrics()).toMatch(/pairlab_documents 1/);
  sam.text.insert(0, "x");
  await sam.acknowledged();
  sam.close();
  await expect.poll(() => hub.metrics()).toMatch(/pairlab_documents 0/);
  expect(await hub.online(room.id)).toEqual(new Set());
  await expect.poll(() => collab.storage.compactions).toBe(1);
});

test("a visit that changed nothing folds nothing", async () => {
  const collab = await startCollab();
  const room = collab.room("sam");
  const sam = await room.join("sam");
  sam.close();
  await expect.poll(() => collab.server.hub.metrics()).toMatch(/pairlab_documents 0/);
  expect(collab.storage.compactions).toBe(0);
});

test("a long log is folded while people type, and what is loaded afterwards is the same", async () => {
  const collab = await startCollab();
  const room = collab.room("sam");
  const sam = await room.join("sam");
  for (let i = 0; i < 1_100; i++) sam.text.insert(i, String(i % 10));
  await sam.acknowledged();
  await expect.poll(() => collab.storage.compactions).toBeGreaterThanOrEqual(1);
  const written = sam.text.toString();
  sam.close();
  await expect.poll(() => collab.server.hub.metrics()).toMatch(/pairlab_documents 0/);
  const again = await room.join("sam");
  expect(again.text.toString()).toBe(written);
});

test("joins that race leaves always end in the document that everyone has", async () => {
  const collab = await startCollab();
  const room = collab.room("sam", "kim");
  for (let i = 0; i < 25; i++) {
    const sam = await room.join("sam");
    sam.text.insert(0, "s");
    const [kim] = await Promise.all([room.join("kim"), Promise.resolve(sam.close())]);
    kim.text.insert(0, "k");
    await kim.acknowledged();
    kim.close();
  }
  const last = await room.join("sam");
  const stored = new Y.Doc();
  const state = await collab.server.hub.read(room.code);
  if (state) Y.applyUpdate(stored, state);
  expect(last.text.toString()).toBe(stored.getText("text").toString());
  expect(last.text.toString().replaceAll("s", "")).toBe("k".repeat(25));
});

test("twenty people in one room see each other and the same text", async () => {
  const collab = await startCollab();
  const names = Array.from({ length: 20 }, (_, i) => `p${i}`);
  const room = collab.room(...names);
  const clients = await Promise.all(names.map((name) => room.join(name)));
  for (const [i, client] of clients.entries()) {
    client.text.insert(0, String.fromCharCode(97 + i));
    client.awareness.setLocalStateField("view", { panel: "code" });
  }
  for (const client of clients) await client.until(() => client.text.length === 20 && client.others().size === 19);
  expect(new Set(clients.map((client) => client.text.toString())).size).toBe(1);
});
