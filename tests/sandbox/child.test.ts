/** The child process: what it may not do, and what happens when it dies. */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { setImmediate } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { RUN_LIMITS } from "#protocol/runs";
import { childArguments } from "#sandbox/child-process";
import { createSandbox, type Sandbox } from "#sandbox/client";
import { ACTIVE_RUNS, MAX_CHILD_LOG, QUEUED_RUNS } from "#sandbox/limits";
import { runIn } from "./programs.ts";

const PATIENCE = { timeout: 20_000, interval: 10 };

let sandbox: Sandbox;
const exits: string[] = [];
beforeAll(async () => {
  sandbox = await createSandbox({ onChildExit: (description) => exits.push(description) });
});
afterAll(() => sandbox.dispose());

const kill = (): void => {
  const { pid } = sandbox.stats();
  if (pid === undefined) throw new Error("no child is up");
  process.kill(pid, "SIGKILL");
};

test("with the child's rights nothing can be read, written, connected to, listened on or started", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  const probe = fileURLToPath(new URL("./probe.mjs", import.meta.url));
  const args = childArguments(probe, [probe]);
  const { stdout } = await promisify(execFile)(process.execPath, [...args, String(port)], { env: {} as never });
  server.close();
  const { code, environment, ...denied } = JSON.parse(stdout) as Record<string, string>;
  expect(Object.keys(denied).length).toBe(11);
  for (const [what, outcome] of Object.entries(denied)) expect(outcome, what).toBe("ERR_ACCESS_DENIED");
  expect(code).toMatch(/Code generation from strings disallowed/);
  expect(environment).toBe("");
});

test("the child that runs has these rights, and an empty environment", () => {
  const { pid } = sandbox.stats();
  const args = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  expect(args).toContain("--permission");
  expect(args.filter((argument) => /^--allow-(?!fs-read=|worker)/.test(argument))).toEqual([]);
  const environment = readFileSync(`/proc/${pid}/environ`, "utf8")
    .split("\0")
    .filter((entry) => entry !== "");
  expect(environment).toEqual([]);
});

test("when the machine has no memory left, the kernel takes it before the server", () => {
  expect(readFileSync(`/proc/${sandbox.stats().pid}/oom_score_adj`, "utf8")).toBe("1000\n");
});

test("one that has grown too large ends itself, and the next one takes over", async () => {
  const childScript = fileURLToPath(new URL("./hungry-child.mjs", import.meta.url));
  const ends: string[] = [];
  const own = await createSandbox({ childScript, onChildExit: (description) => ends.push(description) });
  await expect.poll(() => ends, { timeout: 15_000 }).toContain("killed by SIGKILL");
  await own.dispose();
});

test("it ends with a server that is killed, whatever runs in it", async () => {
  const script = fileURLToPath(new URL("./killed-server.ts", import.meta.url));
  const server = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
  const [pid] = (await once(server.stdout, "data")) as [Buffer];
  server.kill("SIGKILL");
  // Where nobody collects it, a process that has ended stays in the list, as Z.
  const state = () => {
    try {
      return /\) (\w)/.exec(readFileSync(`/proc/${Number(pid)}/stat`, "utf8"))?.[1];
    } catch {
      return "gone";
    }
  };
  await expect.poll(state, { timeout: 10_000 }).toMatch(/^(gone|Z)$/);
});

test("beyond what the queue takes a run is answered at once", async () => {
  const own = await createSandbox();
  const refused: string[] = [];
  const runs = Array.from({ length: ACTIVE_RUNS + QUEUED_RUNS + 3 }, async (_, n) => {
    const { reason, explanation = "" } = await runIn(own, "for (;;);", { room: `r${n}` });
    if (reason === "crashed") refused.push(explanation);
  });
  await setImmediate();
  expect(refused).toEqual(Array(3).fill(expect.stringMatching(/^Too many programs are waiting/)));
  await own.dispose();
  await Promise.all(runs);
  expect(refused).toHaveLength(3);
});

test("when it dies, what ran is answered and what waited runs in the next one", async () => {
  const started = Promise.withResolvers<void>();
  let running = 0;
  const onStarted = (): void => {
    if (++running === 2) started.resolve();
  };
  const active = [1, 2].map(() => runIn(sandbox, "console.log('partial'); for (;;);", { onStarted }));
  const waiting = [1, 2, 3].map((n) => runIn(sandbox, `console.log(${n})`, { room: `q${n}` }));
  await started.promise;
  kill();
  for (const ran of await Promise.all(active)) {
    expect(ran.reason).toBe("crashed");
    expect(ran.explanation).toMatch(/run it again/);
  }
  expect((await Promise.all(waiting)).map(({ reason, out }) => [reason, out])).toEqual([
    ["ok", "1\n"],
    ["ok", "2\n"],
    ["ok", "3\n"],
  ]);
  expect(exits).toEqual(["killed by SIGKILL"]);
  expect(sandbox.stats().restarts).toBe(1);
});

test("the next one is up at once, and answers", async () => {
  const { pid, restarts } = sandbox.stats();
  kill();
  // Long: other tests have the processor as well. How long it takes is measured in the benchmark.
  await expect.poll(() => sandbox.stats().restarts > restarts && sandbox.ready(), PATIENCE).toBe(true);
  expect(sandbox.stats().pid).not.toBe(pid);
  expect((await runIn(sandbox, "console.log('up')")).out).toBe("up\n");
});

test("a child that is frozen is noticed and replaced, and its runs are answered", async () => {
  const { restarts } = sandbox.stats();
  const freeze = (): void => {
    process.kill(sandbox.stats().pid ?? 0, "SIGSTOP");
  };
  const ran = await runIn(sandbox, "prompt('?')", { onPrompt: freeze });
  expect(ran.reason).toBe("crashed");
  expect(exits.at(-1)).toMatch(/frozen/);
  expect((await runIn(sandbox, "console.log('thawed')")).out).toBe("thawed\n");
  expect(sandbox.stats().restarts).toBe(restarts + 1);
});

test("a run that waits for input is answered too", async () => {
  const ran = await runIn(sandbox, "prompt('?')", { onPrompt: kill });
  expect(ran.reason).toBe("crashed");
  expect((await runIn(sandbox, "console.log('again')")).out).toBe("again\n");
});

test("dispose answers everything and leaves no process", async () => {
  const own = await createSandbox();
  const { pid } = own.stats();
  const runs = Array.from({ length: 5 }, () => runIn(own, "for (;;);"));
  await own.dispose();
  expect((await Promise.all(runs)).map(({ reason }) => reason)).toEqual(Array(5).fill("cancelled"));
  expect(() => process.kill(pid ?? 0, 0)).toThrow(/ESRCH/);
  expect(own.ready()).toBe(false);
  expect((await runIn(own, "1")).reason).toBe("crashed");
});

describe("a child that was taken over", () => {
  const childScript = fileURLToPath(new URL("./hostile-child.mjs", import.meta.url));
  const deaths: string[] = [];
  let own: Sandbox;
  beforeAll(async () => {
    own = await createSandbox({ childScript, patience: 1_500, onChildExit: (description) => deaths.push(description) });
  });
  afterAll(() => own.dispose());

  for (const [trick, why] of [
    ["garbage", /a message that is none/],
    ["flood", /a line without end/],
    ["deep", /a message that is none/],
    ["prototype", /a message that is none/],
    ["output", /more output than/],
    ["reason", /a message that is none/],
    ["error", /a message that is none/],
    ["exit", /exit code 3/],
    ["holds", /a run that it did not end/],
    ["sleeps", /a run that it did not end/],
    ["mute", /silence/],
  ] as const)
    test(`${trick}: it is ended, its run answered, and the server goes on`, { timeout: 10_000 }, async () => {
      const ran = await runIn(own, trick, { limits: { wait: trick === "sleeps" ? 200 : 60_000 } });
      expect(ran.reason).toBe("crashed");
      expect(ran.out.length).toBeLessThanOrEqual(RUN_LIMITS.output);
      expect(deaths.at(-1)).toMatch(why);
    });

  test("it cannot end another's run, or one twice, and its log is cut", async () => {
    const before = deaths.length;
    expect((await runIn(own, "others")).reason).toBe("ok");
    const logged = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    expect((await runIn(own, "log")).reason).toBe("ok");
    // All of it has come when the answer to a later run has.
    expect((await runIn(own, "others")).reason).toBe("ok");
    const bytes = logged.mock.calls.reduce((sum, [chunk]) => sum + chunk.length, 0);
    logged.mockRestore();
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(3 * MAX_CHILD_LOG);
    expect(own.stats()).toMatchObject({ queued: 0, active: 0, waiting: 0, parked: 0 });
    expect(deaths.length).toBe(before);
  });
});
