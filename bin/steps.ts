/** The steps between installed packages and a server: each is skipped when what it makes is newer than what it reads. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { copyAssets } from "./assets.ts";
import { generate } from "./generate.ts";
import { CODE_CACHE, run, step } from "./launch.mjs";
import { fillShelf } from "./shelf.ts";

const ROOT = join(import.meta.dirname, "..");
/** Read by the build, so a change of any of them makes it stale. */
const BUILD_INPUTS = ["web", "protocol", "prisma", "package-lock.json", "tsconfig.json"];
const NOT_INPUTS = new Set([
  ".next",
  ".shelf",
  ".shelf.fresh",
  "programs",
  "tldraw",
  "generated",
  "next-env.d.ts",
  "migrations",
]);
/** Read by the server's process, the pages' own build aside. */
const CODE_INPUTS = ["bin", "collab-server", "prisma", "protocol", "sandbox", "web/server", "package-lock.json"];
/** Written last, so that a build which was cut short is no build. */
const BUILD_STAMP = join(ROOT, "web/.next/pairlab-build");
const CODE_STAMP = join(CODE_CACHE, "pairlab-code");

/** SHA-256 over the paths and the contents of everything that is read. */
function fingerprintOf(inputs: string[]): string {
  const hash = createHash("sha256");
  const visit = (path: string): void => {
    const full = join(ROOT, path);
    const entries = readdirSync(full, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      if (NOT_INPUTS.has(entry.name) || entry.name.endsWith(".tsbuildinfo")) continue;
      const inner = `${path}/${entry.name}`;
      if (entry.isDirectory()) visit(inner);
      else hash.update(`${inner}\0`).update(readFileSync(join(ROOT, inner)));
    }
  };
  for (const input of inputs) {
    if (input.includes(".")) hash.update(`${input}\0`).update(readFileSync(join(ROOT, input)));
    else visit(input);
  }
  return hash.digest("hex");
}

export async function prepare({ dev }: { dev: boolean }): Promise<void> {
  await generate();
  await copyAssets();
  await fillShelf();
  if (dev) return;
  await build();
  await compileCode();
}

const isCurrent = (stamp: string, fingerprint: string) =>
  existsSync(stamp) && readFileSync(stamp, "utf8") === fingerprint;

export class StepFailed extends Error {
  override readonly name = "StepFailed";
}

async function build(): Promise<void> {
  const fingerprint = fingerprintOf(BUILD_INPUTS);
  if (isCurrent(BUILD_STAMP, fingerprint)) return;
  rmSync(BUILD_STAMP, { force: true });
  const done = step("Building the pages");
  const next = join(ROOT, "node_modules/next/dist/bin/next");
  const env = { ...process.env, NODE_ENV: "production" as const };
  const { code, tail } = await run(process.execPath, [next, "build", "web"], { env, quiet: true });
  if (code !== 0) {
    done("failed");
    throw new StepFailed(
      `${tail.trim()}\nThe pages could not be built. If this is an unchanged release, check that 1 GB of memory and of disk is free and run npm start again.`,
    );
  }
  writeFileSync(BUILD_STAMP, fingerprint);
  done();
}

/** Compiles the server's own modules and keeps the result (boot.mjs). Two seconds, once; without it everything works. */
async function compileCode(): Promise<void> {
  const fingerprint = fingerprintOf(CODE_INPUTS);
  if (isCurrent(CODE_STAMP, fingerprint)) return;
  const { code } = await run(process.execPath, [join(ROOT, "bin/boot.mjs"), "--fill"], { quiet: true });
  if (code !== 0) return;
  try {
    writeFileSync(CODE_STAMP, fingerprint);
  } catch {
    // Somebody else's folder: it is tried again at the next start.
  }
}
