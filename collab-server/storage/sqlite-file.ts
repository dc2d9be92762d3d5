/** A thread's own connection to the SQLite file, opened when it is needed and anew after it broke. */
import { statSync } from "node:fs";
import Sqlite from "better-sqlite3";
import { readDatabaseUrl } from "#prisma/database-url";
import { readSqliteError } from "./failure.ts";
import { StorageAway } from "./storage.ts";

/** Milliseconds that this thread waits for another connection's lock. It blocks nobody else. */
const BUSY_PATIENCE = 5_000;

/** `Prepared` are the thread's statements, made once for a connection. */
export class SqliteFile<Prepared> {
  readonly #file: string;
  readonly #prepare: (db: Sqlite.Database) => Prepared;
  #open: { db: Sqlite.Database; prepared: Prepared; inode: number } | null = null;

  constructor(databaseUrl: string, prepare: (db: Sqlite.Database) => Prepared) {
    const address = readDatabaseUrl(databaseUrl);
    if (address.provider !== "sqlite") throw new Error("This storage is SQLite's: DATABASE_URL must start with file:");
    this.#file = address.file;
    this.#prepare = prepare;
  }

  /** Runs `work` and names what goes wrong in it: StorageAway, RoomGone, or a bug as it is. */
  use<Result>(work: (prepared: Prepared, db: Sqlite.Database) => Result): Result {
    try {
      this.#open ??= this.#connect();
      return work(this.#open.prepared, this.#open.db);
    } catch (thrown) {
      const { error, broken } = readSqliteError(thrown);
      if (broken) this.close();
      throw error;
    }
  }

  /** Throws StorageAway if the file was removed or replaced, which the open connection would not notice. */
  checkPlace(): void {
    const inode = statSync(this.#file, { throwIfNoEntry: false })?.ino;
    if (this.#open && inode !== this.#open.inode) {
      this.close();
      throw new StorageAway("The database's file was removed or replaced.");
    }
  }

  #connect() {
    const db = new Sqlite(this.#file, { fileMustExist: true, timeout: BUSY_PATIENCE });
    try {
      db.pragma("journal_mode = WAL");
      db.pragma("synchronous = FULL");
      db.pragma("foreign_keys = ON");
      return { db, prepared: this.#prepare(db), inode: statSync(this.#file).ino };
    } catch (error) {
      db.close();
      throw error;
    }
  }

  close(): void {
    const open = this.#open;
    this.#open = null;
    try {
      open?.db.close();
    } catch {
      // A broken connection may fail to close; it is let go of all the same.
    }
  }
}
