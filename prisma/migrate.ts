/** Brings a database to this version's tables, keeping Prisma's own record, so that `prisma migrate status` agrees. */
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import Sqlite from "better-sqlite3";
import type pg from "pg";
import { readDatabaseUrl } from "./database-url.ts";
import { type AppliedMigration, findPending, type Migration, MigrationFault, readMigrations } from "./migrations.ts";

/** Milliseconds that a second process waits for the first one's migrations. */
const LOCK_PATIENCE = 60_000;
/** Milliseconds between two tries at what SQLite refuses at once instead of waiting. */
const RETRY = 10;
/** Milliseconds after which PostgreSQL that does not answer counts as away. */
const CONNECT_PATIENCE = 5_000;
/** Any number that no other program takes for its advisory lock. */
const ADVISORY_LOCK = 72_707_369;

const SQLITE_TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
)`;
const POSTGRES_TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                    VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum"              VARCHAR(64) NOT NULL,
    "finished_at"           TIMESTAMPTZ,
    "migration_name"        VARCHAR(255) NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        TIMESTAMPTZ,
    "started_at"            TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count"   INTEGER NOT NULL DEFAULT 0
)`;
const APPLIED = `SELECT "migration_name" AS "name", "checksum", "finished_at" IS NOT NULL AS "finished"
  FROM "_prisma_migrations" WHERE "rolled_back_at" IS NULL`;

/**
 * Applies what is pending, all of it in one transaction: a failure leaves the database as it was. Processes that
 * start at once wait for the first. Throws MigrationFault, whose message is one sentence for the operator.
 */
export async function migrate(databaseUrl: string, folder?: string): Promise<{ applied: string[] }> {
  const address = readDatabaseUrl(databaseUrl);
  const known = readMigrations(address.provider, folder);
  const apply =
    address.provider === "sqlite" ? migrateSqlite(address.file, known) : migratePostgres(address.url, known);
  return { applied: await apply };
}

/** Names of the migrations that `migrate` would apply. Changes nothing. */
export async function pendingMigrations(databaseUrl: string, folder?: string): Promise<string[]> {
  const address = readDatabaseUrl(databaseUrl);
  const known = readMigrations(address.provider, folder);
  const applied =
    address.provider === "sqlite" ? appliedToSqlite(address.file) : await withPostgres(address.url, appliedToPostgres);
  return findPending(known, applied).map((migration) => migration.name);
}

const failure = (migration: Migration, error: unknown) =>
  new MigrationFault(
    `The migration ${migration.name} failed and the database was left as it was: ${error instanceof Error ? error.message : error}.`,
    { cause: error },
  );

function readApplied(db: Sqlite.Database): AppliedMigration[] {
  const rows = db.prepare<[], { name: string; checksum: string; finished: number }>(APPLIED).all();
  return rows.map((row) => ({ ...row, finished: row.finished === 1 }));
}

function appliedToSqlite(file: string): AppliedMigration[] {
  if (!existsSync(file)) return [];
  const db = new Sqlite(file, { readonly: true, timeout: 0 });
  try {
    const table = db.prepare("SELECT 1 FROM sqlite_master WHERE name = '_prisma_migrations'").get();
    return table ? readApplied(db) : [];
  } finally {
    db.close();
  }
}

/**
 * Two that change a new file's journal mode at once would wait for each other for ever, so SQLite refuses one of them
 * whatever its timeout.
 */
async function enterWal(db: Sqlite.Database): Promise<void> {
  for (const deadline = Date.now() + LOCK_PATIENCE; ; await wait(RETRY))
    try {
      db.pragma("journal_mode = WAL");
      return;
    } catch (error) {
      const busy = error instanceof Sqlite.SqliteError && error.code.startsWith("SQLITE_BUSY");
      if (!busy || Date.now() > deadline) throw error;
    }
}

async function migrateSqlite(file: string, known: Migration[]): Promise<string[]> {
  mkdirSync(dirname(file), { recursive: true });
  const db = new Sqlite(file, { timeout: LOCK_PATIENCE });
  try {
    await enterWal(db);
    db.pragma("synchronous = FULL");
    // A changed table is made anew and renamed; with foreign keys on, dropping the old one would delete what hangs on it.
    db.pragma("foreign_keys = OFF");
    const apply = db.transaction(() => {
      db.exec(SQLITE_TABLE);
      const pending = findPending(known, readApplied(db));
      for (const migration of pending) applyToSqlite(db, migration);
      return pending.map((migration) => migration.name);
    });
    return apply.immediate();
  } finally {
    db.close();
  }
}

function applyToSqlite(db: Sqlite.Database, migration: Migration): void {
  const startedAt = Date.now();
  try {
    db.exec(migration.sql);
    const broken = db.pragma("foreign_key_check") as { table: string }[];
    if (broken[0]) throw new Error(`${broken.length} rows of ${broken[0].table} refer to rows that are gone`);
  } catch (error) {
    throw failure(migration, error);
  }
  db.prepare(
    `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "started_at", "finished_at", "applied_steps_count")
     VALUES (?, ?, ?, ?, ?, 1)`,
  ).run(randomUUID(), migration.checksum, migration.name, startedAt, Date.now());
}

async function withPostgres<Result>(url: string, use: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const { Client } = (await import("pg")).default;
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_PATIENCE });
  // A connection that breaks fails the query under way, which reports it.
  client.on("error", () => {});
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

async function appliedToPostgres(client: pg.Client): Promise<AppliedMigration[]> {
  const table = await client.query(`SELECT to_regclass('"_prisma_migrations"')::text AS name`);
  return table.rows[0].name === null ? [] : (await client.query<AppliedMigration>(APPLIED)).rows;
}

function migratePostgres(url: string, known: Migration[]): Promise<string[]> {
  return withPostgres(url, async (client) => {
    await client.query("BEGIN");
    try {
      await client.query(`SET LOCAL lock_timeout = ${LOCK_PATIENCE}`);
      await client.query(`SELECT pg_advisory_xact_lock(${ADVISORY_LOCK})::text`);
      await client.query(POSTGRES_TABLE);
      const pending = findPending(known, await appliedToPostgres(client));
      for (const migration of pending) await applyToPostgres(client, migration);
      await client.query("COMMIT");
      return pending.map((migration) => migration.name);
    } catch (error) {
      await client.query("ROLLBACK").catch(() => {});
      throw error;
    }
  });
}

async function applyToPostgres(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query(migration.sql);
  } catch (error) {
    throw failure(migration, error);
  }
  await client.query(
    `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "started_at", "finished_at", "applied_steps_count")
     VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
    [randomUUID(), migration.checksum, migration.name],
  );
}
