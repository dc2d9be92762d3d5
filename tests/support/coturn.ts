/** A TURN server on this machine's loopback, for calls that may only go through a relay. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "#bench/free-port";

export interface Coturn {
  /** For TURN_URLS. */
  urls: string;
  /** For TURN_SECRET. */
  secret: string;
  /** What it has printed: allocations name their users. */
  output(): string;
  dispose(): Promise<void>;
}

/** Milliseconds until it must listen. */
const PATIENCE = 10_000;

export async function startCoturn(): Promise<Coturn> {
  const port = await freePort();
  const secret = "a-secret-of-the-tests-0123456789abcdef";
  const folder = mkdtempSync(join(tmpdir(), "pairlab-coturn-"));
  const child: ChildProcess = spawn(
    process.env.TURNSERVER ?? "/usr/bin/turnserver",
    [
      "-n",
      "--listening-ip=127.0.0.1",
      "--relay-ip=127.0.0.1",
      `--listening-port=${port}`,
      "--use-auth-secret",
      `--static-auth-secret=${secret}`,
      "--realm=pairlab.test",
      "--no-tls",
      "--no-dtls",
      "--no-cli",
      "--allow-loopback-peers",
      "--verbose",
      "--log-file=stdout",
      "--simple-log",
      `--pidfile=${join(folder, "pid")}`,
      `--userdb=${join(folder, "users")}`,
    ],
    { cwd: folder, stdio: ["ignore", "pipe", "pipe"] },
  );
  let printed = "";
  const keep = (bytes: Buffer) => {
    printed += bytes;
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  const dispose = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  const deadline = Date.now() + PATIENCE;
  while (!(await listens(port))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await dispose();
      throw new Error(`coturn does not listen:\n${printed.slice(-2000)}`);
    }
    await pause(50);
  }
  return { urls: `turn:127.0.0.1:${port}?transport=udp`, secret, output: () => printed, dispose };
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: "127.0.0.1" });
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
