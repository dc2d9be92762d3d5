/** Runs of a room in the real sandbox: what everyone sees of them, and whoever comes later. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunRecord, ServerMessage } from "#protocol/messages";
import { createSandbox, type Sandbox } from "#sandbox/client";
import { startCollab } from "../support/collab.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox();
});
afterAll(() => sandbox.dispose());

async function roomWith(program: string) {
  const collab = await startCollab({ sandbox });
  const room = collab.room("sam", "kim");
  const [sam, kim] = [await room.join("sam"), await room.join("kim")];
  sam.file("main.js", program);
  const start = async () => {
    sam.send({ type: "run.start", requestId: "r", entry: "main.js" });
    return (await kim.message("run.started")).runId;
  };
  return { collab, room, sam, kim, start };
}

/** All that was printed and typed, as somebody who was there saw it arrive. */
function witnessed(messages: readonly ServerMessage[]): string {
  const seen = messages.map((message) => {
    if (message.type === "run.output") return `${message.stream} ${message.text}`;
    if (message.type === "run.line") return `> ${message.by.name}: ${message.text}`;
    return message.type === "run.answered" ? `${message.question} ${message.by.name}: ${message.text}` : "";
  });
  return joined(seen.filter((text) => text !== ""));
}

/** The same of what a newcomer is told. */
function told({ output, typed = [] }: RunRecord): string {
  const pieces = [
    ...output.map(({ seq, stream, text }) => ({ seq, late: 0, text: `${stream} ${text}` })),
    ...typed.map(({ seq, by, kind, text, question }, index) => ({
      seq,
      late: index + 1,
      text: kind === "line" ? `> ${by.name}: ${text}` : `${question} ${by.name}: ${text}`,
    })),
  ];
  return joined(pieces.sort((a, b) => a.seq - b.seq || a.late - b.late).map(({ text }) => text));
}

/** Pieces of one stream are one text, however they were cut. */
const joined = (pieces: string[]): string =>
  pieces.reduce((all, piece) => {
    const stream = /^(out|err) /.exec(piece)?.[0];
    const last = all.slice(all.lastIndexOf("\u0000") + 1);
    return stream && last.startsWith(stream) ? all + piece.slice(stream.length) : `${all}\u0000${piece}`;
  }, "");

test("whoever answers first has answered, and everyone sees who it was", async () => {
  const { sam, kim, start } = await roomWith("console.log('hello', prompt('Who?'), readline('And?'));");
  const runId = await start();
  expect((await sam.message("run.prompt")).text).toBe("Who?");
  kim.send({ type: "run.input", runId, text: "Kim" });
  sam.send({ type: "run.input", runId, text: "Sam" });
  const first = await sam.message("run.answered");
  expect(first).toMatchObject({ question: "Who?" });
  expect(["Kim", "Sam"]).toContain(first.text);
  expect(first.by.name).toBe(first.text.toLowerCase());
  await expect.poll(() => kim.messages.filter(({ type }) => type === "run.prompt").length).toBe(2);
  kim.send({ type: "run.input", runId, text: "last" });
  expect((await kim.message("run.ended")).reason).toBe("ok");
  const out = kim.messages.flatMap((message) => (message.type === "run.output" ? [message.text] : [])).join("");
  expect(out).toMatch(/^hello (Kim|Sam) (last|Kim|Sam)\n$/);
});

test("newcomers see exactly what the others saw, while it runs, after it, and from the database", async () => {
  const program = `
    for (let i = 0; i < 2000; i++) (i % 7 ? console.log : console.error)("line", i, "\u00e9\u{1F600}");
    const name = prompt("Name?");
    console.log("hello " + name);
    process.stdout.write("no end of line");
    const other = prompt("Other?");
    console.log([name, other]);`;
  const { collab, room, sam, kim, start } = await roomWith(program);
  const runId = await start();
  await kim.message("run.prompt");
  kim.send({ type: "run.input", runId, text: "Ada \u{1F600}" });
  await expect.poll(() => kim.messages.filter(({ type }) => type === "run.prompt").length).toBe(2);
  const during = await room.join("kim");
  const { runs: going } = await during.message("run.history");
  expect(going[0]?.prompt).toBe("Other?");
  expect(told(going[0] as RunRecord)).toBe(witnessed(kim.messages));
  sam.send({ type: "run.input", runId, text: "Bo" });
  await kim.message("run.open");
  for (const text of ["name + 1", "null.x", "console.log('a'); console.error('b'); 3"]) {
    sam.send({ type: "run.line", requestId: `l${text}`, runId, text });
    await expect
      .poll(() => kim.messages.some((message) => message.type === "run.returned" && message.requestId === `l${text}`))
      .toBe(true);
  }
  const after = await room.join("kim");
  const { runs: over } = await after.message("run.history");
  expect(over[0]).toMatchObject({ open: { busy: false }, ended: { reason: "ok" } });
  expect(told(over[0] as RunRecord)).toBe(witnessed(kim.messages));
  expect(witnessed(kim.messages)).toContain("Uncaught TypeError");
  await expect
    .poll(() => {
      const [stored] = collab.storage.rooms.get(room.id)?.runs ?? [];
      return stored && told(stored);
    })
    .toBe(witnessed(kim.messages));
});

test("lines are refused in words: of a run that takes none, beside another line, by an observer", async () => {
  const { room, sam, kim, start } = await roomWith("let n = 1;");
  sam.send({ type: "run.line", requestId: "a", runId: "nobody's", text: "n" });
  expect(await sam.message("refused")).toMatchObject({ requestId: "a", code: "not-found" });
  const runId = await start();
  await kim.message("run.open");
  kim.send({ type: "run.line", requestId: "b", runId, text: "n = prompt('n?')" });
  await sam.message("run.prompt");
  sam.send({ type: "run.line", requestId: "c", runId, text: "n" });
  await expect.poll(() => sam.messages.filter(({ type }) => type === "refused").at(-1)).toMatchObject({ code: "busy" });
  const late = await room.join("sam");
  expect((await late.message("run.history")).runs[0]).toMatchObject({ open: { busy: true }, prompt: "n?" });
  sam.send({ type: "run.stop", runId });
  expect(await kim.message("run.returned")).toMatchObject({
    requestId: "b",
    reason: "cancelled",
    explanation: "sam stopped it.",
  });
  // The next program of the room takes its place.
  sam.send({ type: "run.start", requestId: "next", entry: "main.js" });
  await expect
    .poll(() => kim.messages.filter((message) => message.type === "run.open" && message.runId === runId).at(-1))
    .toMatchObject({ open: false });
});

test("a run with a seed is the same each time, and says so to everyone and to newcomers", async () => {
  const { room, sam, kim } = await roomWith(
    "console.log(Math.random(), crypto.randomUUID(), new Date().toISOString());",
  );
  const printed: string[] = [];
  for (const requestId of ["first", "second"]) {
    sam.send({ type: "run.start", requestId, entry: "main.js", seed: 5 });
    const { runId, seed } = await kim.message("run.started", (message) => message.requestId === requestId);
    expect(seed).toBe(5);
    await kim.message("run.ended", (message) => message.runId === runId);
    printed.push((await kim.message("run.output", (message) => message.runId === runId)).text);
  }
  expect(printed[0]).toContain("2026-01-01T12:00:00.000Z");
  expect(printed[1]).toBe(printed[0]);
  const late = await room.join("kim");
  expect((await late.message("run.history")).runs.map(({ seed }) => seed)).toEqual([5, 5]);
  for (const seed of [-1, 1.5, 2 ** 31, "5", null]) {
    const requestId = `bad ${seed}`;
    sam.send({ type: "run.start", requestId, entry: "main.js", seed } as never);
    expect((await sam.message("refused", (message) => message.requestId === requestId)).code).toBe("malformed");
  }
});
