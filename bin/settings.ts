/** The operator's settings with every path made whole: the data folder against the repository, the database in it. */
import { resolve } from "node:path";
import { type Env, readEnv } from "#protocol/env";
import { ROOT } from "./launch.mjs";

/** The settings but for the secret, or what is wrong with them. Touches no file. */
export function readSettings(): { ok: true; env: Env } | { ok: false; faults: string[] } {
  const read = readEnv(process.env);
  if (!read.ok) return read;
  const dataDir = resolve(ROOT, read.env.dataDir);
  const databaseUrl = process.env.DATABASE_URL?.trim() ? read.env.databaseUrl : `file:${dataDir}/pairlab.db`;
  return { ok: true, env: { ...read.env, dataDir, databaseUrl } };
}
