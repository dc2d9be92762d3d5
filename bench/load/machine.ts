/** Keeps the server under test and the load on different cores, where the system lets us (Linux). */
import { execFileSync } from "node:child_process";
import { cpus } from "node:os";

const CORES = cpus().length;
/** The servers get the last core, the load the first. */
const SERVER_CORE = CORES - 1;
const LOAD_CORE = 0;

function taskset(...args: string[]): boolean {
  try {
    execFileSync("taskset", args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Whether the two can be told apart: two cores and `taskset`. */
export const canPin = CORES > 1 && taskset("-p", `${process.pid}`);

let pinned = false;

/** Words before a server's command: while the load is on its core, servers start on theirs. */
export const onServerCore = (): string[] => (pinned ? ["taskset", "-c", `${SERVER_CORE}`] : []);

/** This process, with all of its threads, on its core. What is returned lets it loose again. */
export function pinLoad(): () => void {
  if (!canPin) return () => {};
  pinned = true;
  taskset("-a", "-p", "-c", `${LOAD_CORE}`, `${process.pid}`);
  return () => {
    pinned = false;
    taskset("-a", "-p", "-c", `0-${CORES - 1}`, `${process.pid}`);
  };
}
