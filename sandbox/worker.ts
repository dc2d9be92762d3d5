/** A thread of the child: runs one program after the other, each in an instance made beforehand. */
import { setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import { RUN_LIMITS, type RunOutcome } from "#protocol/runs";
import { Execution } from "./execution.ts";
import { explain } from "./explain.ts";
import { Instance } from "./instance.ts";
import { RUNS_PER_THREAD, THREAD_NICENESS } from "./limits.ts";
import { type FromThread, type Job, monotonic, type ThreadStart, type ToThread } from "./wire.ts";

if (!parentPort) throw new Error("this module is for a thread");
const port = parentPort;
const { shared, engine, guest } = workerData as ThreadStart;
const post = (message: FromThread): void => port.postMessage(message);

try {
  // Of this thread alone, as Linux has it; elsewhere all threads share the server's rank.
  if (process.platform === "linux") setPriority(THREAD_NICENESS);
} catch {
  // Not allowed here: the programs then compete with the server on equal terms.
}
let next = await Instance.create(engine, guest, RUN_LIMITS.memory);
let runs = 0;

async function run(job: Job): Promise<void> {
  const startedAt = monotonic();
  let outcome: RunOutcome;
  let restart = false;
  let broken = false;
  try {
    const fits = job.limits.memory === RUN_LIMITS.memory;
    const instance = fits ? next : await Instance.create(engine, guest, job.limits.memory);
    const execution = new Execution(instance, job, shared, port);
    outcome = execution.run();
    restart = execution.restart;
  } catch (error) {
    console.error(`sandbox: the engine failed: ${error instanceof Error ? error.message : String(error)}`);
    // The engine aborted, or a corrupted heap made it trap.
    broken = true;
    const spent = Math.round(monotonic() - startedAt);
    const explanation = explain("crashed", job.limits) as string;
    outcome = { reason: "crashed", explanation, cpuMs: spent, wallMs: spent };
  }
  const recycle = broken || ++runs >= RUNS_PER_THREAD;
  post(restart ? { type: "restart", used: outcome.cpuMs, recycle } : { type: "ended", outcome, recycle });
  if (recycle) return;
  next = await Instance.create(engine, guest, RUN_LIMITS.memory);
  post({ type: "idle" });
}

port.on("message", (message: ToThread) => {
  // Answers that arrive after their run has ended are of no use.
  if (message.type === "run") void run(message.job);
});
post({ type: "idle" });
