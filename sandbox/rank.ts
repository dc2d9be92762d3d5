/**
 * Puts threads whose programs have run long behind everything else on the machine: Linux's class `idle`. A thread that
 * is only `nice` keeps a processor for its slice, a millisecond or more, before a keystroke gets it; one of this class
 * makes room at once. On a machine that is busy with other things all the time it would get nothing at all, so they are
 * watched and, where this process may do so, given their rank back. Where there is no `chrt` (util-linux) nothing is
 * done.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { LEAST_SHARE, LONG_NICENESS, RANK_INTERVAL, RANK_PAUSE, RANK_WATCH } from "./limits.ts";

const CHRT = ["/usr/bin/chrt", "/bin/chrt"].find((path) => existsSync(path));
/** One shell for all of them: to start a process out of a server of some hundred megabytes takes it 20 ms and more. */
const SCRIPT = `while read -r class thread; do ${CHRT} "$class" -p 0 "$thread"; done`;
/** Of /proc/PID/task/TID/stat, counted from what follows the name. */
const NICENESS = 16;
const POLICY = 38;
const NORMAL = "0";

/** Nanoseconds that a thread has run, and that it has wanted to run and could not. */
interface Turns {
  ran: number;
  waited: number;
}

export class Rank {
  #shell: ChildProcess | null = null;
  #look: NodeJS.Timeout | undefined;
  #watch: NodeJS.Timeout | undefined;
  /** Threads in the class `idle`: their folder in /proc, and their turns when they were last looked at. */
  readonly #behind = new Map<string, Turns>();
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
      for (const folder of longThreads(pid)) {
        this.#put(folder, "-i");
        this.#behind.set(folder, turnsOf(folder));
      }
      this.#watch ??= setInterval(() => this.#check(), RANK_WATCH).unref();
    }, RANK_INTERVAL).unref();
  }

  dispose(): void {
    clearTimeout(this.#look);
    clearInterval(this.#watch);
    this.#shell?.stdin?.end();
    this.#shell = null;
  }

  #put(folder: string, to: "-i" | "-o"): void {
    this.#shell?.stdin?.write(`${to} ${folder.slice(folder.lastIndexOf("/") + 1)}\n`);
  }

  /** One that gets nothing of the processor gives all of them their rank back, and none is put behind for a while. */
  #check(): void {
    let starved = false;
    for (const [folder, before] of this.#behind) {
      const now = turnsOf(folder);
      if (!existsSync(folder)) this.#behind.delete(folder);
      else this.#behind.set(folder, now);
      const [ran, waited] = [now.ran - before.ran, now.waited - before.waited];
      starved ||= waited > (RANK_WATCH * 1e6) / 2 && ran < LEAST_SHARE * (ran + waited);
    }
    if (starved) {
      this.#pausedUntil = Date.now() + RANK_PAUSE;
      for (const folder of this.#behind.keys()) this.#put(folder, "-o");
      this.#behind.clear();
    }
    if (this.#behind.size > 0) return;
    clearInterval(this.#watch);
    this.#watch = undefined;
  }
}

/** The folders of the threads that have stepped back and are in the class of all others. */
function longThreads(pid: number): string[] {
  let threads: string[];
  try {
    threads = readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
  return threads
    .map((thread) => `/proc/${pid}/task/${thread}`)
    .filter((folder) => {
      const stat = read(`${folder}/stat`);
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return fields[NICENESS] === `${LONG_NICENESS}` && fields[POLICY] === NORMAL;
    });
}

/** Zeros where the kernel keeps no account of it. */
function turnsOf(folder: string): Turns {
  const [ran = 0, waited = 0] = read(`${folder}/schedstat`).split(" ").map(Number);
  return { ran, waited };
}

/** Empty if the thread has ended. */
function read(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}
