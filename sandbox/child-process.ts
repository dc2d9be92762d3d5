/** The one child process: how it is started without rights, watched, and started again. */
import { type ChildProcess as NodeChild, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { HEALTH_INTERVAL, HEALTH_TIMEOUT, MAX_RESTART_DELAY, RESTART_DELAY } from "./limits.ts";
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
    script,
  ];
}

export interface ChildEvents {
  onReady(): void;
  onMessage(message: Exclude<FromChild, { type: "ready" | "health" }>): void;
  /** After an exit that `dispose` did not ask for; a new child is on its way. */
  onExit(description: string): void;
}

export class ChildProcess {
  readonly #events: ChildEvents;
  #process: NodeChild | null = null;
  #ready = false;
  #rss: number | undefined;
  #restarts = 0;
  /** Starts in a row that did not become ready. */
  #failures = 0;
  #lastSign = 0;
  #watch: NodeJS.Timeout | undefined;
  #restart: NodeJS.Timeout | undefined;
  #disposed = false;
  readonly #firstReady = Promise.withResolvers<void>();

  constructor(events: ChildEvents) {
    this.#events = events;
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
  start(): Promise<void> {
    this.#spawn();
    this.#watch = setInterval(() => this.#check(), HEALTH_INTERVAL);
    this.#watch.unref();
    return this.#firstReady.promise;
  }

  send(message: ToChild): void {
    // A child that is dying answers through its exit; the error of a closed channel would say it twice.
    if (this.#process?.connected) this.#process.send(message, () => {});
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    clearInterval(this.#watch);
    clearTimeout(this.#restart);
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise<void>((done) => child.once("exit", () => done()));
    child.kill("SIGKILL");
    await exited;
  }

  #spawn(): void {
    const child = spawn(process.execPath, childArguments(), {
      // Next's types say that every environment has a NODE_ENV; this one has nothing.
      env: {} as NodeJS.ProcessEnv,
      cwd: here,
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    this.#process = child;
    this.#lastSign = Date.now();
    child.on("message", (message: FromChild) => {
      this.#lastSign = Date.now();
      if (message.type === "health") this.#rss = message.rss;
      else if (message.type === "ready") {
        this.#ready = true;
        this.#failures = 0;
        this.#firstReady.resolve();
        this.#events.onReady();
      } else this.#events.onMessage(message);
    });
    child.on("error", (error) => this.#ended(child, error.message));
    child.on("exit", (code, signal) => this.#ended(child, signal ? `killed by ${signal}` : `exit code ${code}`));
  }

  #ended(child: NodeChild, description: string): void {
    if (this.#process !== child) return;
    const wasReady = this.#ready;
    this.#process = null;
    this.#ready = false;
    this.#rss = undefined;
    if (this.#disposed) return;
    this.#firstReady.reject(new Error(`The sandbox's process did not start: ${description}`));
    this.#restarts++;
    this.#failures = wasReady ? 0 : this.#failures + 1;
    // The first attempt is made at once: people wait.
    const delay = this.#failures === 0 ? 0 : Math.min(MAX_RESTART_DELAY, RESTART_DELAY * 2 ** (this.#failures - 1));
    this.#restart = setTimeout(() => this.#spawn(), delay);
    this.#events.onExit(description);
  }

  #check(): void {
    if (this.#process && Date.now() - this.#lastSign > HEALTH_TIMEOUT) this.#process.kill("SIGKILL");
  }
}
