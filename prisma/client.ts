/** The one way to the database's models, whichever database it is. */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { type Provider, readDatabaseUrl } from "./database-url.ts";
import type { Prisma, PrismaClient as SqliteClient } from "./generated/sqlite/client.ts";

/** The SQLite client's type, the narrower of the two: what compiles against it runs on both. */
export type Db = SqliteClient;
/** What the callback of `db.$transaction` gets. */
export type DbTransaction = Prisma.TransactionClient;

/** Connections of one process's pool; PostgreSQL allows 100 by default, for all of them. */
const POOL_SIZE = 10;
/** Milliseconds after which a connection that cannot be had counts as refused. */
const CONNECT_PATIENCE = 5_000;

export interface OpenDb {
  db: Db;
  provider: Provider;
  dispose(): Promise<void>;
}

/**
 * Opens `file:…` with SQLite (its folder is made, the file too) or `postgresql://…`; `migrate` makes the tables.
 * Loads what that database needs alone: the other one's client would hold 5 MB. Connects on first use, so an unreachable database shows itself there, and PostgreSQL is reconnected by itself.
 */
export async function openDb(databaseUrl: string): Promise<OpenDb> {
  const address = readDatabaseUrl(databaseUrl);
  const db = await (address.provider === "sqlite" ? openSqlite(address.file) : openPostgres(address.url));
  return { db, provider: address.provider, dispose: () => db.$disconnect() };
}

async function openSqlite(file: string): Promise<Db> {
  const [{ PrismaClient }, { sqliteConnections }] = await Promise.all([
    import("./generated/sqlite/client.ts"),
    import("./sqlite-connection.ts"),
  ]);
  mkdirSync(dirname(file), { recursive: true });
  return new PrismaClient({ adapter: sqliteConnections(file) });
}

async function openPostgres(url: string): Promise<Db> {
  const [{ PrismaClient }, { PrismaPg }] = await Promise.all([
    import("./generated/postgres/client.ts"),
    import("@prisma/adapter-pg"),
  ]);
  const adapter = new PrismaPg(
    { connectionString: url, max: POOL_SIZE, connectionTimeoutMillis: CONNECT_PATIENCE, keepAlive: true },
    // An idle connection that breaks is replaced at the next query; that query reports what is wrong, if anything.
    { onPoolError: () => {}, onConnectionError: () => {} },
  );
  // The models are the same word for word; only capabilities that Db does not show differ.
  return new PrismaClient({ adapter }) as unknown as Db;
}
