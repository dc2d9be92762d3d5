/** Threads whose programs run long stand behind everything else on the machine, and are not handed on. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { setPriority } from "node:os";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { SandboxRun } from "#sandbox/client";
import { LONG_NICENESS } from "#sandbox/limits";
import { Rank } from "#sandbox/rank";
import { lineIn, sandboxForTests } from "./programs.ts";

const possible = process.platform === "linux" && ["/usr/bin/chrt", "/bin/chrt"].some((path) => existsSync(path));
/** Linux's number of the class. */
const IDLE = "5";

const { run, sandbox } = sandboxForTests();

/** The niceness of each thread of a process, the child if not named, that is in the class `idle`. */
function behind(pid = sandbox().stats().pid): string[] {
  const folder = `/proc/${pid}/task`;
  return readdirSync(folder).flatMap((id) => {
    try {
      const stat = readFileSync(`${folder}/${id}/stat`, "latin1");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return fields[38] === IDLE ? [fields[16] ?? ""] : [];
    } catch {
      // It has ended meanwhile.
      return [];
    }
  });
}
const behindAre = (count: number) => vi.waitUntil(() => behind().length === count, { timeout: 10_000, interval: 10 });

describe.runIf(possible)("a program that runs long", () => {
  it("stands behind everything else, alone, and its thread runs nothing afterwards", async () => {
    const { promise: started, resolve } = Promise.withResolvers<SandboxRun>();
    const loop = run("for (;;) JSON.parse('[1]');", { limits: { time: 20_000 }, onStarted: resolve });
    await behindAre(1);
    expect(behind()).toEqual([`${LONG_NICENESS}`]);
    expect(await run("console.log('short')")).toMatchObject({ reason: "ok", out: "short\n" });
    expect(behind()).toHaveLength(1);
    (await started).stop();
    expect(await loop).toMatchObject({ reason: "cancelled" });
    await behindAre(0);
    expect(await run("console.log('next')")).toMatchObject({ reason: "ok", out: "next\n" });
  });

  it("takes lines afterwards, and its thread is gone with its values", async () => {
    const room = "rank";
    let session = "";
    const onOpen = (runId: string) => {
      session = runId;
    };
    const program = "let n = 0; while (n < 3e7) n++;";
    expect(await run(program, { keep: true, room, onOpen, limits: { time: 20_000 } })).toMatchObject({ reason: "ok" });
    await behindAre(1);
    expect(await lineIn(sandbox(), session, "n > 0", { room })).toMatchObject({ reason: "ok", out: "true\n" });
    expect(behind()).toHaveLength(1);
    // The next program that is kept takes the place of its room's last one.
    expect(await run("1", { keep: true, room })).toMatchObject({ reason: "ok" });
    await behindAre(0);
  });
});

describe.runIf(possible)("after a program was starved", () => {
  const sleepers: ChildProcess[] = [];
  const ranks: Rank[] = [];
  afterEach(() => {
    for (const sleeper of sleepers.splice(0)) sleeper.kill();
    for (const rank of ranks.splice(0)) rank.dispose();
  });
  /** A process at the niceness by which long programs are known. */
  function sleeper(): number {
    const made = spawn("sleep", ["60"]);
    sleepers.push(made);
    setPriority(made.pid as number, LONG_NICENESS);
    return made.pid as number;
  }
  function rank(): Rank {
    const made = new Rank();
    ranks.push(made);
    return made;
  }

  it("none is put behind for a while", async () => {
    const [spared, other] = [sleeper(), sleeper()];
    const paused = rank();
    paused.pause();
    paused.stepBack(spared);
    rank().stepBack(other);
    await vi.waitUntil(() => behind(other).length === 1, { timeout: 10_000, interval: 10 });
    expect(behind(spared)).toEqual([]);
  });
});
