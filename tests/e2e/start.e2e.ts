import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { freePort } from "#bench/free-port";
import { ROOT } from "../../bin/launch.mjs";

let dataDir: string;
let child: ChildProcess | undefined;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "pairlab-start-"));
});
afterEach(() => {
  if (child && child.exitCode === null) child.kill("SIGKILL");
  rmSync(dataDir, { recursive: true, force: true });
});

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** `npm start` as a person types it: through npm, by the system's own Node. */
function npmStart(env: Record<string, string>): { child: ChildProcess; out(): string; ended: Promise<Ended> } {
  const started = spawn("npm", ["start", "--silent"], {
    cwd: ROOT,
    env: { ...process.env, DATA_DIR: dataDir, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  child = started;
  let out = "";
  let err = "";
  started.stdout.on("data", (bytes) => {
    out += bytes;
  });
  started.stderr.on("data", (bytes) => {
    err += bytes;
  });
  const ended = once(started, "close").then(([code]) => ({ code: code as number | null, out, err }));
  return { child: started, out: () => out, ended };
}

/** Every process below `pid`, itself included. */
function family(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
    } catch {
      // It ended while we looked.
    }
  }
  const found = [pid];
  for (const one of found) for (const [child, parent] of parents) if (parent === one) found.push(child);
  return found;
}
const alive = (pid: number) => {
  try {
    // A zombie has ended: only its parent has not looked yet.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
};

const commandOf = (pid: number) => readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");

async function ready(started: { out(): string; child: ChildProcess; ended: Promise<Ended> }): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const look = () => started.out().includes("Pairlab is ready") && resolve();
    started.child.stdout?.on("data", look);
    void started.ended.then(({ code, out, err }) => reject(new Error(`ended with ${code}: ${out}${err}`)));
    look();
  });
}

describe("npm start", () => {
  it("says in one line that the port is taken, and what to do", async () => {
    const port = await freePort();
    const other = createServer().listen(port, "0.0.0.0");
    await once(other, "listening");
    const { code, err } = await npmStart({ PORT: String(port) }).ended;
    other.close();
    expect(code).toBe(1);
    expect(err.trim().split("\n")).toEqual([
      `Pairlab cannot start: port ${port} is taken by another program. Choose another one: PORT=${port + 1} npm start`,
    ]);
  });

  it("says in one line that the data folder cannot be used", async () => {
    const file = join(dataDir, "a-file");
    writeFileSync(file, "");
    const { code, err } = await npmStart({ PORT: "0", DATA_DIR: join(file, "below") }).ended;
    expect(code).toBe(1);
    expect(err.trim().split("\n")).toHaveLength(1);
    expect(err).toContain("the data folder");
  });

  it("says in one line that another server uses the data folder, whatever its port, and lets that one be", async () => {
    const port = await freePort();
    const first = npmStart({ PORT: String(port) });
    await ready(first);
    const { code, err } = await npmStart({ PORT: String(await freePort()) }).ended;
    expect(code).toBe(1);
    expect(err.trim().split("\n")).toEqual([
      `Pairlab cannot start: another Pairlab is using the data folder ${dataDir}. Stop that one first, or set DATA_DIR to another folder.`,
    ]);
    expect((await fetch(`http://localhost:${port}/api/ready`)).status).toBe(200);
    first.child.kill("SIGINT");
    await first.ended;
  });

  it("says in one line which variables are bad", async () => {
    const { code, err } = await npmStart({ PORT: "0", LOG_LEVEL: "loud", SECRET: "short" }).ended;
    expect(code).toBe(1);
    expect(err.trim().split("\n")).toHaveLength(1);
    expect(err).toMatch(/SECRET .*LOG_LEVEL /s);
  });

  it.each(["SIGTERM", "SIGINT"] as const)("ends with everything it started on %s", async (signal) => {
    const port = await freePort();
    const started = npmStart({ PORT: String(port) });
    await ready(started);
    expect((await fetch(`http://localhost:${port}/api/ready`)).status).toBe(200);
    const pids = family(started.child.pid ?? 0);
    expect(pids.length).toBeGreaterThan(2);
    started.child.kill(signal);
    await started.ended;
    expect(pids.filter(alive)).toEqual([]);
  });

  it("ends in order when a service manager signals every process of it", async () => {
    const port = await freePort();
    const started = npmStart({ PORT: String(port) });
    await ready(started);
    const server = family(started.child.pid ?? 0).find((pid) => /bin\/boot\.mjs/.test(commandOf(pid))) ?? 0;
    const launcher = family(started.child.pid ?? 0).find((pid) => /bin\/start\.mjs/.test(commandOf(pid))) ?? 0;
    for (const pid of [launcher, server, launcher]) process.kill(pid, "SIGTERM");
    // The notice of two seconds: it is not ready, and still answers.
    expect((await fetch(`http://localhost:${port}/api/ready`)).status).toBe(503);
    expect((await started.ended).code).toBe(0);
  });

  it("starts again on the data of the time before, and keeps its secret", async () => {
    const port = await freePort();
    const first = npmStart({ PORT: String(port) });
    await ready(first);
    const secret = readFileSync(join(dataDir, "secret"), "utf8");
    first.child.kill("SIGTERM");
    const { err, out } = await first.ended;
    expect(err).toBe("");
    expect(out).not.toMatch(/warning| took /i);
    const second = npmStart({ PORT: String(port), NODE_DEBUG_NATIVE: "COMPILE_CACHE" });
    await ready(second);
    expect(readFileSync(join(dataDir, "secret"), "utf8")).toBe(secret);
    expect(existsSync(join(dataDir, "pairlab.db"))).toBe(true);
    second.child.kill("SIGTERM");
    // Neither the server nor its threads load Node's compiler of TypeScript: all is compiled.
    const compiled = (await second.ended).err.match(/retrieving transpile cache for StrippedTypeScript .*/g) ?? [];
    expect(compiled.filter((line) => line.endsWith("...success")).join()).toMatch(/serve\.ts.*log-reader\.ts/s);
    expect(compiled.filter((line) => !line.endsWith("...success"))).toEqual([]);
  });
});
