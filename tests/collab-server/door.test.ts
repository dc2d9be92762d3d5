import { request } from "node:http";
import * as encoding from "lib0/encoding";
import { describe, expect, test } from "vitest";
import { MAX_CONNECTIONS_PER_PERSON, MAX_OTHER_FRAME, MAX_SYNC_FRAME } from "#protocol/limits";
import { CLOSE } from "#protocol/refusals";
import { issueTicket } from "#protocol/ticket";
import { openRaw, type RawClient, SECRET, startCollab, type TestCollab, updateOf } from "#tests/support/collab";

/** The status of an upgrade's answer: 101 if it was taken. */
function upgrade(collab: TestCollab, headers: Record<string, string>, path = "/collab"): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request({
      host: "127.0.0.1",
      port: collab.port,
      path,
      headers: {
        connection: "Upgrade",
        upgrade: "websocket",
        "sec-websocket-version": "13",
        "sec-websocket-key": "AAAAAAAAAAAAAAAAAAAAAA==",
        ...headers,
      },
    });
    asked.on("upgrade", (response, socket) => {
      socket.destroy();
      resolve(response.statusCode ?? 0);
    });
    asked.on("response", (response) => resolve(response.statusCode ?? 0));
    asked.on("error", reject);
    asked.end();
  });
}

describe("origins", () => {
  test("a foreign page gets 403, one that lies about being local too", async () => {
    const collab = await startCollab();
    expect(await upgrade(collab, { origin: "https://evil.example" })).toBe(403);
    expect(await upgrade(collab, { origin: `http://127.0.0.1.evil.example:${collab.port}` })).toBe(403);
    expect(await upgrade(collab, { origin: "http://127.0.0.1:1" })).toBe(403);
    expect(await upgrade(collab, { origin: "null" })).toBe(403);
  });

  test("the own host, the public address, an allowed one and a program come in", async () => {
    const collab = await startCollab({
      allowedOrigins: ["https://school.example"],
      publicUrl: "https://lab.example/base",
    });
    expect(await upgrade(collab, { origin: `http://127.0.0.1:${collab.port}` })).toBe(101);
    expect(await upgrade(collab, { origin: "https://lab.example" })).toBe(101);
    expect(await upgrade(collab, { origin: "https://school.example" })).toBe(101);
    expect(await upgrade(collab, {})).toBe(101);
  });

  test("a forwarded host counts only where proxies are trusted", async () => {
    const headers = { origin: "https://lab.example", "x-forwarded-host": "lab.example" };
    expect(await upgrade(await startCollab(), headers)).toBe(403);
    expect(await upgrade(await startCollab({ trustProxy: 1 }), headers)).toBe(101);
  });

  test("a host that is none makes no difference: it has to show a ticket like all others", async () => {
    const collab = await startCollab();
    for (const host of ["[", "a b", "%", "a:99999999", "x@y", "^", ""])
      expect(await upgrade(collab, { host }), host).toBe(101);
    expect(collab.logged.join()).not.toContain("Invalid URL");
  });

  test("an upgrade for somebody else is left alone", async () => {
    const collab = await startCollab();
    await expect(upgrade(collab, {}, "/other")).rejects.toThrow();
    expect(await upgrade(collab, {}, "/collab?x=1")).toBe(101);
  });
});

/** What a refused client learnt: the reason, and that nothing of a document came. */
async function denial(client: RawClient): Promise<string> {
  const frame = await client.frame(2);
  expect(client.count(0) + client.count(4)).toBe(0);
  return new TextDecoder().decode(frame.subarray(frame.lastIndexOf(1) + 2));
}

describe("tickets", () => {
  test.each([
    ["forged", (room: string, person: string) => issueTicket(`${SECRET}!`, room as never, person as never).ticket],
    ["expired", (room: string, person: string) => issueTicket(SECRET, room as never, person as never, 0).ticket],
    [
      "of another room",
      (_room: string, person: string) => issueTicket(SECRET, "abcdefgh" as never, person as never).ticket,
    ],
    ["no ticket at all", () => "rubbish"],
    ["empty", () => ""],
  ])("one that is %s opens nothing", async (_what, make) => {
    const collab = await startCollab();
    const room = collab.room("sam");
    const sam = await room.join("sam");
    sam.text.insert(0, "secret");
    await sam.acknowledged();
    const raw = await openRaw(collab.url);
    raw.auth(room.code, make(room.id, room.people.sam as string));
    raw.send(0, (encoder) => {
      encoding.writeVarUint(encoder, 0);
      encoding.writeVarUint8Array(encoder, new Uint8Array([0]));
    });
    expect(await denial(raw)).toContain("ticket");
  });

  test("a person who is removed or was never there is told so, and a room that is not there refused", async () => {
    const collab = await startCollab();
    const room = collab.room("sam", "kim");
    const member = collab.storage.rooms.get(room.id)?.members.get(room.people.kim as never);
    if (member) member.removed = true;
    const kim = await openRaw(collab.url);
    kim.auth(room.code, room.ticket("kim"));
    expect(await denial(kim)).toContain("not-a-member");
    const stranger = await openRaw(collab.url);
    stranger.auth(room.code, issueTicket(SECRET, room.id, "stranger22" as never).ticket);
    expect(await denial(stranger)).toContain("not-a-member");
    const nowhere = await openRaw(collab.url);
    nowhere.auth(
      "room/abcdefgh/code" as never,
      issueTicket(SECRET, "abcdefgh" as never, room.people.sam as never).ticket,
    );
    expect(await denial(nowhere)).toContain("not-a-member");
  });

  test("a document that storage does not have is refused, and none comes to be", async () => {
    const collab = await startCollab();
    const room = collab.room("sam");
    collab.storage.documents.delete(room.board);
    for (const name of [room.board, "room/UPPER/code", "elsewhere", `${room.code}\0session`]) {
      const raw = await openRaw(collab.url);
      raw.auth(name as never, room.ticket("sam"));
      await raw.frame(2, (decoder) => decoder.arr[decoder.pos] === 1);
    }
    expect(collab.storage.documents.has(room.board)).toBe(false);
  });

  test("a wrong ticket is no obstacle to a right one on the same socket", async () => {
    const collab = await startCollab();
    const room = collab.room("sam");
    const raw = await openRaw(collab.url);
    raw.auth(room.code, "rubbish");
    await raw.frame(2);
    await raw.open(room.code, room.ticket("sam"));
  });
});

test("several documents share a socket", async () => {
  const collab = await startCollab();
  const room = collab.room("sam");
  const code = await room.join("sam");
  const board = await room.join("sam", { kind: "board", on: code });
  board.doc.getArray("records").push([{ key: "shape:1", val: {} }]);
  code.text.insert(0, "x");
  await Promise.all([board.acknowledged(), code.acknowledged()]);
  expect(collab.storage.rows(room.board)).toHaveLength(1);
  expect(collab.storage.rows(room.code)).toHaveLength(1);
  expect((await code.message("hello")).connection).toBe((await board.message("hello")).connection);
});

test("a provider that is made anew on the same socket gets its document again", async () => {
  const collab = await startCollab();
  const room = collab.room("sam");
  const keeps = await room.join("sam", { kind: "board" });
  const first = await room.join("sam", { on: keeps });
  first.text.insert(0, "before");
  // As a page does that mounts twice: destroyed and made again within one turn.
  first.close();
  const second = await room.join("sam", { on: keeps });
  await second.until(() => second.text.toString() === "before");
});

test("one person has so many connections to a room and no more; others are not concerned", async () => {
  const collab = await startCollab();
  const room = collab.room("sam", "kim");
  for (let i = 0; i < MAX_CONNECTIONS_PER_PERSON; i++) await room.raw("sam");
  const more = await openRaw(collab.url);
  more.auth(room.code, room.ticket("sam"));
  expect(await more.closed).toBe(CLOSE.tooMany);
  await room.raw("kim");
});

describe("what is no frame", () => {
  const cases: [string, (raw: RawClient) => void, number][] = [
    ["garbage", (raw) => raw.ws.send(new Uint8Array([255, 1, 2, 3, 4, 5])), CLOSE.malformed],
    ["an empty frame", (raw) => raw.ws.send(new Uint8Array()), CLOSE.malformed],
    ["text", (raw) => raw.ws.send("hello"), CLOSE.malformed],
    ["an unknown type", (raw) => raw.send(42), CLOSE.malformed],
    ["the server's own broadcast", (raw) => raw.send(6, (e) => encoding.writeVarString(e, "{}")), CLOSE.malformed],
    [
      "an update with bytes left over",
      (raw) =>
        raw.send(0, (e) => {
          encoding.writeVarUint(e, 2);
          encoding.writeVarUint8Array(e, updateOf("x"));
          encoding.writeUint8(e, 0);
        }),
      CLOSE.malformed,
    ],
    ["a state vector that is none", (raw) => raw.update(new Uint8Array([5, 1]), 0), CLOSE.malformed],
    [
      "awareness that is none",
      (raw) => raw.send(1, (e) => encoding.writeVarUint8Array(e, new Uint8Array([3, 1]))),
      CLOSE.malformed,
    ],
    ["a long message", (raw) => raw.say("x".repeat(MAX_OTHER_FRAME)), CLOSE.tooLarge],
    ["more than a room", (raw) => raw.ws.send(new Uint8Array(MAX_SYNC_FRAME + 1)), 1009],
  ];
  test.each(cases)("%s ends its socket and disturbs nobody", async (_what, send, code) => {
    const collab = await startCollab();
    const room = collab.room("sam", "kim");
    const kim = await room.join("kim");
    const raw = await room.raw("sam");
    send(raw);
    expect(await raw.closed).toBe(code);
    kim.text.insert(0, "on");
    await kim.acknowledged();
    expect(kim.closes).toEqual([]);
    expect(collab.storage.rows(room.code)).toHaveLength(1);
  });
});

test("frames for a document that was never asked for have nobody to read them", async () => {
  const collab = await startCollab();
  const room = collab.room("sam");
  const raw = await openRaw(collab.url);
  const other = await room.join("sam");
  raw.send(
    0,
    (e) => {
      encoding.writeVarUint(e, 2);
      encoding.writeVarUint8Array(e, updateOf("smuggled"));
    },
    room.code,
  );
  raw.auth(room.code, "rubbish");
  await raw.frame(2);
  expect(other.text.toString()).toBe("");
  expect(collab.storage.rows(room.code)).toEqual([]);
});

test("a reader that does not drain is let go before it fills the memory", async () => {
  const collab = await startCollab({ limits: { maxUnsent: 1024 * 1024 } });
  const room = collab.room("sam", "kim");
  const lazy = await room.raw("kim");
  lazy.ws.pause();
  const sam = await room.join("sam");
  // More than the network's own buffers take in.
  for (let i = 0; i < 60; i++) {
    sam.text.insert(0, "y".repeat(300_000));
    await sam.acknowledged();
    sam.text.delete(0, 300_000);
    await sam.acknowledged();
  }
  const online = () => collab.server.hub.online(room.id);
  await expect.poll(online, { timeout: 10_000 }).toEqual(new Set([room.people.sam]));
});

test("during the end nobody comes in any more, and those inside are told to come back", async () => {
  const collab = await startCollab();
  const room = collab.room("sam");
  const raw = await room.raw("sam");
  const ended = collab.server.shutdown({ graceMs: 5_000 });
  expect(await raw.closed).toBe(1012);
  expect(await upgrade(collab, {})).toBe(503);
  await ended;
});

test("a silent socket is taken for dead and shown no longer, one that answers is kept", async () => {
  const collab = await startCollab({ limits: { heartbeat: 60 } });
  const room = collab.room("sam", "kim");
  const sam = await room.join("sam");
  const silent = await openRaw(collab.url, {}, { autoPong: false });
  await silent.open(room.code, room.ticket("kim"));
  silent.awareness({ client: 7, clock: 1, state: {} });
  await sam.until(() => sam.others().has("kim"));
  expect(await silent.closed).toBe(1006);
  await sam.until(() => !sam.others().has("kim"));
  expect(sam.closes).toEqual([]);
});
