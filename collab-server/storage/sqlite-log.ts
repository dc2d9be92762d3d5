/** Reads a document's log from a SQLite file. */
import type Sqlite from "better-sqlite3";
import { isSound, type LogRead, type SnapshotRow, type UpdateRow } from "./document-log.ts";
import { SqliteFile } from "./sqlite-file.ts";

const prepare = (db: Sqlite.Database) => {
  db.pragma("query_only = ON");
  return {
    document: db.prepare<[string]>(`SELECT 1 FROM "Document" WHERE "id" = ?`),
    snapshots: db.prepare<[string], SnapshotRow>(
      `SELECT "id", "bytes", "checksum" FROM "Snapshot" WHERE "documentId" = ? ORDER BY "id" DESC`,
    ),
    unfolded: db.prepare<[string], UpdateRow>(
      `SELECT "seq", "bytes", "checksum", "snapshotId" FROM "Update"
       WHERE "documentId" = ? AND "snapshotId" IS NULL ORDER BY "seq"`,
    ),
    foldedSince: db.prepare<[string, number], UpdateRow>(
      `SELECT "seq", "bytes", "checksum", "snapshotId" FROM "Update" WHERE "documentId" = ? AND "snapshotId" > ?`,
    ),
    clients: db
      .prepare<[string], [string, string]>(`SELECT "clientId", "personId" FROM "ClientBinding" WHERE "documentId" = ?`)
      .raw(),
  };
};
type Prepared = ReturnType<typeof prepare>;

export class SqliteLog {
  readonly #file: SqliteFile<Prepared>;

  constructor(databaseUrl: string) {
    this.#file = new SqliteFile(databaseUrl, prepare);
  }

  /** One deferred transaction, so that a snapshot and the rows that it folds are never both seen, nor both missed. */
  async read(document: string): Promise<LogRead | null> {
    return this.#file.use((sql, db) => db.transaction(() => readLog(sql, document)).deferred());
  }

  async dispose(): Promise<void> {
    this.#file.close();
  }
}

function readLog(sql: Prepared, document: string): LogRead | null {
  if (!sql.document.get(document)) return null;
  let newest = 0;
  let base: SnapshotRow | null = null;
  let unsound = 0;
  for (const row of sql.snapshots.iterate(document)) {
    newest ||= row.id;
    if (isSound(row)) {
      base = row;
      break;
    }
    unsound++;
  }
  const unfolded = sql.unfolded.all(document);
  const rows = unsound === 0 ? unfolded : [...sql.foldedSince.all(document, base?.id ?? 0), ...unfolded];
  if (unsound > 0) rows.sort((a, b) => a.seq - b.seq);
  const sound = rows.filter(isSound);
  return {
    newest,
    base,
    rows: sound,
    setAside: unsound + rows.length - sound.length,
    clients: sql.clients.all(document),
  };
}
