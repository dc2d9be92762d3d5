/** The storage that a DATABASE_URL names. */
import { readDatabaseUrl } from "#prisma/database-url";
import { createPostgresStorage } from "./postgres-storage.ts";
import { createSqliteStorage } from "./sqlite-storage.ts";
import type { Storage } from "./storage.ts";

/** Expects the tables to be there (`migrate`). Connects on first use: a database that is away does not hinder the start. */
export function openStorage(databaseUrl: string): Promise<Storage> {
  return readDatabaseUrl(databaseUrl).provider === "sqlite"
    ? createSqliteStorage(databaseUrl)
    : createPostgresStorage(databaseUrl);
}
