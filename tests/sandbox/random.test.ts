/** Random programs, each from its seed: whatever they do, they end in time, and the child and the others go on. */
import { expect, test } from "vitest";
import type { SandboxRun } from "#sandbox/client";
import { sandboxForTests } from "./programs.ts";
import { randomProgram } from "./random-program.ts";

const ROUNDS = Number(process.env.HOSTILE_ROUNDS ?? 500);
const FROM = Number(process.env.HOSTILE_FROM ?? 1);
/** Milliseconds of a program's own time, and of all its waits. */
const limits = { time: 60, wait: 100 };
const OVER = 600;
/** Programs at once. */
const LANES = 3;
// `file:///b` is in the room: its files are a disk of their own.
const HOST = /node_modules|\/usr\/|emscripten|root:x:/;

const { run, sandbox } = sandboxForTests();

test(`${ROUNDS} random programs from seed ${FROM}`, { timeout: ROUNDS * 2_000 }, async () => {
  const reasons: Record<string, number> = {};
  /** Seeds at which the engine gave itself up; its thread is gone then, and nothing else. */
  const aborts: number[] = [];
  let seed = FROM;
  const lane = async (room: string): Promise<void> => {
    while (seed < FROM + ROUNDS) {
      const own = seed++;
      let asked = 0;
      const onPrompt = (handle: SandboxRun) => (++asked > 3 ? handle.stop() : handle.input("\0\ud800"));
      const ran = await run(randomProgram(own), { room, limits, onPrompt });
      const said = `${ran.out}${ran.err}${JSON.stringify(ran.error ?? "")}${ran.explanation ?? ""}`;
      reasons[ran.reason] = (reasons[ran.reason] ?? 0) + 1;
      if (ran.reason === "crashed") aborts.push(own);
      expect(ran.cpuMs, `seed ${own}`).toBeLessThanOrEqual(limits.time + OVER);
      expect(said, `seed ${own}`).not.toMatch(HOST);
      expect(said, `seed ${own}`).not.toContain(process.cwd());
    }
  };
  const honest = async (): Promise<void> => {
    while (seed < FROM + ROUNDS) expect((await run("console.log(6 * 7)", { room: "honest" })).out).toBe("42\n");
  };
  await Promise.all([...Array.from({ length: LANES }, (_, n) => lane(`r${n}`)), honest()]);
  expect(sandbox().stats()).toMatchObject({ restarts: 0, queued: 0, active: 0, waiting: 0, parked: 0 });
  expect(aborts.length, `seeds ${aborts.join()}`).toBeLessThanOrEqual(ROUNDS / 1_000);
  // A generator of which every program fails in the same way would find nothing.
  for (const reason of ["ok", "error", "time"]) expect(reasons[reason] ?? 0, reason).toBeGreaterThan(ROUNDS / 100);
  if (ROUNDS > 500)
    console.log(reasons, `engine aborts: ${aborts.length}, contained${aborts.map((own) => `; seed ${own}`).join("")}`);
});
