/** Reads a document's log from PostgreSQL, and commits its snapshots. */
import type pg from "pg";
import { checksumOf } from "#prisma/update-row";
import { type Fold, isSound, type LogRead, Overtaken, type SnapshotRow, type UpdateRow } from "./document-log.ts";
import { readPostgresError } from "./failure.ts";
import { openPool } from "./postgres-pool.ts";

/** Loads at once. A room that opens waits for few others; the append pipeline has its own connection. */
const CONNECTIONS = 3;

export class PostgresLog {
  readonly #pool: pg.Pool;

  constructor(databaseUrl: string) {
    this.#pool = openPool(databaseUrl, CONNECTIONS);
  }

  /** One REPEATABLE READ transaction, so that a snapshot and the rows that it folds are never both seen, nor both missed. */
  async read(document: string): Promise<LogRead | null> {
    return this.#transaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", (client) => readLog(client, document));
  }

  /** False if the parent is no longer the newest, or a row was folded by another: then nothing was changed. */
  async commit(fold: Fold): Promise<boolean> {
    try {
      await this.#transaction("BEGIN", (client) => commitSnapshot(client, fold));
      return true;
    } catch (error) {
      if (error instanceof Overtaken) return false;
      throw error;
    }
  }

  async #transaction<Result>(begin: string, work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
    try {
      const client = await this.#pool.connect();
      let broken = true;
      try {
        await client.query(begin);
        const result = await work(client);
        await client.query("COMMIT");
        broken = false;
        return result;
      } catch (error) {
        await client.query("ROLLBACK").then(
          () => {
            broken = false;
          },
          () => {},
        );
        throw error;
      } finally {
        client.release(broken);
      }
    } catch (error) {
      throw readPostgresError(error);
    }
  }

  dispose(): Promise<void> {
    return this.#pool.end();
  }
}

async function readLog(client: pg.PoolClient, document: string): Promise<LogRead | null> {
  const found = await client.query(`SELECT 1 FROM "Document" WHERE "id" = $1`, [document]);
  if (found.rowCount === 0) return null;
  let newest = 0;
  let base: SnapshotRow | null = null;
  let unsound = 0;
  while (base === null) {
    const { rows } = await client.query<SnapshotRow>(
      `SELECT "id", "bytes", "checksum" FROM "Snapshot" WHERE "documentId" = $1 ORDER BY "id" DESC LIMIT 1 OFFSET $2`,
      [document, unsound],
    );
    const row = rows[0];
    if (!row) break;
    newest ||= row.id;
    if (isSound(row)) base = row;
    else unsound++;
  }
  const { rows } = await client.query<UpdateRow>(
    `SELECT "seq", "bytes", "checksum", "snapshotId" FROM "Update"
     WHERE "documentId" = $1 AND ("snapshotId" IS NULL${unsound > 0 ? ` OR "snapshotId" > ${base?.id ?? 0}` : ""})
     ORDER BY "seq"`,
    [document],
  );
  const sound = rows.filter(isSound);
  const clients = await client.query<[string, string]>({
    text: `SELECT "clientId", "personId" FROM "ClientBinding" WHERE "documentId" = $1`,
    values: [document],
    rowMode: "array",
  });
  return { newest, base, rows: sound, setAside: unsound + rows.length - sound.length, clients: clients.rows };
}

async function commitSnapshot(client: pg.PoolClient, fold: Fold): Promise<void> {
  const { document, parent, bytes, seqs } = fold;
  // Compactors of one document take turns; an append's foreign key takes KEY SHARE, which this lock lets pass.
  await client.query(`SELECT 1 FROM "Document" WHERE "id" = $1 FOR NO KEY UPDATE`, [document]);
  const newest = await client.query<{ id: number }>(
    `SELECT "id" FROM "Snapshot" WHERE "documentId" = $1 ORDER BY "id" DESC LIMIT 1`,
    [document],
  );
  if ((newest.rows[0]?.id ?? 0) !== parent) throw new Overtaken();
  const made = await client.query<{ id: number }>(
    `INSERT INTO "Snapshot" ("documentId", "parentId", "bytes", "checksum", "createdAt")
     VALUES ($1, $2, $3, $4, now() AT TIME ZONE 'UTC') RETURNING "id"`,
    [document, parent, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), checksumOf(bytes)],
  );
  const marked = await client.query(
    `UPDATE "Update" SET "snapshotId" = $1 WHERE "documentId" = $2 AND "snapshotId" IS NULL AND "seq" = ANY($3::int[])`,
    [made.rows[0]?.id, document, seqs],
  );
  if (marked.rowCount !== seqs.length) throw new Overtaken();
  // Kept are the newest and its parent, in case the newest turns out unsound.
  await client.query(`DELETE FROM "Snapshot" WHERE "documentId" = $1 AND "id" < $2`, [document, parent]);
}
