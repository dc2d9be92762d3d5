/** The migrations on disk, and what those that a database has say about it. Knows no database. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Provider } from "./database-url.ts";

export interface Migration {
  /** Its folder's name; they apply in the order of their names. */
  name: string;
  sql: string;
  /** SHA-256 of the file, as Prisma keeps it. */
  checksum: string;
}

/** A row of Prisma's own table that was not rolled back. */
export interface AppliedMigration {
  name: string;
  checksum: string;
  finished: boolean;
}

/** The database cannot be brought to this version. The message is one sentence for the operator. */
export class MigrationFault extends Error {
  override readonly name = "MigrationFault";
}

/** `folder`: where `sqlite/migrations` and `postgres/migrations` are. */
export function readMigrations(provider: Provider, folder = ownFolder()): Migration[] {
  const migrations = join(folder, provider, "migrations");
  return readdirSync(migrations, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const bytes = readFileSync(join(migrations, name, "migration.sql"));
      return { name, sql: bytes.toString("utf8"), checksum: createHash("sha256").update(bytes).digest("hex") };
    });
}

/** Beside this file; in a bundle, which lies elsewhere, in the folder that the servers are started from. */
function ownFolder(): string {
  const beside = import.meta.dirname;
  return beside && existsSync(join(beside, "sqlite/migrations")) ? beside : join(process.cwd(), "prisma");
}

/** Those of `known` that are not applied. Throws MigrationFault if what is applied is not what is known. */
export function findPending(known: Migration[], applied: AppliedMigration[]): Migration[] {
  const byName = new Map(known.map((migration) => [migration.name, migration]));
  for (const row of applied) {
    const migration = byName.get(row.name);
    if (!migration)
      throw new MigrationFault(
        `The database has the migration ${row.name}, which this version does not know: it was used by a newer version; start that one.`,
      );
    if (!row.finished)
      throw new MigrationFault(
        `The migration ${row.name} was begun by another program and did not finish: restore the database from a backup.`,
      );
    if (row.checksum !== migration.checksum)
      throw new MigrationFault(
        `The migration ${row.name} was changed after it had been applied: restore its file; changes go into a new migration.`,
      );
  }
  const done = new Set(applied.map((row) => row.name));
  return known.filter((migration) => !done.has(migration.name));
}
