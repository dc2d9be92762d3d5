/** A whole Pairlab on a free port, as `npm start` runs it, in a process of its own: for benchmarks and tests. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT, SERVER_FLAGS } from "../bin/launch.mjs";
import { freePort } from "./free-port.ts";

export interface App {
  url: string;
  port: number;
  dataDir: string;
  pid(): number;
  /** What the process has printed so far. */
  output(): string;
  /** Ends it as the operator would, and resolves with its exit code. */
  stop(): Promise<number | null>;
  /** kill -9: what a power cut leaves. */
  kill(): Promise<void>;
  /** Starts it again on the same port and data, after killing it if it still runs. */
  restart(env?: Record<string, string>): Promise<void>;
  /** Ends it and deletes its data. */
  dispose(): Promise<void>;
}

export async function startApp(env: Record<string, string> = {}): Promise<App> {
  const port = Number(env.PORT ?? (await freePort()));
  const dataDir = env.DATA_DIR ?? mkdtempSync(join(tmpdir(), "pairlab-app-"));
  let child: ChildProcess;
  let printed = "";

  async function start(more: Record<string, string> = {}): Promise<void> {
    const own = spawn(process.execPath, [...SERVER_FLAGS, "bin/boot.mjs"], {
      cwd: ROOT,
      env: {
        ...process.env,
        NODE_ENV: "production",
        LOG_LEVEL: "warn",
        ...env,
        ...more,
        PORT: String(port),
        DATA_DIR: dataDir,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    child = own;
    await new Promise<void>((resolve, reject) => {
      const keep = (bytes: Buffer) => {
        printed += bytes;
        if (printed.includes("Pairlab is ready")) resolve();
      };
      own.stdout.on("data", keep);
      own.stderr.on("data", keep);
      own.once("exit", (code) => reject(new Error(`Pairlab ended with ${code}:\n${printed}`)));
    });
  }
  async function end(signal: NodeJS.Signals): Promise<number | null> {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const ended = once(child, "exit");
    child.kill(signal);
    const [code] = (await ended) as [number | null];
    return code;
  }

  await start();
  return {
    url: `http://localhost:${port}`,
    port,
    dataDir,
    pid: () => child.pid ?? 0,
    output: () => printed,
    stop: () => end("SIGTERM"),
    kill: async () => {
      await end("SIGKILL");
    },
    restart: async (more) => {
      await end("SIGKILL");
      printed = "";
      await start(more);
    },
    dispose: async () => {
      // Without the two seconds of notice that a load balancer gets.
      await end("SIGINT");
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
