/** A consistent copy of a SQLite database while others write to it, and what such a copy holds. */
import { closeSync, fsyncSync, openSync } from "node:fs";
import Sqlite from "better-sqlite3";
import { foldRows } from "./document-log.ts";
import { SqliteLog } from "./sqlite-log.ts";

/** Milliseconds that the start of a copy waits for another connection's lock. Reading itself waits for nobody. */
const BUSY_PATIENCE = 10_000;

/** What a database holds, counted; and what is not right in it, each as a sentence. */
export interface Holdings {
  rooms: number;
  documents: number;
  updates: number;
  people: number;
  messages: number;
  runs: number;
  assets: { id: string; size: number }[];
  /** Things that are wrong with single documents. The rest can be used. */
  faults: string[];
}

/** Bytes that a copy of the database takes at most. */
export function sizeOf(file: string): number {
  return withFile(file, (db) => Number(db.pragma("page_count", { simple: true })) * pageSize(db));
}

const pageSize = (db: Sqlite.Database) => Number(db.pragma("page_size", { simple: true }));

/**
 * Writes everything that is committed at this moment to a new file, synced. One read transaction: nobody who writes
 * waits for it, and what they write meanwhile is not in it. (SQLite's own online backup starts anew whenever another
 * process writes, so in a busy class it would never end.)
 */
export function copySqlite(from: string, to: string): void {
  withFile(from, (db) => db.prepare("VACUUM INTO ?").run(to));
  const handle = openSync(to, "r+");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Reads all of a database that nobody writes to. Throws if the file itself is damaged, with a sentence. */
export async function inspectSqlite(file: string): Promise<Holdings> {
  const counted = withFile(file, (db) => {
    const fault = db.pragma("integrity_check(1)", { simple: true });
    if (fault !== "ok") throw new Error(`The database ${file} is damaged: ${fault}.`);
    const count = (table: string) => Number(db.prepare(`SELECT count(*) FROM "${table}"`).pluck().get());
    return {
      rooms: count("Room"),
      documents: count("Document"),
      updates: count("Update"),
      people: count("Person"),
      messages: count("ChatMessage"),
      runs: count("Run"),
      assets: db.prepare<[], { id: string; size: number }>(`SELECT "id", "size" FROM "Asset"`).all(),
      ids: db.prepare<[], string>(`SELECT "id" FROM "Document" ORDER BY "id"`).pluck().all(),
    };
  });
  const { ids, ...rest } = counted;
  const faults: string[] = [];
  const log = new SqliteLog(`file:${file}`);
  try {
    for (const id of ids) {
      const read = await log.read(id);
      if (!read) continue;
      if (read.setAside > 0) faults.push(`${id}: the checksum of ${read.setAside} rows does not hold.`);
      try {
        foldRows(read.base?.bytes ?? null, read.rows);
      } catch (error) {
        faults.push(`${id}: it does not open (${error instanceof Error ? error.message : error}).`);
      }
    }
  } finally {
    await log.dispose();
  }
  return { ...rest, faults };
}

function withFile<Result>(file: string, use: (db: Sqlite.Database) => Result): Result {
  const db = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: BUSY_PATIENCE });
  try {
    return use(db);
  } finally {
    db.close();
  }
}
