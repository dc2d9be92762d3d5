/** The one child process: how it is started without rights, watched, and started again. */
import { type ChildProcess as NodeChild, spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { createControlGroup } from "./cgroup.ts";
import {
  HEALTH_INTERVAL,
  HEALTH_TIMEOUT,
  MAX_CHILD_LINE,
  MAX_CHILD_LOG,
  MAX_RESTART_DELAY,
  RESTART_DELAY,
} from "./limits.ts";
import { asLine, LineReader } from "./lines.ts";
import { Rank } from "./rank.ts";
import { readFromChild } from "./read-child.ts";
import type { FromChild, ToChild } from "./wire.ts";

const here = dirname(fileURLToPath(import.meta.url));

const root = resolve(here, "..");
const PACKAGES = ["@jitl/quickjs-wasmfile-release-sync", "quickjs-emscripten-core", "@swc/wasm-typescript", "sucrase"];

/** What the child may read: its own code and the packages it is made of, theirs included. */
function readable(): string[] {
  const folders = new Set<string>();
  const visit = (name: string, from: string): void => {
    const places = [resolve(from, "node_modules", name), resolve(root, "node_modules", name)];
    const folder = places.find((place) => existsSync(place));
    if (!folder || folders.has(folder)) return;
    folders.add(folder);
    const { dependencies = {} } = JSON.parse(readFileSync(resolve(folder, "package.json"), "utf8"));
    for (const dependency of Object.keys(dependencies)) visit(dependency, folder);
  };
  for (const name of PACKAGES) visit(name, root);
  return [here, resolve(root, "protocol/runs.ts"), resolve(root, "package.json"), ...folders];
}

/** The child's modules: URL → JavaScript. Made once, in a thread that gives back what the compiler takes. */
let sources: Promise<Record<string, string>> | undefined;
function compileSources(): Promise<Record<string, string>> {
  sources ??= new Promise((resolve, reject) => {
    const compiler = new Worker(new URL("./compile-sources.js", import.meta.url), { env: {} });
    compiler.once("message", (compiled) => compiler.terminate().then(() => resolve(compiled), reject));
    compiler.once("error", reject);
  });
  return sources;
}

/** Node's arguments for a script with the child's rights; `more` are further paths that it may read, for tests. */
export function childArguments(script = resolve(here, "child-boot.js"), more: string[] = []): string[] {
  return [
    "--permission",
    "--allow-worker",
    ...[...readable(), ...more].map((path) => `--allow-fs-read=${path}`),
    // Warns of --allow-worker, which we mean, and of stripping types, which is how this code runs.
    "--no-warnings",
    "--disallow-code-generation-from-strings",
    "--max-semi-space-size=1",
    "--max-old-space-size=128",
    // The threads' heaps are small: to share the work out costs more processor than it does, and the server wants that.
    "--single-threaded-gc",
    // They look for garbage when they have nothing to do.
    "--expose-gc",
    script,
  ];
}

/** Sandboxes that this process has made, for the names of their groups. */
let groups = 0;

export interface ChildEvents {
  onReady(): void;
  onMessage(message: Exclude<FromChild, { type: "ready" | "health" }>): void;
  /** After an exit that `dispose` did not ask for; a new child is on its way. */
  onExit(description: string): void;
}

export class ChildProcess {
  readonly #events: ChildEvents;
  #sources: Record<string, string> = {};
  readonly #script: string | undefined;
  readonly #silence: number;
  #process: NodeChild | null = null;
  #ready = false;
  #rss: number | undefined;
  #restarts = 0;
  /** Starts in a row that did not become ready. */
  #failures = 0;
  #lastSign = 0;
  /** What the child was killed for. */
  #fault: string | undefined;
  #logSecond = 0;
  #watch: NodeJS.Timeout | undefined;
  #restart: NodeJS.Timeout | undefined;
  #disposed = false;
  readonly #group = createControlGroup(`pairlab-sandbox-${process.pid}-${++groups}`);
  readonly #rank = new Rank();
  readonly #firstReady = Promise.withResolvers<void>();

  /** `silence`: milliseconds without a sign of life after which it is killed. */
  constructor(
    events: ChildEvents,
    { script, silence = HEALTH_TIMEOUT }: { script?: string | undefined; silence?: number | undefined } = {},
  ) {
    this.#events = events;
    this.#script = script;
    this.#silence = silence;
  }

  get ready(): boolean {
    return this.#ready;
  }

  get rss(): number | undefined {
    return this.#rss;
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  get restarts(): number {
    return this.#restarts;
  }

  /** Resolves with the first child that is ready; rejects if the first one ends before that. */
  async start(): Promise<void> {
    this.#sources = await compileSources();
    this.#spawn();
    this.#watch = setInterval(() => this.#check(), HEALTH_INTERVAL);
    this.#watch.unref();
    return this.#firstReady.promise;
  }

  send(message: ToChild): void {
    this.#process?.stdin?.write(asLine(message));
  }

  /** Threads whose programs have run long are to stand behind everything else on the machine. */
  stepBack(): void {
    if (this.#process?.pid !== undefined) this.#rank.stepBack(this.#process.pid);
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    this.#rank.dispose();
    clearInterval(this.#watch);
    clearTimeout(this.#restart);
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return this.#group?.remove();
    const exited = new Promise<void>((done) => child.once("exit", () => done()));
    child.kill("SIGKILL");
    await exited;
    this.#group?.remove();
  }

  #spawn(): void {
    const child = spawn(process.execPath, childArguments(this.#script, this.#script ? [this.#script] : []), {
      // Next's types say that every environment has a NODE_ENV; this one has nothing.
      env: {} as NodeJS.ProcessEnv,
      cwd: here,
      stdio: ["pipe", "pipe", "pipe"],
    });
    this.#process = child;
    this.#lastSign = Date.now();
    // A child that is dying answers through its exit; an error of its closed channel would say it twice.
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream.on("error", () => {});
    const lines = new LineReader(
      MAX_CHILD_LINE,
      (line) => this.#receive(child, line),
      () => this.#process === child && this.fault("a line without end"),
    );
    child.stdout.on("data", (bytes: Buffer) => lines.push(bytes));
    let logged = 0;
    child.stderr.on("data", (bytes: Buffer) => {
      const second = Math.floor(Date.now() / 1_000);
      if (second !== this.#logSecond) logged = 0;
      this.#logSecond = second;
      const left = MAX_CHILD_LOG - logged;
      if (left > 0) process.stderr.write(bytes.subarray(0, left));
      logged += bytes.length;
    });
    child.stdin.write(asLine({ sources: this.#sources }));
    preferForKilling(child.pid);
    this.#confine(child.pid);
    child.on("error", (error) => this.#ended(child, error.message));
    child.on("exit", (code, signal) => this.#ended(child, signal ? `killed by ${signal}` : `exit code ${code}`));
  }

  #confine(pid: number | undefined): void {
    try {
      if (pid !== undefined) this.#group?.add(pid);
    } catch {
      // It has ended already, or the group was taken away: the child's own limits stand.
    }
  }

  /** The child says what it cannot mean: whoever speaks there is not ours any more. */
  fault(what: string): void {
    this.#fault = what;
    this.#process?.kill("SIGKILL");
  }

  #receive(child: NodeChild, line: string): void {
    if (this.#process !== child || this.#fault !== undefined) return;
    const message = readFromChild(line);
    if (!message) {
      this.fault("a message that is none");
      return;
    }
    this.#lastSign = Date.now();
    if (message.type === "health") this.#rss = message.rss;
    else if (message.type !== "ready") this.#events.onMessage(message);
    else if (!this.#ready) {
      this.#ready = true;
      this.#failures = 0;
      this.#firstReady.resolve();
      this.#events.onReady();
    }
  }

  #ended(child: NodeChild, description: string): void {
    if (this.#process !== child) return;
    const wasReady = this.#ready;
    this.#process = null;
    this.#ready = false;
    this.#rss = undefined;
    const why = this.#fault === undefined ? description : `${description} after ${this.#fault}`;
    this.#fault = undefined;
    if (this.#disposed) return;
    this.#firstReady.reject(new Error(`The sandbox's process did not start: ${why}`));
    this.#restarts++;
    this.#failures = wasReady ? 0 : this.#failures + 1;
    // The first attempt is made at once: people wait.
    const delay = this.#failures === 0 ? 0 : Math.min(MAX_RESTART_DELAY, RESTART_DELAY * 2 ** (this.#failures - 1));
    this.#restart = setTimeout(() => this.#spawn(), delay);
    this.#events.onExit(why);
  }

  #check(): void {
    const child = this.#process;
    if (!child?.pid) return;
    if (isStopped(child.pid)) this.fault("it was frozen");
    else if (Date.now() - this.#lastSign > this.#silence) this.fault("silence");
  }
}

/** Whether a signal has stopped the process; false where the system does not say. */
function isStopped(pid: number): boolean {
  try {
    return /\) [Tt] /.test(readFileSync(`/proc/${pid}/stat`, "latin1"));
  } catch {
    return false;
  }
}

/** When the machine has no memory left, the kernel is to take the sandbox before the server. */
function preferForKilling(pid: number | undefined): void {
  try {
    writeFileSync(`/proc/${pid}/oom_score_adj`, "1000");
  } catch {
    // Another system, or one that does not allow it: the child's own limit is still there.
  }
}
