import { describe, expect, test } from "vitest";
import { CLOSE } from "#protocol/refusals";
import { startCollab, updateOf } from "#tests/support/collab";

describe("messages that are none", () => {
  test.each([
    ["not JSON", "{", "malformed", undefined],
    ["of no type", '{"requestId":"r1"}', "malformed", "r1"],
    ["of an unknown type", '{"type":"room.burn","requestId":"r2"}', "unknown", "r2"],
    ["with a wrong field", '{"type":"run.start","requestId":"r3","entry":7}', "malformed", "r3"],
    ["an array", "[]", "malformed", undefined],
    ["null", "null", "malformed", undefined],
    ["an empty chat message", '{"type":"chat.send","requestId":"r4","text":"   "}', "malformed", "r4"],
    [
      "a long chat message",
      JSON.stringify({ type: "chat.send", requestId: "r5", text: "x".repeat(4001) }),
      "malformed",
      "r5",
    ],
  ])("%s: refused to the sender alone, who may go on", async (_what, payload, code, requestId) => {
    const collab = await startCollab();
    const room = collab.room("sam", "kim");
    const kim = await room.join("kim");
    const sam = await room.join("sam");
    sam.provider.sendStateless(payload);
    const refused = await sam.message("refused");
    expect(refused.code).toBe(code);
    expect(refused.requestId).toBe(requestId);
    sam.send({ type: "chat.send", requestId: "ok", text: "still here" });
    await kim.message("chat.message");
    expect(kim.messages.some((message) => message.type === "refused")).toBe(false);
  });

  test("messages on the board are not known there", async () => {
    const collab = await startCollab();
    const board = await collab.room("sam").join("sam", { kind: "board" });
    board.send({ type: "chat.send", requestId: "c", text: "hi" });
    expect((await board.message("refused")).code).toBe("unknown");
  });
});

describe("signals", () => {
  test("reach the one connection that they are for, with the sender's stamp", async () => {
    const collab = await startCollab();
    const room = collab.room("sam", "kim", "eve");
    const [sam, kim, kimToo, eve] = await Promise.all(["sam", "kim", "kim", "eve"].map((name) => room.join(name)));
    if (!sam || !kim || !kimToo || !eve) throw new Error("nobody there");
    const to = (await kim.message("hello")).connection;
    sam.send({ type: "signal", to, data: { type: "offer", sdp: "v=0" }, from: "forged" });
    const signal = await kim.message("signal");
    expect(signal).toEqual({
      type: "signal",
      from: (await sam.message("hello")).connection,
      data: { type: "offer", sdp: "v=0" },
    });
    kim.send({ type: "signal", to: signal.from, data: "back" });
    await sam.message("signal");
    for (const other of [kimToo, eve]) expect(other.messages.some((message) => message.type === "signal")).toBe(false);
  });

  test("go past edits that are not durable yet", async () => {
    const collab = await startCollab();
    const room = collab.room("sam", "kim");
    const sam = await room.join("sam");
    const kim = await room.join("kim");
    let open: () => void = () => {};
    collab.storage.gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    sam.text.insert(0, "x");
    sam.send({ type: "signal", to: (await kim.message("hello")).connection, data: 1 });
    await kim.message("signal");
    expect(kim.text.toString()).toBe("");
    open();
  });

  test("never leave the room, and end where calls are off or the peer is gone", async () => {
    const collab = await startCollab();
    const room = collab.room("sam", "kim", "ola:observer");
    const elsewhere = await collab.room("eve").join("eve");
    const sam = await room.join("sam");
    const kim = await room.join("kim");
    const ola = await room.join("ola");
    sam.send({ type: "signal", to: (await elsewhere.message("hello")).connection, data: 1 });
    expect((await sam.message("refused")).code).toBe("peer-gone");
    ola.send({ type: "signal", to: (await kim.message("hello")).connection, data: 1 });
    expect((await ola.message("refused")).code).toBe("forbidden");
    const stored = collab.storage.rooms.get(room.id);
    if (stored) stored.calls = false;
    await collab.server.hub.changed(room.id, { kind: "room" });
    sam.send({ type: "signal", to: (await kim.message("hello")).connection, data: 1 });
    await sam.message("refused", (message) => message.code === "calls-off");
    expect([...elsewhere.messages, ...kim.messages].some((message) => message.type === "signal")).toBe(false);
  });
});

describe("chat", () => {
  test("is stored, stamped, shared, and there for whoever comes later", async () => {
    const collab = await startCollab();
    const room = collab.room("sam", "kim");
    const sam = await room.join("sam");
    const kim = await room.join("kim");
    sam.send({ type: "chat.send", requestId: "c1", text: "héllo 👋 مرحبا", by: { name: "Kim" } });
    const message = await kim.message("chat.message");
    expect(message).toMatchObject({
      requestId: "c1",
      text: "héllo 👋 مرحبا",
      by: { id: room.people.sam, name: "sam" },
    });
    const later = await room.join("kim");
    const history = await later.message("chat.history");
    expect(history.messages.map(({ id }) => id)).toEqual([message.id]);
    expect(history.more).toBe(false);
  });

  test("comes in pages, the newest first and each in its order", async () => {
    const collab = await startCollab();
    const room = collab.room("sam");
    const by = { id: room.people.sam as never, name: "sam", color: "#000" };
    for (let i = 0; i < 120; i++)
      await collab.storage.addMessage(room.id, { id: `m${i}` as never, by, text: String(i), at: i });
    const sam = await room.join("sam");
    const first = await sam.message("chat.history");
    expect([first.messages.at(0)?.text, first.messages.at(-1)?.text, first.more]).toEqual(["70", "119", true]);
    sam.send({ type: "chat.earlier", before: "m70" });
    const second = await sam.message("chat.history", (page) => page.messages.at(-1)?.text === "69");
    expect([second.messages.length, second.more]).toEqual([50, true]);
  });

  test("is not for observers, and a flood is slowed down", async () => {
    const collab = await startCollab();
    const room = collab.room("sam", "ola:observer");
    const ola = await room.join("ola");
    ola.send({ type: "chat.send", requestId: "c", text: "psst" });
    expect((await ola.message("refused")).code).toBe("forbidden");
    const sam = await room.join("sam");
    for (let i = 0; i < 30; i++) sam.send({ type: "chat.send", requestId: `c${i}`, text: "spam" });
    await sam.message("refused", (message) => message.code === "rate-limited");
    expect(collab.storage.rooms.get(room.id)?.messages.length).toBeLessThan(12);
  });
});

describe("runs", () => {
  test("run the files as they stand behind the edits before, and tell everyone, in order", async () => {
    const collab = await startCollab();
    const room = collab.room("sam", "kim");
    const sam = await room.join("sam");
    const kim = await room.join("kim");
    const started = collab.sandbox.next();
    const main = sam.file("main.js", "console.log(1)");
    sam.file("lib/a.js", "export {}");
    main.insert(0, "// now\n");
    sam.send({ type: "run.start", requestId: "r1", entry: "main.js" });
    const run = await started;
    expect(run.request).toMatchObject({
      entry: "main.js",
      person: room.people.sam,
      room: room.id,
      files: [
        { path: "lib/a.js", text: "export {}" },
        { path: "main.js", text: "// now\nconsole.log(1)" },
      ],
    });
    run.events.onQueued(1);
    run.events.onStarted();
    run.events.onOutput("out", "1\n");
    run.events.onOutput("err", "oh\n");
    const error = { name: "TypeError", message: "no", frames: [{ path: "main.js", line: 2, column: 1 }] };
    run.end({ reason: "error", error, cpuMs: 3, wallMs: 4 });
    const ended = await kim.message("run.ended");
    const told = kim.messages.filter(({ type }) => type.startsWith("run.") && type !== "run.history");
    const { runId } = ended;
    const at = expect.any(Number);
    const by = { id: room.people.sam, name: "sam", color: expect.any(String) };
    expect(told).toEqual([
      { type: "run.queued", runId, requestId: "r1", by, entry: "main.js", position: 1 },
      { type: "run.started", runId, requestId: "r1", by, entry: "main.js", at },
      { type: "run.output", runId, seq: 1, stream: "out", text: "1\n" },
      { type: "run.output", runId, seq: 2, stream: "err", text: "oh\n" },
      { type: "run.ended", runId, reason: "error", error, cpuMs: 3, wallMs: 4 },
    ]);
    const later = await room.join("kim");
    const { runs } = await later.message("run.history");
    expect(runs).toMatchObject([{ runId, requestId: "r1", by, entry: "main.js", ended: { reason: "error", error } }]);
    await expect.poll(() => collab.storage.rooms.get(room.id)?.runs.length).toBe(1);
    expect(await collab.server.metrics.metrics()).toContain('pairlab_runs_total{reason="error"} 1');
  });

  test("that go on are shown to a newcomer from their beginning; no piece is missing or doubled", async () => {
    const collab = await startCollab();
    const room = collab.room("sam", "kim");
    const sam = await room.join("sam");
    sam.file("main.js", "");
    const started = collab.sandbox.next();
    sam.send({ type: "run.start", requestId: "r", entry: "main.js" });
    const run = await started;
    run.events.onStarted();
    for (let i = 0; i < 300; i++) run.events.onOutput(i % 100 === 0 ? "err" : "out", `${i}\n`);
    const kim = await room.join("kim");
    const { runs } = await kim.message("run.history");
    run.events.onOutput("out", "300\n");
    const next = await kim.message("run.output");
    const seen = [...(runs[0]?.output ?? []), next];
    expect(seen.map(({ text }) => text).join("")).toBe(Array.from({ length: 301 }, (_, i) => `${i}\n`).join(""));
    expect(seen.at(-2)?.seq).toBe(300);
    expect(next.seq).toBe(301);
    expect(runs[0]?.ended).toBeNull();
  });

  test("ask and are answered, by anyone who may", async () => {
    const collab = await startCollab();
    const room = collab.room("sam", "kim", "ola:observer");
    const [sam, kim, ola] = await Promise.all(["sam", "kim", "ola"].map((name) => room.join(name)));
    if (!sam || !kim || !ola) throw new Error("nobody there");
    sam.file("main.js", "");
    const started = collab.sandbox.next();
    sam.send({ type: "run.start", requestId: "r", entry: "main.js" });
    const run = await started;
    const { runId } = run.request;
    run.events.onStarted();
    kim.send({ type: "run.input", runId, text: "too early" });
    expect((await kim.message("refused")).code).toBe("not-found");
    run.events.onPrompt("Name?");
    await kim.message("run.prompt");
    ola.send({ type: "run.input", runId, text: "no" });
    expect((await ola.message("refused")).code).toBe("forbidden");
    kim.send({ type: "run.input", runId, text: "Kim" });
    const answered = await sam.message("run.answered");
    expect(answered).toMatchObject({ text: "Kim", by: { name: "kim" } });
    expect(run.inputs).toEqual(["Kim"]);
  });

  test("are stopped past the edits that wait, by a partner too", async () => {
    const collab = await startCollab();
    const room = collab.room("sam", "kim");
    const sam = await room.join("sam");
    const kim = await room.join("kim");
    sam.file("main.js", "");
    const started = collab.sandbox.next();
    sam.send({ type: "run.start", requestId: "r", entry: "main.js" });
    const { runId } = (await started).request;
    let open: () => void = () => {};
    collab.storage.gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    kim.text.insert(0, "x");
    kim.send({ type: "run.stop", runId });
    expect(await sam.message("run.ended")).toMatchObject({ reason: "cancelled", explanation: "kim stopped it." });
    open();
  });

  test("that may not be are refused, each in its own words", async () => {
    const collab = await startCollab();
    const room = collab.room("sam", "ola:observer");
    const sam = await room.join("sam");
    const ola = await room.join("ola");
    for (const path of ["main.js", "notes.md", "index.html"]) sam.file(path, "");
    await sam.acknowledged();
    const ask = async (who: typeof sam, requestId: string, entry: string) => {
      who.send({ type: "run.start", requestId, entry });
      return who.message("refused", (message) => message.requestId === requestId);
    };
    expect(await ask(ola, "r1", "main.js")).toMatchObject({ code: "forbidden" });
    expect(await ask(sam, "r2", "notes.md")).toMatchObject({
      code: "not-runnable",
      message: expect.stringContaining("notes.md"),
    });
    expect(await ask(sam, "r3", "gone.js")).toMatchObject({
      code: "not-found",
      message: expect.stringContaining("gone.js"),
    });
    collab.sandbox.isReady = false;
    expect(await ask(sam, "r4", "main.js")).toMatchObject({ code: "unavailable" });
    collab.sandbox.isReady = true;
    const started = collab.sandbox.next();
    sam.send({ type: "run.start", requestId: "r5", entry: "main.js" });
    const run = await started;
    expect(await ask(sam, "r6", "main.js")).toMatchObject({ code: "busy" });
    run.end();
    await sam.message("run.ended");
    const again = collab.sandbox.next();
    sam.send({ type: "run.start", requestId: "r7", entry: "main.js" });
    (await again).end();
  });

  test("answer `crashed` when the sandbox dies, and a room of strange files still runs", async () => {
    const collab = await startCollab();
    const room = collab.room("sam");
    const sam = await room.join("sam");
    sam.file("main.js", "");
    sam.doc.getMap("files").set("odd", "not a file");
    const started = collab.sandbox.next();
    sam.send({ type: "run.start", requestId: "r", entry: "main.js" });
    (await started).end({ reason: "crashed" });
    expect((await sam.message("run.ended")).reason).toBe("crashed");
  });
});

describe("what the pages change", () => {
  test("a removed person's sockets close at once, also one that is just coming in; the others learn of it", async () => {
    const collab = await startCollab();
    const room = collab.room("sam:owner", "kim");
    const sam = await room.join("sam");
    const kim = await room.raw("kim");
    const board = await room.raw("kim", "board");
    await collab.server.hub.changed(room.id, { kind: "removed", person: room.people.kim as never });
    expect(await kim.closed).toBe(CLOSE.removed);
    expect(await board.closed).toBe(CLOSE.removed);
    await sam.message("room.changed");
    expect(await collab.server.hub.online(room.id)).toEqual(new Set([room.people.sam]));
  });

  test("an edit of the server's own is durable and reaches everyone, whether or not anyone is there", async () => {
    const collab = await startCollab();
    const room = collab.room("sam");
    const { hub } = collab.server;
    await hub.write(room.code, updateOf("seed"), room.people.sam as never);
    await expect.poll(() => hub.metrics()).toMatch(/pairlab_documents 0/);
    const sam = await room.join("sam");
    await sam.until(() => sam.text.toString() === "seed");
    await hub.write(room.code, updateOf("more"), null);
    await sam.until(() => sam.text.toString().includes("more"));
    expect(collab.storage.rows(room.code).map((row) => row.person)).toEqual([room.people.sam, null]);
    expect(await hub.read(room.code)).toEqual(await hub.read(room.code));
    expect(await hub.read("room/abcdefgh/code" as never)).toBeNull();
    await expect(hub.write("room/abcdefgh/code" as never, updateOf("x"), null)).rejects.toThrow();
    await expect(hub.write(room.code, new Uint8Array([9]), null)).rejects.toThrow();
  });

  test("says whether its parts can work", async () => {
    const collab = await startCollab();
    expect(await collab.server.hub.ready()).toEqual({ database: true, sandbox: true, accepting: true });
    collab.storage.away = true;
    collab.sandbox.isReady = false;
    expect(await collab.server.hub.ready()).toEqual({ database: false, sandbox: false, accepting: true });
  });
});

test("the log names no person, no ticket and no text", async () => {
  const collab = await startCollab();
  const room = collab.room("Samantha", "kim");
  const sam = await room.join("Samantha");
  sam.text.insert(0, "private words");
  sam.send({ type: "chat.send", requestId: "c", text: "private words" });
  await sam.message("chat.message");
  const raw = await room.raw("kim");
  raw.update(updateOf("longer than the text that is there", sam.doc.clientID));
  await raw.closed;
  const log = collab.logged.join("");
  expect(log).toContain("an update was refused");
  for (const secret of ["Samantha", "private", room.ticket("kim").slice(-20)]) expect(log).not.toContain(secret);
});
