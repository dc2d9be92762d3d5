/** The sandbox alone, at its border, with the peers in the same run: first output, tiny programs, a class, Stop, memory. */
import { setTimeout as wait } from "node:timers/promises";
import { makeRunId } from "#protocol/ids";
import { createSandbox, type SandboxRun } from "#sandbox/client";
import { mb, ms, percentile, type Row, spread } from "../figures.ts";
import { type Contestant, freshProcess, LIMIT, naiveQuickjs, pairlab, vmInWorker } from "./contestants.ts";

const PEERS: (() => Contestant)[] = [vmInWorker, freshProcess, naiveQuickjs];
const TINY = "console.log(6 * 7)";

/** Milliseconds from Run to the first output, one after the other. */
async function firstOutputs(contestant: Contestant, count: number): Promise<number[]> {
  const samples: number[] = [];
  for (let n = 0; n < count; n++) {
    const since = performance.now();
    let first = 0;
    await contestant.run(TINY, "one", () => {
      first = performance.now() - since;
    });
    samples.push(first);
    // A person, too, takes a moment; what a run leaves to be done is done in it.
    await wait(25);
  }
  return samples;
}

/** Tiny programs a second, many at once. */
async function rate(contestant: Contestant, count: number): Promise<number> {
  const since = performance.now();
  let next = 0;
  const person = async (name: string) => {
    while (next++ < count) await contestant.run(TINY, name, () => {});
  };
  await Promise.all(Array.from({ length: 16 }, (_, n) => person(`p${n}`)));
  return (count * 1000) / (performance.now() - since);
}

const PEOPLE = 200;
/** One in five loops for ever. */
const LOOPS = 5;
/** What a beginner's program does: some work, then a line. */
const HONEST = "let sum = 0; for (let i = 0; i < 20000; i++) sum += i % 7; console.log(sum);";
/** Milliseconds after which those who still wait are counted as that: the peers take minutes. */
const PATIENCE = 15_000;

/** Milliseconds from Run to the end, of those whose programs end; `patience` for those who have not got there. */
async function classOf(contestant: Contestant): Promise<number[]> {
  const samples: number[] = [];
  const ends: Promise<void>[] = [];
  const began = performance.now();
  for (let n = 0; n < PEOPLE; n++) {
    await wait(Math.max(0, began + (n * 1000) / PEOPLE - performance.now()));
    const since = performance.now();
    if (n % LOOPS === 0) void contestant.run("for (;;);", `p${n}`, () => {});
    else ends.push(contestant.run(HONEST, `p${n}`, () => {}).then(() => void samples.push(performance.now() - since)));
  }
  await Promise.race([Promise.all(ends), wait(PATIENCE)]);
  while (samples.length < ends.length) samples.push(PATIENCE);
  return samples;
}

const SPINS: Record<string, string[]> = {
  interpreted: ["for (;;);", "(function again() { Promise.resolve().then(again); })();", "for (;;) [1].map((x) => x);"],
  native: [
    "new Array(2 ** 32 - 1).indexOf(1);",
    "/^(a+)+$/.test('a'.repeat(40) + '!');",
    "Array.from({ length: 3e6 }, (_, i) => (i * 7919) % 3000017).sort();",
    "JSON.stringify(new Proxy([], { get: (_, k) => k === 'length' ? 2 ** 32 : 1 }));",
    "let n = 3n ** 100000n; for (;;) n = (n * n) >> 150000n;",
  ],
};

/** Milliseconds from Stop to its confirmation. */
async function stops(programs: string[], count: number): Promise<number[]> {
  const sandbox = await createSandbox();
  const samples: number[] = [];
  for (let n = 0; n < count; n++) {
    const text = `console.log("on"); ${programs[n % programs.length]}`;
    const begun = Promise.withResolvers<void>();
    const request = {
      runId: makeRunId(),
      entry: "main.js",
      files: [{ path: "main.js", text }],
      person: "p",
      room: "r",
    };
    const run: SandboxRun = sandbox.run(request, {
      onQueued() {},
      onStarted() {},
      onOutput: () => begun.resolve(),
      onPrompt() {},
    });
    await begun.promise;
    await wait(60);
    const since = performance.now();
    run.stop();
    const { reason } = await run.outcome;
    if (reason === "cancelled") samples.push(performance.now() - since);
  }
  await sandbox.dispose();
  return samples;
}

/** Milliseconds from the child's death to the first output of a program that comes just then. */
async function restarts(count: number): Promise<number[]> {
  const ours = await pairlab();
  const samples: number[] = [];
  for (let n = 0; n < count; n++) {
    process.kill(ours.sandbox.stats().pid ?? 0, "SIGKILL");
    const since = performance.now();
    await ours.run(TINY, "one", () => samples.push(performance.now() - since));
    await wait(1_000);
  }
  await ours.dispose();
  return samples;
}

/** Bytes of the child after so many runs, and some seconds of rest. */
async function memoryAfter(contestant: Awaited<ReturnType<typeof pairlab>>, runs: number): Promise<number> {
  await rate(contestant, runs);
  await wait(4_000);
  return contestant.sandbox.stats().rss ?? Number.NaN;
}

export async function border(): Promise<Row[]> {
  const rows: Row[] = [];
  const ours = await pairlab();
  const peers = PEERS.map((make) => make());
  const all = [ours, ...peers];

  const firsts = new Map<Contestant, number[]>(all.map((one) => [one, []]));
  for (const one of all) await firstOutputs(one, 10);
  for (let round = 0; round < 3; round++)
    for (const one of all) firsts.get(one)?.push(...(await firstOutputs(one, one === ours ? 120 : 30)));
  for (const one of all) {
    const samples = firsts.get(one) as number[];
    const reach = percentile(samples, 0.5) <= 12 && percentile(samples, 0.99) <= 40;
    const goal = one === ours ? { reach: "p50 ≤ 12 ms, p99 ≤ 40 ms", reached: reach } : { reached: null };
    rows.push({ what: `Run → first output at the border: ${one.name}`, figures: spread(samples), ...goal });
  }
  for (const one of all) {
    await rate(one, 50);
    const perSecond = await rate(one, one === ours ? 900 : 200);
    const goal = one === ours ? { reach: "≥ 150 a second", reached: perSecond >= 150 } : { reached: null };
    rows.push({ what: `tiny programs: ${one.name}`, figures: `${perSecond.toFixed(0)} a second`, ...goal });
  }
  for (const [kind, programs] of Object.entries(SPINS)) {
    const samples = await stops(programs, 100);
    const reached = percentile(samples, 0.99) <= 25;
    rows.push({ what: `Stop → confirmed, ${kind}`, figures: spread(samples), reach: "p99 ≤ 25 ms", reached });
  }
  for (const one of all) {
    const samples = await classOf(one);
    const lost = samples.filter((sample) => sample >= PATIENCE).length;
    const p95 = percentile(samples, 0.95);
    const figures = `p50 ${ms(percentile(samples, 0.5))}, p95 ${ms(p95)}, ${lost} of ${samples.length} still waiting after ${PATIENCE / 1000} s`;
    const goal = one === ours ? { reach: "p95 ≤ 1.5 s", reached: p95 <= 1_500 && lost === 0 } : { reached: null };
    rows.push({ what: `${PEOPLE} people run, ${PEOPLE / LOOPS} loop, the honest ones: ${one.name}`, figures, ...goal });
    // Whoever still loops must not disturb the next one.
    await one.dispose();
  }
  const up = await restarts(10);
  rows.push({
    what: "death of the child → first output of the next",
    figures: spread(up),
    reach: "≤ 500 ms",
    reached: Math.max(...up) <= 500,
  });
  const fresh = await pairlab();
  const half = await memoryAfter(fresh, 1_000);
  const whole = await memoryAfter(fresh, 1_000);
  await fresh.dispose();
  const growth = whole - half;
  rows.push({
    what: "memory of the sandbox after 2,000 runs, idle",
    figures: `${mb(whole)}; ${growth >= 0 ? "+" : "−"}${mb(Math.abs(growth))} over the last 1,000`,
    reach: "≤ 250 MB, no growth",
    reached: whole <= 250 * 2 ** 20 && growth <= 10 * 2 ** 20,
  });
  rows.push({ what: "time limit of everyone's programs", figures: ms(LIMIT), reached: null });
  return rows;
}
