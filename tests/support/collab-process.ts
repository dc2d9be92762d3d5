/** A collaboration server in a process of its own, on a SQLite database: what can be killed. Ends with its test. */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";

export async function startCollabProcess(databaseUrl: string): Promise<{ process: ChildProcess; url: string }> {
  const program = join(import.meta.dirname, "serve-collab.ts");
  const server = spawn(process.execPath, [program, databaseUrl], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void server.kill("SIGKILL"));
  for await (const line of createInterface({ input: server.stdout })) {
    return { process: server, url: `ws://127.0.0.1:${line}/collab` };
  }
  throw new Error("The server ended before it listened.");
}
