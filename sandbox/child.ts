/**
 * The child process: threads that run programs, and the messages between them and the client. It has an empty
 * environment and, by Node's permission model, no files but these, no network and no processes. It decides nothing
 * about fairness: the client never asks for more than it may.
 */

import { CHILD_MEMORY, HEALTH_INTERVAL, STUCK_LEFT } from "./limits.ts";
import { asLine, LineReader } from "./lines.ts";
import { Pool } from "./pool.ts";
import type { FromChild, ToChild } from "./wire.ts";

const send = (message: FromChild): void => {
  process.stdout.write(asLine(message));
};

// Without its client the child has no purpose; this also ends it when the server is killed. By a signal: a mere exit
// waits for the threads, and one inside native code does not come.
const leave = (): void => {
  process.kill(process.pid, "SIGKILL");
};
process.stdin.on("end", leave).on("error", leave);
process.stdout.on("error", leave);

/** `sources`: the modules of the threads, URL → JavaScript. Resolves when the child takes runs. */
export async function startChild(sources: Record<string, string>): Promise<void> {
  const pool = await Pool.create(sources, send);
  const lines = new LineReader(Number.POSITIVE_INFINITY, (line) => obey(pool, JSON.parse(line) as ToChild), leave);
  process.stdin.on("data", (bytes: Buffer) => lines.push(bytes)).resume();
  let stuckFor = 0;
  let before = process.cpuUsage();
  setInterval(() => {
    const { user, system } = process.cpuUsage(before);
    const spins = (user + system) / 1_000 > HEALTH_INTERVAL / 20;
    before = process.cpuUsage();
    const rss = process.memoryUsage.rss();
    send({ type: "health", rss, threads: pool.size });
    if (rss > CHILD_MEMORY) leave();
    // It would keep a processor for as long as it likes, and nothing else ends it. One that does not spin comes to its
    // end by itself, if only the machine lets it.
    stuckFor = pool.stuck ? stuckFor + HEALTH_INTERVAL : 0;
    if (stuckFor > 0 && ((pool.idle && spins) || stuckFor > STUCK_LEFT)) leave();
  }, HEALTH_INTERVAL);
  send({ type: "ready" });
}

function obey(pool: Pool, message: ToChild): void {
  switch (message.type) {
    case "run":
      pool.run(message.job);
      break;
    case "line":
      pool.line(message.job);
      break;
    case "forget":
      pool.forget(message.runId);
      break;
    case "stop":
      pool.stop(message.runId);
      break;
    case "input":
      pool.input(message.runId, message.text);
      break;
    case "resume":
      pool.resume(message.runId);
      break;
    case "yield":
      pool.yield(message.runId, message.park);
      break;
    default:
      message satisfies never;
  }
}
