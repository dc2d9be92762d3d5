/** Runs that a person's own page executes: who may speak, how much, and what is kept. */
import { describe, expect, test } from "vitest";
import { RUN_LIMITS } from "#protocol/runs";
import { startCollab } from "#tests/support/collab";

async function scene() {
  const collab = await startCollab();
  const room = collab.room("sam", "kim", "ola:observer");
  const sam = await room.join("sam");
  const kim = await room.join("kim");
  for (const path of ["main.py", "main.js"]) sam.file(path, "");
  await sam.acknowledged();
  const start = async (requestId = "r") => {
    sam.send({ type: "run.start", requestId, entry: "main.py" });
    return (await sam.message("run.execute")).runId;
  };
  return { collab, room, sam, kim, start };
}

describe("a run in a page", () => {
  test("is executed by the one who asked, shown to all under their name, and kept", async () => {
    const { collab, room, sam, kim, start } = await scene();
    const runId = await start();
    expect(await kim.message("run.started")).toMatchObject({ runId, entry: "main.py", by: { name: "sam" } });
    sam.send({ type: "run.print", runId, stream: "out", text: "hello\n" });
    sam.send({ type: "run.ask", runId, text: "age?" });
    expect(await kim.message("run.prompt")).toMatchObject({ runId, text: "age?" });
    kim.send({ type: "run.input", runId, text: "9" });
    expect(await sam.message("run.answered")).toMatchObject({ by: { name: "kim" }, text: "9", question: "age?" });
    const error = { name: "ValueError", message: "no", frames: [{ path: "main.py", line: 2, column: 1 }] };
    sam.send({ type: "run.end", runId, reason: "error", error, cpuMs: 4, wallMs: 9 });
    expect(await kim.message("run.ended")).toMatchObject({ runId, reason: "error", error });
    expect(kim.messages.some((message) => message.type === "run.execute")).toBe(false);
    expect(collab.sandbox.started).toHaveLength(0);
    await expect.poll(() => collab.storage.rooms.get(room.id)?.runs.length).toBe(1);
    const late = await room.join("kim");
    const [kept] = (await late.message("run.history")).runs;
    expect(kept).toMatchObject({ runId, entry: "main.py", output: [{ text: "hello\n" }], ended: { reason: "error" } });
    expect(kept?.typed).toMatchObject([{ kind: "answer", text: "9", by: { name: "kim" } }]);
  });

  test("is seen while it goes on by whoever comes late", async () => {
    const { room, sam, kim, start } = await scene();
    const runId = await start();
    sam.send({ type: "run.print", runId, stream: "out", text: "so far" });
    await kim.message("run.output");
    const late = await room.join("kim");
    expect((await late.message("run.history")).runs).toMatchObject([
      { runId, output: [{ text: "so far" }], ended: null },
    ]);
  });

  test("hears nobody else speak for it: no other person, no other connection of the same one", async () => {
    const { room, sam, kim, start } = await scene();
    const runId = await start();
    const tab = await room.join("sam");
    for (const other of [kim, tab]) {
      other.send({ type: "run.print", runId, stream: "out", text: "forged" });
      other.send({ type: "run.ask", runId, text: "forged" });
      other.send({ type: "run.end", runId, reason: "ok", cpuMs: 0, wallMs: 0 });
      other.send({ type: "chat.send", requestId: "c", text: "after" });
      await sam.message("chat.message", (message) => message.by.name === (other === kim ? "kim" : "sam"));
    }
    sam.send({ type: "run.print", runId, stream: "out", text: "own", by: { name: "kim" } });
    expect((await kim.message("run.output")).text).toBe("own");
    expect(kim.messages.some((message) => message.type === "run.ended" || message.type === "run.prompt")).toBe(false);
  });

  test("is one a person, in a page or in the sandbox, and none is an observer's", async () => {
    const { collab, room, sam, start } = await scene();
    const ola = await room.join("ola");
    ola.send({ type: "run.start", requestId: "o", entry: "main.py" });
    expect((await ola.message("refused")).code).toBe("forbidden");
    const runId = await start();
    for (const [requestId, entry] of [
      ["two", "main.py"],
      ["three", "main.js"],
    ] as const) {
      sam.send({ type: "run.start", requestId, entry });
      expect((await sam.message("refused", (message) => message.requestId === requestId)).code).toBe("busy");
    }
    sam.send({ type: "run.end", runId, reason: "ok", cpuMs: 0, wallMs: 0 });
    await sam.message("run.ended");
    const started = collab.sandbox.next();
    sam.send({ type: "run.start", requestId: "four", entry: "main.js" });
    await started;
    sam.send({ type: "run.start", requestId: "five", entry: "main.py" });
    expect((await sam.message("refused", (message) => message.requestId === "five")).code).toBe("busy");
  });

  test("is stopped by anybody, and ends with its connection", async () => {
    const { sam, kim, start } = await scene();
    const first = await start("r1");
    kim.send({ type: "run.stop", runId: first });
    expect(await sam.message("run.ended")).toMatchObject({
      runId: first,
      reason: "cancelled",
      explanation: "kim stopped it.",
    });
    sam.send({ type: "run.print", runId: first, stream: "out", text: "after its end" });
    sam.send({ type: "run.start", requestId: "r2", entry: "main.py" });
    const second = await sam.message("run.execute", (message) => message.runId !== first);
    sam.provider.destroy();
    const ended = await kim.message("run.ended", (message) => message.runId === second.runId);
    expect(ended).toMatchObject({ reason: "crashed", explanation: expect.stringContaining("sam") });
    expect(kim.messages.some((message) => message.type === "run.output")).toBe(false);
  });

  test("ends at its limit of output, and a flood is slowed down", async () => {
    const { sam, kim, start } = await scene();
    const runId = await start();
    const text = "x".repeat(8000);
    for (let said = 0; said <= RUN_LIMITS.output; said += text.length) {
      sam.send({ type: "run.print", runId, stream: "out", text });
    }
    expect(await kim.message("run.ended")).toMatchObject({ runId, reason: "output" });
    const all = kim.messages.map((message) => (message.type === "run.output" ? message.text.length : 0));
    expect(all.reduce((sum, length) => sum + length, 0)).toBe(RUN_LIMITS.output);
    sam.send({ type: "run.start", requestId: "r2", entry: "main.py" });
    const next = await sam.message("run.execute", (message) => message.runId !== runId);
    for (let i = 0; i < 200; i++) sam.send({ type: "run.print", runId: next.runId, stream: "out", text: "x" });
    await sam.message("refused", (message) => message.code === "rate-limited");
    sam.send({ type: "run.print", runId: next.runId, stream: "out", text: "x".repeat(8001) });
    await sam.message("refused", (message) => message.code === "malformed");
  });

  test("ends once: what comes after is passed over, and its end is told and kept once", async () => {
    const { collab, room, sam, kim, start } = await scene();
    const runId = await start();
    sam.send({ type: "run.print", runId, stream: "out", text: "before" });
    sam.send({ type: "run.end", runId, reason: "ok", cpuMs: 1, wallMs: 2 });
    sam.send({ type: "run.end", runId, reason: "error", cpuMs: 9, wallMs: 9 });
    sam.send({ type: "run.print", runId, stream: "out", text: "after" });
    sam.send({ type: "run.ask", runId, text: "after?" });
    kim.send({ type: "run.input", runId, text: "to nobody" });
    expect((await kim.message("refused")).code).toBe("not-found");
    kim.send({ type: "run.stop", runId });
    sam.send({ type: "chat.send", requestId: "c", text: "all of it has come" });
    await kim.message("chat.message");
    expect(kim.messages.filter(({ type }) => type === "run.ended")).toMatchObject([{ runId, reason: "ok", cpuMs: 1 }]);
    expect(kim.messages.filter(({ type }) => type === "run.output")).toHaveLength(1);
    expect(kim.messages.some(({ type }) => type === "run.prompt")).toBe(false);
    await expect.poll(() => collab.storage.rooms.get(room.id)?.runs.length).toBe(1);
    expect(collab.storage.rooms.get(room.id)?.runs[0]).toMatchObject({
      output: [{ text: "before" }],
      ended: { reason: "ok" },
    });
  });

  test("asks one question at a time, and the first answer is the answer", async () => {
    const { sam, kim, start } = await scene();
    const runId = await start();
    sam.send({ type: "run.ask", runId, text: "one?" });
    sam.send({ type: "run.ask", runId, text: "another?" });
    await kim.message("run.prompt");
    kim.send({ type: "run.input", runId, text: "first" });
    kim.send({ type: "run.input", runId, text: "second" });
    expect((await kim.message("refused")).code).toBe("not-found");
    expect(sam.messages.filter(({ type }) => type === "run.answered")).toMatchObject([
      { text: "first", question: "one?" },
    ]);
    expect(kim.messages.filter(({ type }) => type === "run.prompt")).toHaveLength(1);
  });

  test("takes causes and lines around the place, and refuses what is too large or too deep whole", async () => {
    const { sam, kim, start } = await scene();
    const runId = await start();
    const nest = (depth: number): object => ({
      ...{ name: "E", message: "m", frames: [{ path: "main.py", line: 1, column: 1 }] },
      ...(depth > 0 ? { cause: nest(depth - 1), during: true } : {}),
    });
    const end = (error: object) =>
      sam.send({ type: "run.end", runId, reason: "error", error, cpuMs: 0, wallMs: 0 } as never);
    const frame = { path: "main.py", line: 1, column: 1 };
    for (const wrong of [
      { ...nest(0), message: "m".repeat(4_001) },
      { ...nest(0), frames: Array.from({ length: 21 }, () => frame) },
      { ...nest(0), excerpt: { from: 1, lines: ["x".repeat(201)] } },
      { ...nest(0), excerpt: { from: 0, lines: ["x"] } },
    ]) {
      const before = sam.messages.length;
      end(wrong);
      expect((await sam.message("refused", () => true, before)).code).toBe("malformed");
    }
    end({ ...nest(6), excerpt: { from: 1, lines: ["print(1"] } });
    const { error } = await kim.message("run.ended");
    expect(error).toMatchObject({ excerpt: { from: 1, lines: ["print(1"] }, during: true });
    let depth = 0;
    for (let one = error; one?.cause; one = one.cause) depth++;
    expect(depth).toBe(4);
  });

  test("of two pages of one person is that page's which was asked, and its alone when the other leaves", async () => {
    const { room, sam, kim, start } = await scene();
    const tab = await room.join("sam");
    const runId = await start();
    tab.send({ type: "run.start", requestId: "second", entry: "main.py" });
    expect((await tab.message("refused")).code).toBe("busy");
    expect(tab.messages.some(({ type }) => type === "run.execute")).toBe(false);
    tab.send({ type: "run.end", runId, reason: "ok", cpuMs: 0, wallMs: 0 });
    tab.provider.destroy();
    sam.send({ type: "run.print", runId, stream: "out", text: "still here" });
    expect((await kim.message("run.output")).text).toBe("still here");
    sam.send({ type: "run.end", runId, reason: "ok", cpuMs: 7, wallMs: 7 });
    expect(await kim.message("run.ended")).toMatchObject({ runId, reason: "ok", cpuMs: 7 });
  });

  test("ends when its person may only watch: nothing that the page says counts any more", async () => {
    const { collab, room, sam, kim, start } = await scene();
    const runId = await start();
    await collab.server.hub.changed(room.id, { kind: "role", person: room.people.sam as never, role: "observer" });
    const ended = await sam.message("run.ended");
    expect(ended).toMatchObject({ runId, reason: "cancelled", explanation: expect.stringContaining("only watch") });
    sam.send({ type: "run.print", runId, stream: "out", text: "as an observer" });
    expect((await sam.message("refused")).code).toBe("forbidden");
    expect(kim.messages.some(({ type }) => type === "run.output")).toBe(false);
  });
});
