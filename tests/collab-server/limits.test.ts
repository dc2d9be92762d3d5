/** The gateway's limits that no other file tests; the table in protocol/PROTOCOL.md says which those are. */
import { request } from "node:http";
import * as encoding from "lib0/encoding";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import type { Storage } from "#collab-server/storage/storage";
import { documentId } from "#protocol/documents";
import type { PersonId } from "#protocol/ids";
import { MAX_AWARENESS, MAX_AWARENESS_FRAME, MAX_DOCUMENTS_PER_SOCKET } from "#protocol/limits";
import { CLOSE } from "#protocol/refusals";
import { openRaw, roomOf, startCollab, updateOf } from "#tests/support/collab";
import { MemoryStorage } from "#tests/support/memory-storage";

/** The status with which an upgrade is answered. */
function upgrade(port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = {
      Connection: "Upgrade",
      Upgrade: "websocket",
      "Sec-WebSocket-Version": "13",
      "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    };
    const asked = request({ port, host: "127.0.0.1", path: "/collab", headers });
    asked.on("response", (response) => resolve(response.statusCode));
    asked.on("upgrade", (response, socket) => {
      socket.destroy();
      resolve(response.statusCode);
    });
    asked.on("error", reject);
    asked.end();
  });
}

function writeState(encoder: encoding.Encoder, client: number, clock: number, json: string): void {
  const inner = encoding.createEncoder();
  for (const number of [1, client, clock]) encoding.writeVarUint(inner, number);
  encoding.writeVarString(inner, json);
  encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner));
}

describe("awareness", () => {
  test("of 100 KB is cut to what fits, and whoever draws stays", async () => {
    const collab = await startCollab();
    const room = collab.room("sam", "kim");
    const kim = await room.join("kim", { kind: "board" });
    const sam = await room.join("sam", { kind: "board" });
    const selectedShapeIds = Array.from({ length: 4_000 }, (_, i) => `shape:${i}_0123456789abcdef`);
    sam.awareness.setLocalState({
      board: { cursor: { x: 3, y: 4 }, selectedShapeIds, brush: null },
      view: { panel: "board" },
    });
    await kim.until(() => kim.others().get("sam")?.board !== undefined);
    const { board, view } = kim.others().get("sam") ?? {};
    expect(board).toEqual({ cursor: { x: 3, y: 4 }, selectedShapeIds: [], brush: null });
    expect(view).toEqual({ panel: "board" });
    sam.doc.getArray("records").push([1]);
    await sam.acknowledged();
    expect(sam.closes).toEqual([]);
  });

  test("that nothing cuts to size is left out, and a frame beyond all measure is passed over", async () => {
    const collab = await startCollab();
    const room = collab.room("sam", "kim");
    const kim = await room.join("kim");
    const sam = await room.join("sam");
    const deep = { points: { all: "x".repeat(MAX_AWARENESS) } };
    sam.awareness.setLocalState({ board: deep, view: { panel: "code", file: "a" } });
    await kim.until(() => (kim.others().get("sam")?.view as { file?: string } | undefined)?.file === "a");
    expect(kim.others().get("sam")).not.toHaveProperty("board");
    sam.awareness.setLocalState({ board: "x".repeat(MAX_AWARENESS_FRAME), view: { panel: "code", file: "b" } });
    sam.awareness.setLocalState({ view: { panel: "code", file: "c" } });
    await kim.until(() => (kim.others().get("sam")?.view as { file?: string } | undefined)?.file === "c");
    expect(sam.closes).toEqual([]);
  });

  test("that is nested without end harms nobody, at once or a moment later", async () => {
    const collab = await startCollab();
    const room = collab.room("sam", "kim");
    const kim = await room.join("kim");
    const sam = await room.raw("sam");
    const state = `{"board":{"a":${"[".repeat(200_000)}${"]".repeat(200_000)}}}`;
    for (let clock = 1; clock < 6; clock++) sam.send(1, (encoder) => writeState(encoder, 77, clock, state));
    sam.awareness({ client: 77, clock: 9, state: { view: { panel: "code", file: "after" } } });
    await kim.until(() => (kim.others().get("sam")?.view as { file?: string } | undefined)?.file === "after");
  });
});

describe("messages of one connection", () => {
  test("come all and in order, though 20,000 are sent at once", async () => {
    const collab = await startCollab();
    const room = collab.room("sam", "kim");
    const kim = await room.join("kim");
    const sam = await room.raw("sam");
    const doc = new Y.Doc();
    doc.on("update", (update: Uint8Array) => sam.update(update));
    const text = doc.getText("text");
    for (let i = 0; i < 20_000; i++) text.insert(text.length, `${i} `);
    await sam.acknowledgements(20_000);
    await kim.until(() => kim.text.length === text.length);
    expect(kim.text.toString()).toBe(text.toString());
    expect(collab.storage.rows(room.code)).toHaveLength(20_000);
    expect(sam.count(8)).toBe(20_000);
  });
});

test("a socket opens so many documents and no more", async () => {
  const collab = await startCollab();
  const rooms = Array.from({ length: MAX_DOCUMENTS_PER_SOCKET + 1 }, () => collab.room("sam"));
  const raw = await openRaw(collab.url);
  for (const room of rooms.slice(0, -1)) raw.auth(room.code, room.ticket("sam"));
  await expect.poll(() => raw.count(5)).toBeGreaterThanOrEqual(MAX_DOCUMENTS_PER_SOCKET);
  const last = rooms.at(-1);
  if (last) raw.auth(last.code, last.ticket("sam"));
  expect(await raw.closed).toBe(CLOSE.tooManyDocuments);
});

describe("what a process holds", () => {
  test("is bounded: sockets are paused and live, nobody comes in, and all of it arrives in the end", async () => {
    const heartbeat = 40;
    const collab = await startCollab({ limits: { maxQueued: 40_000, heartbeat } });
    const room = collab.room("sam", "kim", "ada");
    const kim = await room.join("kim");
    const sam = await room.raw("sam");
    collab.storage.away = true;
    const doc = new Y.Doc();
    doc.on("update", (update: Uint8Array) => sam.update(update));
    const text = doc.getText("text");
    for (let i = 0; i < 60; i++) text.insert(text.length, "x".repeat(1_000));
    await expect.poll(() => upgrade(collab.port)).toBe(503);
    // Paused for many heartbeats, of which the page hears: it must not take the silence for death.
    const pings = () => sam.frames.filter((frame) => frame.length === 1 && frame[0] === 9).length;
    const before = pings();
    await expect.poll(pings, { timeout: 5_000 }).toBeGreaterThan(before + 8);
    expect(await collab.server.hub.online(room.id)).toEqual(new Set([room.people.sam, room.people.kim]));
    collab.storage.away = false;
    await kim.until(() => kim.text.length === 60_000);
    await sam.acknowledgements(60);
    await expect.poll(() => upgrade(collab.port)).toBe(101);
    expect(kim.closes).toEqual([]);
  });

  test("counts a keystroke for more than its bytes", async () => {
    const collab = await startCollab({ limits: { maxQueued: 100_000 } });
    const room = collab.room("sam");
    const sam = await room.raw("sam");
    collab.storage.away = true;
    const doc = new Y.Doc();
    doc.on("update", (update: Uint8Array) => sam.update(update));
    for (let i = 0; i < 200; i++) doc.getText("text").insert(i, "x");
    await expect.poll(() => upgrade(collab.port)).toBe(503);
  });

  test("counts frames for documents that are being opened, and lets go of those whose socket went", async () => {
    const memory = new MemoryStorage();
    const { storage } = memory.session();
    let open = () => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    const slow = new Proxy({} as Storage, {
      get: (_, key: keyof Storage) =>
        key === "load" ? (id: never) => opened.then(() => storage.load(id)) : storage[key].bind(storage),
    });
    const collab = await startCollab({ storage: slow, limits: { maxQueued: 300_000 } });
    const id = memory.makeRoom();
    const people = { sam: memory.addMember(id, "sam", "student").person as PersonId };
    const room = roomOf(collab.url, id, people);
    const raws = await Promise.all([0, 1].map(() => openRaw(collab.url)));
    for (const raw of raws) {
      raw.auth(documentId(id, "code"), room.ticket("sam"));
      const doc = new Y.Doc();
      doc.getText("text").insert(0, "y".repeat(200_000));
      raw.update(Y.encodeStateAsUpdate(doc));
    }
    await expect.poll(() => upgrade(collab.port)).toBe(503);
    raws[0]?.ws.terminate();
    raws[1]?.ws.terminate();
    await expect.poll(() => upgrade(collab.port)).toBe(101);
    open();
    const sam = await room.join("sam");
    expect(sam.text.length).toBe(0);
  });
});

test("an edit of the server's own is refused at once while nothing can be saved, and taken afterwards", async () => {
  const collab = await startCollab();
  const room = collab.room("sam");
  const sam = await room.join("sam");
  collab.storage.away = true;
  const write = () => collab.server.hub.write(room.code, updateOf("imported"), room.people.sam as PersonId);
  await expect(write()).rejects.toThrow("The log cannot be written.");
  collab.storage.away = false;
  await write();
  await sam.until(() => sam.text.toString() === "imported");
});
