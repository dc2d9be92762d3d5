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

interface Standing {
  nice: string;
  policy: string;
}
/** Where each thread of a process stands, the child's if it is not named. */
function threads(pid = sandbox().stats().pid): Standing[] {
  const folder = `/proc/${pid}/task`;
  return readdirSync(folder).flatMap((id) => {
    try {
      const stat = readFileSync(`${folder}/${id}/stat`, "latin1");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return [{ nice: fields[16] ?? "", policy: fields[38] ?? "" }];
    } catch {
      // It has ended meanwhile.
      return [];
    }
  });
}
const behind = (pid?: number) => threads(pid).filter(({ policy }) => policy === IDLE);
/** Those keep their niceness where the machine is so busy that they get the rest of their rank back. */
const long = () => threads().filter(({ nice }) => nice === `${LONG_NICENESS}`);
const patiently = { timeout: 10_000, interval: 10 };

describe.runIf(possible)("a program that runs long", () => {
  it("stands behind everything else, alone, and its thread runs nothing afterwards", async () => {
    const { promise: started, resolve } = Promise.withResolvers<SandboxRun>();
    const loop = run("for (;;) JSON.parse('[1]');", { limits: { time: 20_000 }, onStarted: resolve });
    const first = await vi.waitUntil(() => behind()[0], patiently);
    expect(first.nice).toBe(`${LONG_NICENESS}`);
    expect(await run("console.log('short')")).toMatchObject({ reason: "ok", out: "short\n" });
    expect(long()).toHaveLength(1);
    (await started).stop();
    expect(await loop).toMatchObject({ reason: "cancelled" });
    await vi.waitUntil(() => long().length === 0, patiently);
    expect(await run("console.log('next')")).toMatchObject({ reason: "ok", out: "next\n" });
  });

  it("takes lines afterwards, and its thread is gone with its values", async () => {
    const room = "rank";
    let session = "";
    const onOpen = (runId: string) => {
      session = runId;
    };
    const program = "let n = 0; while (n < 1e8) n++;";
    expect(await run(program, { keep: true, room, onOpen, limits: { time: 20_000 } })).toMatchObject({ reason: "ok" });
    expect(long()).toHaveLength(1);
    expect(await lineIn(sandbox(), session, "n > 0", { room })).toMatchObject({ reason: "ok", out: "true\n" });
    expect(long()).toHaveLength(1);
    // The next program that is kept takes the place of its room's last one.
    expect(await run("1", { keep: true, room })).toMatchObject({ reason: "ok" });
    await vi.waitUntil(() => long().length === 0, patiently);
  });
});

describe.runIf(possible)("what gets nothing of the processor there", () => {
  const children: ChildProcess[] = [];
  const ranks: Rank[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
    for (const rank of ranks.splice(0)) rank.dispose();
  });
  /** A process that wants one core, the first, all the time. */
  function spinning(niceness: number): number {
    const child = spawn("taskset", ["-c", "0", "sh", "-c", "while :; do :; done"]);
    children.push(child);
    setPriority(child.pid as number, niceness);
    return child.pid as number;
  }
  function rank(): Rank {
    const made = new Rank();
    ranks.push(made);
    return made;
  }

  it("gets its rank back, and no other is put there for a while", async () => {
    const starving = spinning(LONG_NICENESS);
    const watched = rank();
    watched.stepBack(starving);
    await vi.waitUntil(() => behind(starving).length > 0, patiently);
    spinning(0);
    await vi.waitUntil(() => behind(starving).length === 0, patiently);
    const [spared, other] = [spinning(LONG_NICENESS), spinning(LONG_NICENESS)];
    watched.stepBack(spared);
    rank().stepBack(other);
    await vi.waitUntil(() => behind(other).length > 0, patiently);
    expect(behind(spared)).toEqual([]);
  });
});
