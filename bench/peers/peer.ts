/** Starts a peer's server in a process of its own on a free port of the loopback, and ends it. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createConnection } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { ROOT } from "../../bin/launch.mjs";
import { freePort } from "../app.ts";

export interface Peer {
  port: number;
  stop(): Promise<void>;
}

function ending(child: ChildProcess): () => Promise<void> {
  return async () => {
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  };
}

export async function startHocuspocus(): Promise<Peer> {
  const child = spawn(process.execPath, [join(ROOT, "bench/peers/hocuspocus.ts")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout.on("data", (bytes: Buffer) => {
      const match = /port (\d+)/.exec(String(bytes));
      if (match) resolve(Number(match[1]));
    });
    child.once("exit", (code) => reject(new Error(`the stock server ended with ${code}`)));
  });
  return { port, stop: ending(child) };
}

/** The y-websocket 2.1 server, as its package ships it: no persistence. */
export async function startYWebsocket(): Promise<Peer> {
  const port = await freePort();
  const child = spawn(process.execPath, [join(ROOT, "node_modules/y-websocket/bin/server.cjs")], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, HOST: "127.0.0.1", PORT: String(port) },
  });
  for (let tries = 0; tries < 100; tries++) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = createConnection({ port, host: "127.0.0.1" }, () => resolve(true));
      socket.on("error", () => resolve(false));
      socket.on("connect", () => socket.end());
    });
    if (open) return { port, stop: ending(child) };
    await wait(50);
  }
  throw new Error("the y-websocket server did not start");
}
