/**
 * What both launchers need and any Node ≥ 20 can run: is what the lock names installed, and a child process that
 * never outlives us. Everything of ours is run by the Node that the lock pins, never by the one that runs this file.
 */
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
export const RUNTIME = join(ROOT, "node_modules", ".bin", "node");

/** The server's V8: a small nursery, for it is idle most of the time and holds few short-lived things when it is not. */
export const SERVER_FLAGS = ["--max-semi-space-size=4"];

/** Where the server's process keeps what Node has made of our TypeScript; `npm ci` empties it. */
export const CODE_CACHE = join(ROOT, "node_modules", ".cache", "pairlab");

/** Milliseconds between asking a child to end and ending it: an install writes for a moment, the server drains for 20 s. */
const PATIENCE = { step: 5_000, server: 25_000 };

export function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

if (Number(process.versions.node.split(".")[0]) < 20) {
  fail(`Pairlab needs Node 20 or newer to start; this is ${process.version}. Install a newer one from nodejs.org.`);
}

/** The operator's `.env`, if there is one. What the environment says already wins. */
export function loadDotEnv() {
  const file = join(ROOT, ".env");
  if (!existsSync(file)) return;
  try {
    process.loadEnvFile(file);
  } catch (error) {
    fail(`.env could not be read: ${error.message}`);
  }
}

/** Of the packages of the lock, one that is missing here or has another version; null if all stand. */
export function staleness() {
  let wanted;
  try {
    wanted = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")).packages;
  } catch {
    fail("package-lock.json is missing or broken. Check the repository out again.");
  }
  let there;
  try {
    // npm writes this file last: an install that was cut short has none.
    there = JSON.parse(readFileSync(join(ROOT, "node_modules", ".package-lock.json"), "utf8")).packages;
  } catch {
    return "nothing installed yet";
  }
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === "" || entry.optional || entry.devOptional) continue;
    if (there[path]?.version !== entry.version) return path.replace(/^.*node_modules\//, "");
  }
  return existsSync(RUNTIME) ? null : "the Node runtime";
}

/** Children that are alive; a signal to us ends them all, with everything that they started. */
const children = new Set();
let ending = false;

function end(signal) {
  if (ending) {
    // Whoever presses Ctrl-C again means now. A service manager signals every process, and npm passes its own on.
    if (signal === "SIGINT") for (const child of children) kill(child, "SIGKILL");
    return;
  }
  ending = true;
  const code = signal === "SIGINT" ? 130 : 143;
  if (children.size === 0) process.exit(code);
  for (const child of children) {
    // The server ends at once for Ctrl-C, and with a notice for SIGTERM; for all else they mean the same.
    kill(child, child.patience === PATIENCE.server ? signal : "SIGTERM");
    setTimeout(() => kill(child, "SIGKILL"), child.patience).unref();
  }
  process.exitCode = code;
}
/** From now on a signal to us ends every child, then us. Returns how to stop that. */
export function guardSignals() {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  const listeners = signals.map((signal) => [signal, () => end(signal)]);
  for (const [signal, listener] of listeners) process.on(signal, listener);
  return () => {
    for (const [signal, listener] of listeners) process.off(signal, listener);
  };
}
// Whatever ends us, nothing that we started goes on.
process.on("exit", () => {
  for (const child of children) kill(child, "SIGKILL");
});

/** Its whole process group: npm and the build start processes of their own. */
function kill(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has ended already.
  }
}

/**
 * Runs a program to its end in a process group of its own (Ctrl-C then reaches it through `end` alone, once).
 * Resolves with its exit code.
 */
export function run(file, args, { env = process.env, quiet = false, server = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: ROOT,
      env,
      detached: true,
      stdio: quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
    });
    child.patience = server ? PATIENCE.server : PATIENCE.step;
    children.add(child);
    let tail = "";
    const keep = (bytes) => {
      tail = (tail + bytes).slice(-8_000);
    };
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      children.delete(child);
      if (ending) process.exit(server ? (code ?? process.exitCode) : process.exitCode);
      resolve({ code: code ?? (signal ? 1 : 0), tail });
    });
  });
}

/** Installs what the lock names, if it is not there, with the npm that started us. */
export async function install() {
  const stale = staleness();
  if (!stale) return;
  const npm = process.env.npm_execpath;
  const [file, ...args] = npm ? [process.execPath, npm] : [process.platform === "win32" ? "npm.cmd" : "npm"];
  const env = { ...process.env };
  // A production setting here would leave the build tools out.
  delete env.NODE_ENV;
  delete env.npm_config_omit;
  delete env.npm_config_production;
  const done = step(`Installing packages (${stale})`);
  const { code, tail } = await run(
    file,
    [...args, "ci", "--include=dev", "--include=optional", "--loglevel=error", "--no-audit", "--no-fund"],
    { env, quiet: true },
  ).catch((error) => ({ code: 1, tail: error.message }));
  if (code !== 0) {
    done("failed");
    fail(
      `${tail.trim()}\n\nThe packages could not be installed. Check that the npm registry can be reached and that the disk has 2 GB free, then run the same command again.`,
    );
  }
  const still = staleness();
  if (still) fail(`The packages were installed, but ${still} is not there: this platform may not be supported.`);
  done();
}

/** Says what is being done, counts the seconds on a terminal, and says how long it took. */
export function step(what) {
  const started = Date.now();
  const seconds = () => `${((Date.now() - started) / 1000).toFixed(1)} s`;
  const live = process.stdout.isTTY;
  let timer;
  if (live) {
    const draw = () => process.stdout.write(`\r\u001b[2K  ${what} … ${Math.floor((Date.now() - started) / 1000)} s`);
    draw();
    timer = setInterval(draw, 1000);
    timer.unref();
  } else {
    process.stdout.write(`  ${what} …\n`);
  }
  return (how = "done") => {
    clearInterval(timer);
    process.stdout.write(`${live ? "\r\u001b[2K" : ""}  ${what}: ${how} in ${seconds()}\n`);
  };
}

/** Environment for our own processes: the pinned runtime first on the PATH, nothing that phones home. */
export function ownEnv() {
  const bin = join(ROOT, "node_modules", ".bin");
  return {
    ...process.env,
    PATH: `${bin}:${process.env.PATH ?? ""}`,
    NEXT_TELEMETRY_DISABLED: "1",
    CHECKPOINT_DISABLE: "1",
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
  };
}
