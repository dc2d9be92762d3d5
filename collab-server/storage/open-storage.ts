/** The storage that a DATABASE_URL names. */
import { readDatabaseUrl } from "#prisma/database-url";
import type { Storage } from "./storage.ts";

/** Expects the tables to be there (`migrate`). Connects on first use: a database that is away does not hinder the start. */
export async function openStorage(databaseUrl: string): Promise<Storage> {
  return readDatabaseUrl(databaseUrl).provider === "sqlite"
    ? (await import("./sqlite-storage.ts")).createSqliteStorage(databaseUrl)
    : (await import("./postgres-storage.ts")).createPostgresStorage(databaseUrl);
}
