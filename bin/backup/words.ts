/** What the two commands print, and how they end. */
import { resolve } from "node:path";
import type { Holdings } from "#collab-server/storage/sqlite-copy";
import { ROOT } from "../launch.mjs";
import { readSettings } from "../settings.ts";
import { BackupFailed } from "./manifest.ts";

const many = (n: number, one: string, more = `${one}s`) => `${n.toLocaleString("en")} ${n === 1 ? one : more}`;

export function holdingsLine(holdings: Holdings): string {
  return [
    many(holdings.rooms, "room"),
    many(holdings.documents, "document"),
    many(holdings.updates, "edit"),
    many(holdings.people, "person", "people"),
    many(holdings.messages, "chat message"),
    many(holdings.runs, "run"),
    many(holdings.assets.length, "image"),
  ].join(", ");
}

/** The one path of the command line, against the folder that npm was called in. */
export function pathArgument(usage: string): string {
  const [path, ...more] = process.argv.slice(2);
  if (!path || path.startsWith("-") || more.length > 0) end(usage);
  return resolve(process.env.INIT_CWD ?? ROOT, path);
}

export function settingsOrEnd() {
  const read = readSettings();
  if (!read.ok) end(`The settings are wrong: ${read.faults.join("; ")}.`);
  return read.env;
}

export function print(...lines: string[]): void {
  for (const line of lines) process.stdout.write(`${line}\n`);
}

export function warn(warnings: string[]): void {
  for (const warning of warnings) process.stderr.write(`Warning: ${warning}\n`);
}

function end(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/** Ends the program with one sentence; a bug with its stack. */
export function fail(what: string, error: unknown): never {
  if (error instanceof BackupFailed) end(`${what}: ${error.message}.`);
  end(`${what}. ${error instanceof Error ? error.stack : error}`);
}
