import { describe, expect, test } from "vitest";
import type { PersonId, RunId } from "#protocol/ids";
import type { Author, RunRecord, ServerMessage } from "#protocol/messages";
import { activeRun, type RunEvent, RunLog } from "#web/features/runs/run-log";

const by: Author = { id: "ada" as PersonId, name: "Ada", color: "#c2410c" };
const id = (name: string) => name as RunId;
const started = (name: string, requestId = `q-${name}`, at = 1): ServerMessage => ({
  type: "run.started",
  runId: id(name),
  requestId,
  by,
  entry: "main.js",
  at,
});
const out = (name: string, seq: number, text: string): ServerMessage => ({
  type: "run.output",
  runId: id(name),
  seq,
  stream: "out",
  text,
});
const ended = (name: string): ServerMessage => ({
  type: "run.ended",
  runId: id(name),
  reason: "ok",
  cpuMs: 1,
  wallMs: 2,
});
const record = (name: string, change: Partial<RunRecord> = {}): RunRecord => ({
  runId: id(name),
  requestId: `q-${name}`,
  by,
  entry: "main.js",
  at: 1,
  output: [],
  ended: null,
  ...change,
});

function log(...messages: ServerMessage[]) {
  const made = new RunLog();
  const events: RunEvent[] = [];
  made.onEvent((event) => events.push(event));
  for (const message of messages) made.receive(message);
  return { log: made, events, text: (name: string) => made.transcript(id(name)).toString() };
}

describe("output", () => {
  test("arrives in order, twice and late, and is shown in order and once", () => {
    const { log: runs, text } = log(started("r"), out("r", 0, "a"), out("r", 2, "c"), out("r", 2, "c"));
    const before = runs.transcript(id("r")).revision;
    runs.receive(out("r", 1, "b"));
    runs.receive(out("r", 1, "b"));
    expect(text("r")).toBe("abc");
    expect(runs.transcript(id("r")).revision).toBe(before + 1);
  });

  test("before the start or after the end is kept", () => {
    const { text } = log(out("r", 0, "a"), started("r"), ended("r"), out("r", 1, "b"));
    expect(text("r")).toBe("ab");
  });

  test("tells whoever draws it, once a chunk", () => {
    const { log: runs } = log(started("r"));
    const told: RunId[] = [];
    runs.onOutput((run) => told.push(run));
    runs.receive(out("r", 0, "a"));
    runs.receive(out("r", 0, "a"));
    expect(told).toEqual(["r"]);
  });

  test("does not make React draw", () => {
    const { log: runs } = log(started("r"));
    const before = runs.snapshot();
    runs.receive(out("r", 0, "a"));
    expect(runs.snapshot()).toBe(before);
  });
});

describe("a run", () => {
  test("goes from asked over queued and running to ended", () => {
    const { log: runs, events } = log();
    runs.start("q", "main.js", () => true);
    expect(runs.snapshot().asking).toBe("q");
    const queued = { type: "run.queued", runId: id("r"), requestId: "q", by, entry: "main.js" } as const;
    runs.receive({ ...queued, position: 2 });
    expect(runs.snapshot()).toMatchObject({
      asking: null,
      runs: [{ by, entry: "main.js", phase: { kind: "queued", position: 2 } }],
    });
    runs.receive({ ...queued, position: 1 });
    runs.receive(started("r", "q"));
    expect(activeRun(runs.snapshot().runs)?.phase).toEqual({ kind: "running", prompt: null });
    runs.receive(ended("r"));
    expect(runs.snapshot().runs).toMatchObject([{ phase: { kind: "ended", reason: "ok", wallMs: 2 } }]);
    expect(activeRun(runs.snapshot().runs)).toBeNull();
    expect(events.map(({ kind }) => kind)).toEqual(["queued", "started", "ended"]);
  });

  test("that is over does not start again", () => {
    const { log: runs, events } = log(started("r"), ended("r"), started("r"), ended("r"));
    expect(runs.snapshot().runs).toMatchObject([{ phase: { kind: "ended" } }]);
    expect(events).toHaveLength(2);
  });

  test("asks and is answered", () => {
    const { log: runs, text } = log(started("r"), out("r", 0, "Name? "), {
      type: "run.prompt",
      runId: id("r"),
      text: "Name? ",
    });
    expect(activeRun(runs.snapshot().runs)?.phase).toEqual({ kind: "running", prompt: "Name? " });
    runs.receive({ type: "run.answered", runId: id("r"), seq: 0, by, question: "", text: "Ada" });
    runs.receive(out("r", 1, "Hello"));
    expect(activeRun(runs.snapshot().runs)?.phase).toEqual({ kind: "running", prompt: null });
    expect(text("r")).toBe("Name? Ada\nHello");
  });

  test("that has ended takes lines, one at a time, until it does not", () => {
    const { log: runs, text, events } = log(started("r"), out("r", 1, "1\n"), ended("r"));
    const open = () => runs.snapshot().runs[0]?.open;
    expect(open()).toBeNull();
    const about = { runId: id("r"), requestId: "l" };
    runs.receive({ type: "run.open", runId: id("r"), open: true });
    expect(open()).toMatchObject({ state: "idle" });
    runs.receive({ type: "run.line", ...about, seq: 1, by, text: "n" });
    runs.receive({ type: "run.prompt", runId: id("r"), text: "?" });
    expect(open()).toMatchObject({ state: "busy", prompt: "?" });
    runs.receive({ type: "run.answered", runId: id("r"), seq: 1, by, question: "?", text: "Ada" });
    runs.receive(out("r", 2, "7\n"));
    runs.receive({ type: "run.returned", ...about, reason: "time", explanation: "Too long." });
    expect(open()).toEqual({ state: "idle", prompt: null, note: "Too long." });
    expect(text("r")).toBe("1\n> n\n? Ada\n7\n");
    expect(events.at(-1)).toMatchObject({ kind: "returned", text: "Ada7\nToo long." });
    runs.line(id("r"), "x", "m", () => true);
    runs.receive({ type: "refused", requestId: "x", code: "busy", message: "Busy." });
    expect(open()).toMatchObject({ note: "Busy." });
    runs.receive({ type: "run.open", runId: id("r"), open: false });
    expect(open()).toMatchObject({ state: "closed" });
    expect(runs.snapshot().runs[0]?.phase.kind).toBe("ended");
  });

  test("that is refused says why, to whoever asked", () => {
    const { log: runs } = log();
    runs.start("q", "main.js", () => true);
    runs.receive({ type: "refused", requestId: "other", code: "busy", message: "Busy." });
    expect(runs.snapshot().refused).toBeNull();
    runs.receive({ type: "refused", requestId: "q", code: "busy", message: "Busy." });
    expect(runs.snapshot()).toMatchObject({ asking: null, refused: "Busy." });
  });

  test("without a connection is not queued", () => {
    const { log: runs } = log();
    runs.start("q", "main.js", () => false);
    expect(runs.snapshot()).toMatchObject({ asking: null, refused: expect.stringContaining("Not connected") });
  });
});

describe("history", () => {
  test("brings a late joiner the current run from its beginning", () => {
    const output = [{ seq: 0, stream: "out" as const, text: "a" }];
    const { log: runs, text } = log(
      { type: "run.history", runs: [record("r", { output, prompt: "Name?" })] },
      out("r", 1, "b"),
    );
    expect(text("r")).toBe("ab");
    expect(activeRun(runs.snapshot().runs)?.phase).toEqual({ kind: "running", prompt: "Name?" });
  });

  test("after a reconnect unites output and ends what the server forgot", () => {
    const end = { reason: "ok" as const, cpuMs: 1, wallMs: 2 };
    const output = [
      { seq: 1, stream: "out" as const, text: "b" },
      { seq: 2, stream: "out" as const, text: "c" },
    ];
    const { log: runs, text } = log(started("r"), out("r", 0, "a"), started("lost", "q2", 2), {
      type: "run.history",
      runs: [record("r", { output, ended: end })],
    });
    expect(text("r")).toBe("abc");
    expect(runs.snapshot().runs).toMatchObject([
      { runId: "r", phase: { kind: "ended", reason: "ok" } },
      { runId: "lost", phase: { kind: "ended", reason: "crashed" } },
    ]);
  });

  test("keeps a bounded number of runs", () => {
    const { log: runs } = log();
    for (let i = 0; i < 50; i++) runs.receive(started(`r${i}`));
    expect(runs.snapshot().runs).toHaveLength(20);
    expect(runs.snapshot().runs.at(-1)?.runId).toBe("r49");
  });
});
