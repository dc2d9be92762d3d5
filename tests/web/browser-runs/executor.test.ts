/** What a page does when it is to execute a run: against a room and a frame that do what a test says. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { filesOf } from "#protocol/documents";
import { type FileId, makeRunId, type RunId } from "#protocol/ids";
import { type ClientMessage, clientMessageSchema, type RunRecord, type ServerMessage } from "#protocol/messages";
import { Executor, type Frame, PROGRAM_TIME, type Told } from "#web/features/browser-runs/executor";
import type { Language } from "#web/features/browser-runs/kit";
import type { FromFrame, ToFrame } from "#web/features/browser-runs/program-frame";
import type { RoomClient } from "#web/features/room/contract";

class FrameDouble implements Frame {
  onMessage: (said: FromFrame) => void = () => undefined;
  readonly said: ToFrame[] = [];
  disposed = false;
  say(message: ToFrame): void {
    this.said.push(message);
  }
  dispose(): void {
    this.disposed = true;
  }
  /** The page hears this of the program that was begun last. */
  hear(said: Record<string, unknown>): void {
    const run = this.said.findLast((message) => message.type === "run")?.program.run;
    this.onMessage({ ...said, run } as FromFrame);
  }
}

class Scene {
  readonly sent: ClientMessage[] = [];
  readonly told: string[] = [];
  readonly frames: FrameDouble[] = [];
  /** Settles the fetching that is under way, if `held`. */
  release: (why?: Error) => void = () => undefined;
  held = false;
  readonly executor: Executor;

  constructor() {
    const doc = new Y.Doc();
    for (const [path, text] of [
      ["main.py", "print(1)"],
      ["shop.sql", "select 1;"],
    ] as const) {
      const entry = new Y.Map<string | Y.Text>([
        ["path", path],
        ["text", new Y.Text(text)],
      ]);
      filesOf(doc).set(path as FileId, entry as never);
    }
    const send = (message: ClientMessage) => {
      // Whatever a page sends must be what the server reads.
      this.sent.push(clientMessageSchema.parse(message));
      return true;
    };
    const client = { code: { doc }, send } as unknown as RoomClient;
    const told: Told = {
      onFetching: (name, progress) => this.told.push(`fetching ${name}${progress ? ` ${progress.received}` : ""}`),
      onFetched: (here) => this.told.push(here ? "here" : "not here"),
      onStarting: () => {},
      onStarted: () => {},
    };
    const open = (_: Language, onProgress: (so: { received: number; total: number }) => void) => {
      const frame = new FrameDouble();
      if (!this.held) {
        this.frames.push(frame);
        return Promise.resolve(frame);
      }
      onProgress({ received: 7, total: 9 });
      return new Promise<Frame>((resolve, reject) => {
        this.release = (why) => {
          if (why) return reject(why);
          this.frames.push(frame);
          resolve(frame);
        };
      });
    };
    this.executor = new Executor(client, told, { open });
  }

  get frame(): FrameDouble {
    const frame = this.frames.at(-1);
    if (!frame) throw new Error("no frame was opened");
    return frame;
  }

  receive(message: Record<string, unknown>): void {
    this.executor.receive(message as unknown as ServerMessage);
  }

  /** Has a run begin, and its program. */
  async begin(entry = "main.py", runId = makeRunId()): Promise<RunId> {
    this.receive({ type: "run.execute", runId, entry, answers: "/collab/answers/key" });
    await settled();
    this.frames.at(-1)?.hear({ type: "started" });
    return runId;
  }

  of<T extends ClientMessage["type"]>(type: T) {
    return this.sent.filter((message) => message.type === type) as Extract<ClientMessage, { type: T }>[];
  }
}

/** Promises that are settled already are dealt with; the clock stands still. */
const settled = () => vi.advanceTimersByTimeAsync(0);
const seconds = (n: number) => vi.advanceTimersByTimeAsync(n * 1000);

let scene: Scene;
beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("location", { href: "https://pairlab.example/r/room" });
  scene = new Scene();
});
afterEach(() => {
  scene.executor.dispose();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("a run", () => {
  test("gets the room's files and limits, prints, asks and ends, in this order", async () => {
    const runId = await scene.begin();
    expect(scene.frame.said).toMatchObject([
      {
        type: "run",
        program: {
          entry: "main.py",
          files: [
            { path: "main.py", text: "print(1)" },
            { path: "shop.sql", text: "select 1;" },
          ],
          time: PROGRAM_TIME.python,
        },
      },
    ]);
    scene.frame.hear({ type: "print", stream: "out", text: "a" });
    scene.frame.hear({ type: "ask", text: "age?" });
    await seconds(1);
    scene.receive({ type: "run.answered", runId, text: "9" });
    expect(scene.frame.said.at(-1)).toEqual({ type: "answer", text: "9" });
    scene.frame.hear({ type: "print", stream: "err", text: "b" });
    scene.frame.hear({ type: "end", reason: "ok", cpuMs: 5, wallMs: 8 });
    await seconds(1);
    expect(scene.sent).toEqual([
      { type: "run.print", runId, stream: "out", text: "a" },
      { type: "run.ask", runId, text: "age?" },
      { type: "run.print", runId, stream: "err", text: "b" },
      { type: "run.end", runId, reason: "ok", cpuMs: 5, wallMs: 8 },
    ]);
  });

  test("is not ended by what the one before it, which was stopped, still says", async () => {
    const stopped = await scene.begin();
    scene.receive({ type: "run.ended", runId: stopped, reason: "cancelled" });
    const runId = await scene.begin();
    const late = { run: stopped, cpuMs: 1, wallMs: 1 };
    scene.frame.onMessage({ type: "print", stream: "out", text: "late", run: stopped });
    scene.frame.onMessage({ type: "end", reason: "cancelled", ...late });
    await seconds(1);
    expect(scene.sent).toEqual([]);
    scene.frame.hear({ type: "end", reason: "ok", cpuMs: 2, wallMs: 2 });
    await seconds(1);
    expect(scene.sent).toEqual([{ type: "run.end", runId, reason: "ok", cpuMs: 2, wallMs: 2 }]);
  });

  test("says nothing after its end, and what is said for another run is passed over", async () => {
    const runId = await scene.begin();
    const said = (message: Record<string, unknown>) => scene.frame.hear(message);
    scene.receive({ type: "run.answered", runId: makeRunId(), text: "not mine" });
    scene.receive({ type: "run.ended", runId: makeRunId(), reason: "cancelled" });
    expect(scene.frame.said).toHaveLength(1);
    said({ type: "end", reason: "ok", cpuMs: 1, wallMs: 1 });
    await seconds(1);
    said({ type: "print", stream: "out", text: "late" });
    said({ type: "ask", text: "late" });
    said({ type: "end", reason: "ok", cpuMs: 1, wallMs: 1 });
    await seconds(1);
    expect(scene.sent).toHaveLength(1);
    scene.receive({ type: "run.ended", runId, reason: "ok" });
    expect(scene.frame.said.some((one) => one.type === "stop")).toBe(false);
  });

  test("that the room has stopped is stopped here, without another word, and the frame serves the next", async () => {
    const runId = await scene.begin();
    scene.frame.hear({ type: "print", stream: "out", text: "x".repeat(50_000) });
    scene.receive({ type: "run.ended", runId, reason: "cancelled" });
    expect(scene.frame.said.at(-1)).toEqual({ type: "stop" });
    const before = scene.sent.length;
    await seconds(60);
    expect(scene.sent).toHaveLength(before);
    await scene.begin();
    expect(scene.frames).toHaveLength(1);
  });

  test("of a file that is nothing this page can run is left alone", async () => {
    await scene.begin("main.rb");
    expect(scene.frames).toHaveLength(0);
    expect(scene.sent).toEqual([]);
  });

  test("each language has a frame of its own, which goes when nobody uses it", async () => {
    await scene.begin("shop.sql");
    expect(scene.frame.said[0]).toMatchObject({ program: { time: PROGRAM_TIME.sql } });
    scene.frame.hear({ type: "end", reason: "ok", cpuMs: 1, wallMs: 1 });
    await scene.begin("main.py");
    expect(scene.frames).toHaveLength(2);
    await seconds(9 * 60);
    expect(scene.frames[0]?.disposed).toBe(false);
    await seconds(61);
    expect(scene.frames[0]?.disposed).toBe(true);
  });
});

describe("what says nothing", () => {
  test("beyond its time is taken down, and the run ended", async () => {
    const runId = await scene.begin();
    await seconds(14);
    expect(scene.sent).toEqual([]);
    await seconds(2);
    expect(scene.sent).toMatchObject([{ type: "run.end", runId, reason: "time" }]);
    expect(scene.frame.disposed).toBe(true);
    await scene.begin();
    expect(scene.frames).toHaveLength(2);
  });

  test("while it waits for the room is left alone, however long", async () => {
    const runId = await scene.begin();
    scene.frame.hear({ type: "ask", text: "?" });
    await seconds(110);
    expect(scene.of("run.end")).toEqual([]);
    scene.receive({ type: "run.answered", runId, text: "a" });
    await seconds(16);
    expect(scene.of("run.end")).toMatchObject([{ reason: "time" }]);
  });

  test("while its program sleeps is left alone for as long as one may, and not when it is awake again", async () => {
    await scene.begin();
    for (const type of ["sleeps", "awake"]) {
      scene.frame.hear({ type });
      await seconds(14);
    }
    scene.frame.hear({ type: "sleeps" });
    await seconds(119);
    expect(scene.of("run.end")).toEqual([]);
    scene.frame.hear({ type: "awake" });
    await seconds(16);
    expect(scene.of("run.end")).toMatchObject([{ reason: "time" }]);
  });

  test("is not taken for silent if its next question comes before this page hears of the last answer", async () => {
    const runId = await scene.begin();
    scene.frame.hear({ type: "ask", text: "one" });
    await seconds(1);
    scene.frame.hear({ type: "ask", text: "two" });
    scene.receive({ type: "run.answered", runId, text: "to one" });
    await seconds(60);
    expect(scene.of("run.end")).toEqual([]);
    expect(scene.of("run.ask")).toMatchObject([{ text: "one" }, { text: "two" }]);
  });
});

describe("a language", () => {
  test("that cannot be fetched ends the run with a sentence, and the next run tries again", async () => {
    scene.held = true;
    const runId = await scene.begin();
    scene.release(new Error("offline"));
    await settled();
    expect(scene.sent).toMatchObject([{ type: "run.end", runId, reason: "crashed" }]);
    expect(scene.of("run.end")[0]?.explanation).toMatch(/Python could not be fetched from this server/);
    expect(scene.told).toEqual(["fetching Python", "fetching Python 7", "not here"]);
    await scene.begin();
    scene.release();
    await settled();
    expect(scene.frame.said).toMatchObject([{ type: "run" }]);
    expect(scene.told.slice(3)).toEqual(["fetching Python", "fetching Python 7", "here"]);
  });

  test("that comes after the run was stopped runs nothing; if it does not come, nothing is said", async () => {
    scene.held = true;
    const runId = await scene.begin();
    scene.receive({ type: "run.ended", runId, reason: "cancelled" });
    scene.release();
    await settled();
    expect(scene.frame.said).toEqual([]);
    const other = new Scene();
    other.held = true;
    const second = await other.begin();
    other.receive({ type: "run.ended", runId: second, reason: "cancelled" });
    other.release(new Error("offline"));
    await settled();
    expect(other.sent).toEqual([]);
    other.executor.dispose();
  });

  test("that does not start in this browser is a sentence, and a frame that is gone", async () => {
    await scene.begin();
    scene.frame.hear({ type: "failed", text: "no WebAssembly" });
    await settled();
    expect(scene.of("run.end")[0]?.explanation).toBe("Python could not be started in this browser: no WebAssembly");
    expect(scene.frame.disposed).toBe(true);
  });

  test("that takes too long to start is no program that ran out of its time", async () => {
    scene.receive({ type: "run.execute", runId: makeRunId(), entry: "main.py", answers: "/collab/answers/key" });
    await seconds(179);
    expect(scene.of("run.end")).toEqual([]);
    await seconds(2);
    expect(scene.of("run.end")).toMatchObject([{ reason: "crashed" }]);
    expect(scene.of("run.end")[0]?.explanation).toMatch(/^Python did not start within 3 minutes in this browser/);
    expect(scene.frame.disposed).toBe(true);
  });
});

describe("a connection that was lost", () => {
  const record = (runId: RunId, ended: boolean) =>
    ({ runId, ended: ended ? { reason: "crashed", cpuMs: 0, wallMs: 0 } : null }) as unknown as RunRecord;

  test.each([
    ["has ended", (runId: RunId) => [record(runId, true)], 0],
    ["knows nothing of: it was restarted", () => [], 0],
    ["thinks to go on: it has not noticed yet", (runId: RunId) => [record(runId, false)], 1],
  ])("stops what the server %s", async (_, runs, stops) => {
    const runId = await scene.begin();
    scene.receive({ type: "run.history", runs: runs(runId) });
    expect(scene.frame.said.at(-1)).toEqual({ type: "stop" });
    expect(scene.of("run.stop")).toHaveLength(stops);
    scene.frame.hear({ type: "print", stream: "out", text: "into the void" });
    await seconds(60);
    expect(scene.of("run.print")).toEqual([]);
    expect(scene.of("run.end")).toEqual([]);
  });

  test("and a history when nothing runs are nothing to it", () => {
    scene.receive({ type: "run.history", runs: [record(makeRunId(), false)] });
    expect(scene.sent).toEqual([]);
  });
});

describe("a browser that cannot suspend WebAssembly", () => {
  test("is told where the answers are; any other is not", async () => {
    await scene.begin();
    expect(scene.frame.said[0]).not.toHaveProperty("program.answers");
    vi.stubGlobal("WebAssembly", {});
    await scene.begin();
    expect(scene.frame.said.at(-1)).toMatchObject({
      program: { answers: "https://pairlab.example/collab/answers/key" },
    });
  });
});

describe("an end that a program has made up", () => {
  test.each<[string, unknown]>([
    ["another reason", { reason: "won", cpuMs: 1, wallMs: 1 }],
    ["no numbers", { reason: "error", cpuMs: "x", wallMs: Number.NaN, error: null }],
    ["times beyond all bounds", { reason: "ok", cpuMs: -5, wallMs: 1e300 }],
    [
      "an error of other kinds",
      { reason: "error", error: { name: {}, message: [], frames: "none", excerpt: { lines: 3 } } },
    ],
    [
      "an error that is too large",
      {
        reason: "error",
        explanation: "e".repeat(9_999),
        error: {
          name: "n".repeat(999),
          message: "m".repeat(99_999),
          frames: Array.from({ length: 99 }, () => ({
            path: "p".repeat(999),
            line: 1e99,
            column: -1,
            name: "f".repeat(999),
          })),
          excerpt: { from: -4, lines: Array.from({ length: 99 }, () => "l".repeat(9_999)) },
        },
      },
    ],
    ["causes without end", { reason: "error", error: deep(50) }],
    ["half a character", { reason: "error", error: { name: "E", message: `${"x".repeat(3_999)}😀`, frames: [] } }],
  ])("with %s is one that the server takes", async (_, said) => {
    await scene.begin();
    scene.frame.hear({ type: "end", ...(said as object) });
    await seconds(1);
    // `send` of this scene reads it as the server does.
    expect(scene.of("run.end")).toHaveLength(1);
  });

  test("with a question or a line that is no text is text", async () => {
    await scene.begin();
    scene.frame.hear({ type: "print", stream: "other", text: { toString: () => "made up" } });
    scene.frame.hear({ type: "ask", text: "?".repeat(99_999) });
    scene.frame.hear({ type: "nonsense" });
    await seconds(1);
    expect(scene.of("run.print")).toMatchObject([{ stream: "out", text: "made up" }]);
    expect(scene.of("run.ask")).toHaveLength(1);
  });
});

function deep(levels: number): object {
  const error = { name: "E", message: "m", frames: [], during: true };
  return levels === 0 ? error : { ...error, cause: deep(levels - 1) };
}
