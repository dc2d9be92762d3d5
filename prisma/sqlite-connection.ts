/**
 * Prisma's SQLite connection for the event loop that also syncs keystrokes. Two things are different from the stock
 * adapter: a locked database is waited for asynchronously, where SQLite's own busy timeout would stop the loop; and a
 * statement outside a transaction waits until an open one has ended, where it would otherwise run inside it, on the
 * same connection, and be rolled back with it.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import type {
  IsolationLevel,
  SqlDriverAdapter,
  SqlDriverAdapterFactory,
  SqlQuery,
  SqlResultSet,
  Transaction,
} from "@prisma/driver-adapter-utils";
import { DriverAdapterError } from "@prisma/driver-adapter-utils";

/** Milliseconds after which a locked database counts as away. The writer thread holds the lock for a few at a time. */
const BUSY_PATIENCE = 5_000;
/** Milliseconds between two attempts. */
const BUSY_PAUSE = 3;

/** FULL: a commit survives power loss. Checkpoints are left to the writer thread, which nobody's keystroke waits for. */
const PRAGMAS = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA foreign_keys = ON;
  PRAGMA wal_autocheckpoint = 0;
`;

const isBusy = (error: unknown) => error instanceof DriverAdapterError && error.cause.kind === "SocketTimeout";

async function whenUnlocked<Result>(attempt: () => Promise<Result>): Promise<Result> {
  const giveUpAt = performance.now() + BUSY_PATIENCE;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!isBusy(error) || performance.now() > giveUpAt) throw error;
      await sleep(BUSY_PAUSE);
    }
  }
}

class SqliteConnection implements SqlDriverAdapter {
  readonly provider = "sqlite";
  readonly adapterName: string;
  readonly #inner: SqlDriverAdapter;
  /** Ends when no transaction is open or waiting to open. */
  #turn: Promise<void> = Promise.resolve();

  constructor(inner: SqlDriverAdapter) {
    this.#inner = inner;
    this.adapterName = inner.adapterName;
  }

  /** Resolves when it is the caller's turn; what it resolves with ends the turn. */
  async #takeTurn(): Promise<() => void> {
    const before = this.#turn;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#turn = promise;
    await before;
    return resolve;
  }

  async #alone<Result>(attempt: () => Promise<Result>): Promise<Result> {
    const end = await this.#takeTurn();
    try {
      return await whenUnlocked(attempt);
    } finally {
      end();
    }
  }

  queryRaw(query: SqlQuery): Promise<SqlResultSet> {
    return this.#alone(() => this.#inner.queryRaw(query));
  }

  executeRaw(query: SqlQuery): Promise<number> {
    return this.#alone(() => this.#inner.executeRaw(query));
  }

  executeScript(script: string): Promise<void> {
    return this.#alone(() => this.#inner.executeScript(script));
  }

  async startTransaction(isolationLevel?: IsolationLevel): Promise<Transaction> {
    if (isolationLevel && isolationLevel !== "SERIALIZABLE") {
      throw new DriverAdapterError({ kind: "InvalidIsolationLevel", level: isolationLevel });
    }
    const end = await this.#takeTurn();
    const run = (sql: string) => this.#inner.executeRaw({ sql, args: [], argTypes: [] });
    try {
      // Not deferred: one that read first and wrote later would fail, unrepeatable, if another wrote in between.
      await whenUnlocked(() => run("BEGIN IMMEDIATE"));
    } catch (error) {
      end();
      throw error;
    }
    // Prisma sends COMMIT and ROLLBACK as statements, then calls commit or rollback; after a failed COMMIT (a full
    // disk) it calls neither, and the connection must not stay inside that transaction.
    const close = async () => end();
    const execute = async (query: SqlQuery) => {
      try {
        return await whenUnlocked(() => this.#inner.executeRaw(query));
      } catch (error) {
        if (query.sql === "COMMIT") await run("ROLLBACK").catch(() => {});
        if (query.sql === "COMMIT" || query.sql === "ROLLBACK") end();
        throw error;
      }
    };
    return {
      provider: this.provider,
      adapterName: this.adapterName,
      options: { usePhantomQuery: false },
      queryRaw: (query) => this.#inner.queryRaw(query),
      executeRaw: execute,
      commit: close,
      rollback: close,
      createSavepoint: async (name) => void (await run(`SAVEPOINT ${name}`)),
      rollbackToSavepoint: async (name) => void (await run(`ROLLBACK TO ${name}`)),
      releaseSavepoint: async (name) => void (await run(`RELEASE SAVEPOINT ${name}`)),
    };
  }

  dispose(): Promise<void> {
    return this.#inner.dispose();
  }
}

export function sqliteConnections(file: string): SqlDriverAdapterFactory {
  // Times as milliseconds: the writer thread's rows and Prisma's then compare and sort alike.
  const inner = new PrismaBetterSqlite3({ url: file, timeout: 0 }, { timestampFormat: "unixepoch-ms" });
  return {
    provider: "sqlite",
    adapterName: inner.adapterName,
    async connect() {
      const connection = await inner.connect();
      try {
        await whenUnlocked(() => connection.executeScript(PRAGMAS));
      } catch (error) {
        await connection.dispose();
        throw error;
      }
      return new SqliteConnection(connection);
    },
  };
}
