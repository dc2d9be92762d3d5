/** A collaboration server as a process of its own (serve-collab.ts): to be killed, or ended in order. Ends with its test. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";
import { freePort } from "#bench/free-port";

export interface CollabProcess {
  process: ChildProcess;
  port: number;
  /** For clients. */
  url: string;
  /** Ends it by a signal and resolves when it is gone, with its code. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

export interface CollabProcessOptions {
  /** Any that is free, unless one is given. */
  port?: number;
  /** Milliseconds by which its clock is wrong. */
  clockShift?: number;
  /** Milliseconds that every tenth append takes longer. */
  slowAppends?: number;
  /** It has a sandbox, instead of one whose runs never end by themselves. */
  runsPrograms?: boolean;
  /** Words before the program, such as `prlimit`. */
  under?: string[];
}

const PROGRAM = join(import.meta.dirname, "serve-collab.ts");
const SHIFT = join(import.meta.dirname, "shift-clock.ts");

export async function startCollabProcess(
  databaseUrl: string,
  { port, clockShift = 0, slowAppends = 0, runsPrograms = false, under = [] }: CollabProcessOptions = {},
): Promise<CollabProcess> {
  const shift = clockShift === 0 ? [] : ["--import", SHIFT];
  const [file, ...args] = [...under, process.execPath, ...shift, PROGRAM, databaseUrl, `${port ?? (await freePort())}`];
  const server = spawn(file as string, args, {
    env: {
      ...process.env,
      CLOCK_SHIFT: `${clockShift}`,
      SLOW_APPENDS: `${slowAppends}`,
      RUNS_PROGRAMS: runsPrograms ? "1" : "",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void server.kill("SIGKILL"));
  const end = async (signal: NodeJS.Signals) => {
    if (server.exitCode === null && server.signalCode === null) {
      const gone = once(server, "exit");
      server.kill(signal);
      await gone;
    }
    return server.exitCode;
  };
  for await (const line of createInterface({ input: server.stdout as NonNullable<typeof server.stdout> })) {
    return { process: server, port: Number(line), url: `ws://127.0.0.1:${line}/collab`, end };
  }
  throw new Error("The server ended before it listened.");
}
