// Runs with exactly the child's rights and reports what it could do.
import { spawn } from "node:child_process";
import { lookup } from "node:dns/promises";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { Worker } from "node:worker_threads";

const outcome = async (attempt) => {
  try {
    return `done: ${String(await attempt()).slice(0, 40)}`;
  } catch (error) {
    return error.code ?? error.message;
  }
};
const event = (emitter, name) =>
  new Promise((resolve, reject) => {
    emitter.once(name, resolve);
    emitter.once("error", reject);
  });

const port = Number(process.argv[2]);
const results = {
  passwd: await outcome(() => readFileSync("/etc/passwd", "utf8")),
  listing: await outcome(() => readdirSync("/")),
  environ: await outcome(() => readFileSync("/proc/self/environ", "utf8")),
  server: await outcome(() => readFileSync(new URL("../../collab-server/server.ts", import.meta.url), "utf8")),
  write: await outcome(() => writeFileSync("/tmp/sandbox-was-here", "x")),
  spawn: await outcome(() => event(spawn("true"), "spawn")),
  connect: await outcome(() => event(connect(port, "127.0.0.1"), "connect")),
  fetch: await outcome(() =>
    fetch(`http://127.0.0.1:${port}/`).catch((error) => {
      throw error.cause ?? error;
    }),
  ),
  dns: await outcome(() => lookup("localhost.localdomain")),
  // Refused where nobody can catch it.
  listen: await outcome(
    () =>
      new Promise((resolve, reject) => {
        process.once("uncaughtException", reject);
        createServer().listen(0, "127.0.0.1", resolve);
      }),
  ),
  inWorker: await outcome(async () => {
    const code =
      "try { require('fs').readFileSync('/etc/passwd'); postMessage('read') } catch (e) { require('worker_threads').parentPort.postMessage(e.code) }";
    const answer = await event(new Worker(code, { eval: true }), "message");
    if (answer === "ERR_ACCESS_DENIED") throw Object.assign(new Error(answer), { code: answer });
    return answer;
  }),
  code: await outcome(() => new Function("return 1")()),
  environment: Object.keys(process.env)
    .filter((name) => !name.startsWith("NODE_CHANNEL"))
    .join(),
};
process.stdout.write(JSON.stringify(results));
process.exit(0);
