/**
 * One server a data folder: two would not hear of each other's edits. The lock is SQLite's, so the system lets go of it
 * however the process ends.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";

/** What holds the folder until `close`; null if another process has it. Throws if the folder cannot be written. */
export function holdDataFolder(dataDir: string): { close(): void } | null {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = new Sqlite(join(dataDir, "lock"), { timeout: 0 });
  try {
    lock.exec("BEGIN EXCLUSIVE");
    return lock;
  } catch (error) {
    lock.close();
    if (error instanceof Sqlite.SqliteError && error.code.startsWith("SQLITE_BUSY")) return null;
    throw error;
  }
}
