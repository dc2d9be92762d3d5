/** The web's one database client of this process. Next may load this file more than once; the global object holds it. */

import { type Db, type OpenDb, openDb } from "#prisma/client";
import { getEnv } from "#protocol/env";

const KEY = Symbol.for("pairlab.web.database");
type Global = typeof globalThis & { [KEY]?: Promise<OpenDb> };

export async function database(): Promise<Db> {
  const here = globalThis as Global;
  here[KEY] ??= openDb(getEnv().databaseUrl);
  return (await here[KEY]).db;
}

/** Closes the client, if there is one; the next `database()` opens another. For the end of the process, and tests. */
export async function closeDatabase(): Promise<void> {
  const here = globalThis as Global;
  const open = here[KEY];
  delete here[KEY];
  await (await open)?.dispose();
}

/** Whether a failed write broke a unique index: somebody else was a moment faster. */
export function isTaken(error: unknown): boolean {
  return error instanceof Error && (error as Error & { code?: unknown }).code === "P2002";
}
