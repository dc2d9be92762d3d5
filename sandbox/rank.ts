/**
 * Puts threads whose programs have run long behind everything else on the machine: Linux's class `idle`. A thread that
 * is only `nice` keeps a processor for its slice, a millisecond or more, before a keystroke gets it; one of this class
 * makes room at once. Where there is no `chrt` (util-linux) it stays at that.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { LONG_NICENESS, RANK_INTERVAL, RANK_PAUSE } from "./limits.ts";

const CHRT = ["/usr/bin/chrt", "/bin/chrt"].find((path) => existsSync(path));
/** One shell for all of them: to start a process out of a server of some hundred megabytes takes it 20 ms and more. */
const SCRIPT = `while read -r thread; do ${CHRT} -i -p 0 "$thread"; done`;
/** Of /proc/PID/task/TID/stat, counted from what follows the name. */
const NICENESS = 16;
const POLICY = 38;
const NORMAL = "0";

export class Rank {
  #shell: ChildProcess | null = null;
  #look: NodeJS.Timeout | undefined;
  #pausedUntil = 0;

  constructor() {
    if (process.platform !== "linux" || !CHRT) return;
    const shell = spawn("/bin/sh", ["-c", SCRIPT], {
      env: {} as NodeJS.ProcessEnv,
      stdio: ["pipe", "ignore", "ignore"],
    });
    const gone = () => {
      this.#shell = null;
    };
    shell.on("error", gone).on("exit", gone);
    shell.stdin?.on("error", gone);
    // Neither it nor its pipe keeps the server alive; it ends with the pipe.
    shell.unref();
    this.#shell = shell;
  }

  /** Looks for threads of a process that are at `LONG_NICENESS`, once an interval, however often it is called. */
  stepBack(pid: number): void {
    if (!this.#shell || Date.now() < this.#pausedUntil) return;
    this.#look ??= setTimeout(() => {
      this.#look = undefined;
      for (const thread of longThreads(pid)) this.#shell?.stdin?.write(`${thread}\n`);
    }, RANK_INTERVAL);
    this.#look.unref();
  }

  /** For `RANK_PAUSE` from now on threads stay where they are. */
  pause(): void {
    this.#pausedUntil = Date.now() + RANK_PAUSE;
  }

  dispose(): void {
    clearTimeout(this.#look);
    this.#shell?.stdin?.end();
    this.#shell = null;
  }
}

/** The numbers of the threads that have stepped back and are in the class of all others. */
function longThreads(pid: number): number[] {
  let threads: string[];
  try {
    threads = readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
  return threads
    .filter((thread) => {
      try {
        const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, "latin1");
        const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        return fields[NICENESS] === `${LONG_NICENESS}` && fields[POLICY] === NORMAL;
      } catch {
        // It has ended meanwhile.
        return false;
      }
    })
    .map(Number);
}
