/** A thread of the child: runs one program after the other, each in an instance made beforehand. */
import { parentPort, workerData } from "node:worker_threads";
import { RUN_LIMITS, type RunOutcome } from "#protocol/runs";
import { Execution } from "./execution.ts";
import { createTestRun } from "./exercise/create-test-run.ts";
import { explain } from "./explain.ts";
import { Instance } from "./instance.ts";
import { RUNS_PER_THREAD, TIDY_AFTER } from "./limits.ts";
import { hasSteppedBack, takeRank } from "./thread-rank.ts";
import { type FromThread, type Job, type LineJob, monotonic, type ThreadStart, type ToThread } from "./wire.ts";

if (!parentPort) throw new Error("this module is for a thread");
const port = parentPort;
const { shared, engine, guest, ...start } = workerData as ThreadStart;
let { image } = start;
const post = (message: FromThread): void => port.postMessage(message);

takeRank();
let next = await Instance.create(engine, guest, RUN_LIMITS.memory, image);
let runs = 0;
/** V8 leaves the instances of ended runs where they are until more come. */
let tidying: NodeJS.Timeout | undefined;
/** The program that has ended last, while lines are taken for it. */
let kept: Execution | null = null;

async function run(job: Job | LineJob): Promise<void> {
  clearTimeout(tidying);
  const startedAt = monotonic();
  let outcome: RunOutcome;
  let restart = false;
  let broken = false;
  try {
    if ("session" in job) {
      if (!kept) throw new Error("a line for a program that is not kept");
      outcome = kept.line(job);
    } else {
      const fits = job.limits.memory === RUN_LIMITS.memory;
      const instance = fits ? next : await Instance.create(engine, guest, job.limits.memory);
      if (job.exercise) {
        const make = () => Instance.create(engine, guest, job.limits.memory, fits ? image : null);
        const test = await createTestRun(instance, { ...job, exercise: job.exercise }, shared, port, make);
        kept = test;
        outcome = await test.examine();
      } else {
        kept = new Execution(instance, job, shared, port);
        outcome = kept.run();
      }
    }
    restart = kept.restart;
  } catch (error) {
    console.error(`sandbox: the engine failed: ${error instanceof Error ? error.message : String(error)}`);
    // The engine aborted, or a corrupted heap made it trap: mostly where it has no memory and does not look.
    broken = true;
    const byClock = Math.round(monotonic() - startedAt);
    const reason = kept?.exhausted ? "memory" : "crashed";
    const explanation = explain(reason, job.limits) as string;
    outcome = { reason, explanation, ...(kept?.times ?? { cpuMs: byClock, wallMs: byClock }) };
  }
  const worn = broken || ++runs >= RUNS_PER_THREAD;
  const open = !worn && kept?.open === true;
  const recycle = worn || (hasSteppedBack() && !open);
  post(restart ? { type: "restart", used: outcome.cpuMs, recycle } : { type: "ended", outcome, recycle, open });
  if (!recycle && !open) await renew();
}

async function renew(): Promise<void> {
  // Whoever comes next is not to stand behind everything else for what another one did.
  if (hasSteppedBack()) process.exit();
  kept = null;
  next = await Instance.create(engine, guest, RUN_LIMITS.memory, image);
  post({ type: "idle" });
  tidying = setTimeout(() => globalThis.gc?.(), TIDY_AFTER);
}

port.on("message", (message: ToThread) => {
  // Answers that arrive after their run has ended are of no use.
  if (message.type === "run" || message.type === "line") void run(message.job);
  else if (message.type === "forget") void renew();
  else if (message.type === "image") image = message.image;
});
post({ type: "idle" });
