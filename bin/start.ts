/** Settings, the steps that are stale, the database, then the server: what `npm start` does once packages are there. */
import { flushCompileCache, getCompileCacheDir } from "node:module";
import { migrate, pendingMigrations } from "#prisma/migrate";
import { MigrationFault } from "#prisma/migrations";
import { type Env, setEnv } from "#protocol/env";
import { addresses } from "./addresses.ts";
import { holdDataFolder } from "./data-lock.ts";
import { NOTICE } from "./ending.ts";
import { CODE_CACHE, guardSignals, step } from "./launch.mjs";
import { keptSecret } from "./secret.ts";
import type { Served } from "./serve.ts";
import { readSettings } from "./settings.ts";
import { prepare, StepFailed } from "./steps.ts";

const dev = process.argv.includes("--dev");
if (!dev) (process.env as Record<string, string>).NODE_ENV = "production";

function refuse(message: string): never {
  process.stderr.write(`Pairlab cannot start: ${message}\n`);
  process.exit(1);
}

/** Until the process ends. */
let held: ReturnType<typeof holdDataFolder>;

function settings(): Env {
  const read = readSettings();
  if (!read.ok) refuse(`${read.faults.join("; ")}.`);
  const { env } = read;
  try {
    held = holdDataFolder(env.dataDir);
    if (!held)
      refuse(
        `another Pairlab is using the data folder ${env.dataDir}. Stop that one first, or set DATA_DIR to another folder.`,
      );
    return { ...env, secret: env.secret || keptSecret(env.dataDir) };
  } catch (error) {
    refuse(
      `the data folder ${env.dataDir} cannot be used (${(error as Error).message}). Set DATA_DIR to one that can be written.`,
    );
  }
}

async function migrateDatabase(url: string): Promise<void> {
  if ((await pendingMigrations(url)).length === 0) return;
  const done = step("Preparing the database");
  const { applied } = await migrate(url);
  done(`${applied.length} migration${applied.length === 1 ? "" : "s"} applied`);
}

const env = settings();
setEnv(env);
const release = guardSignals();
try {
  await prepare({ dev });
  await migrateDatabase(env.databaseUrl);
} catch (error) {
  if (error instanceof StepFailed || error instanceof MigrationFault) refuse(error.message);
  refuse(`${(error as Error).message}`);
}
release();

let served: Served | undefined;
let ending = false;
async function end(signal: NodeJS.Signals): Promise<void> {
  // Only Ctrl-C means more the second time: a service manager signals every process, and the launcher passes it on.
  if (ending) return signal === "SIGINT" ? process.exit(130) : undefined;
  ending = true;
  // Whoever pressed Ctrl-C waits; whoever stops a service may have a load balancer in front of it.
  await served?.close(signal === "SIGTERM" ? NOTICE : 0);
  process.exit(0);
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void end(signal));

try {
  // Its threads find there what has been compiled; the build, which is behind us, has no use for it.
  if (getCompileCacheDir()) process.env.NODE_COMPILE_CACHE = CODE_CACHE;
  // Only now: it imports the database clients that the steps above have generated.
  const { serve } = await import("./serve.ts");
  served = await serve(env, { dev });
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  refuse(
    code === "EADDRINUSE"
      ? `port ${env.port} is taken by another program. Choose another one: PORT=${env.port + 1} npm start`
      : message,
  );
}

const { own, others } = addresses(env.host, served.port);
const lines = ["", `  Pairlab is ready:  ${env.publicUrl ?? own}`];
if (!env.publicUrl && others.length > 0) lines.push(...others.map((one) => `  for others here:   ${one}`));
if (!env.publicUrl) lines.push("  Calls need https or localhost; set PUBLIC_URL behind an https proxy.");
if (env.roomCreation === "open")
  lines.push("  Anyone who can open this address can create a room. Set ROOM_CREATION=key to change that.");
process.stdout.write(`${lines.join("\n")}\n\n`);
// For the next start, however this process ends.
flushCompileCache();
