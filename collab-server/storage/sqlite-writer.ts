/**
 * The one writer of a SQLite file's log, in a thread of its own. It commits what has arrived as one transaction, then
 * looks again: whoever comes while a commit is under way is in the next one. Appends go first; a snapshot waits until
 * there are none, or until it has waited long enough.
 */
import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import type Sqlite from "better-sqlite3";
import { checksumOf } from "#prisma/update-row";
import type { PersonId } from "#protocol/ids";
import { type Fold, Overtaken } from "./document-log.ts";
import { readSqliteError, toFailure } from "./failure.ts";
import { Generations, OVERTAKING } from "./generations.ts";
import { type AppendFailures, type PackedAppends, unpack } from "./sqlite-appends.ts";
import { SqliteFile } from "./sqlite-file.ts";
import { ClientIdTaken, type LogEntry, StorageAway } from "./storage.ts";
import type { Answer, Call } from "./thread.ts";

/** What else is written often: values by the names in the statement. */
export type RecordKind = "run" | "message" | "tests" | "touch";
export type RecordValues = Record<string, string | number | null>;

export type WriterRequest =
  | { kind: "appends"; packed: PackedAppends }
  | { kind: "bind"; document: string; client: number; person: PersonId }
  | { kind: "record"; record: RecordKind; values: RecordValues }
  | { kind: "snapshot"; fold: Fold }
  | { kind: "check" }
  | { kind: "close" };

export interface WriterAnswers extends Record<WriterRequest["kind"], unknown> {
  appends: AppendFailures;
  /** The client id's owner. */
  bind: PersonId;
  record: undefined;
  /** False if the parent is no longer the newest, or a row was folded by another. */
  snapshot: boolean;
  check: undefined;
  close: undefined;
}

/** Requests in one commit; those of appends bring several rows each. */
const MAX_GROUP = 20;
/** Commits that may go before a snapshot that waits, so that a busy class cannot keep it waiting for ever. */
const MAX_OVERTAKEN = 20;
const SNAPSHOT_SQL = {
  newest: `SELECT "id" FROM "Snapshot" WHERE "documentId" = ? ORDER BY "id" DESC LIMIT 1`,
  insert: `INSERT INTO "Snapshot" ("documentId", "parentId", "bytes", "checksum", "createdAt") VALUES (?, ?, ?, ?, ?)`,
  mark: `UPDATE "Update" SET "snapshotId" = ? WHERE "documentId" = ? AND "snapshotId" IS NULL
    AND "seq" IN (SELECT value FROM json_each(?))`,
  // Kept are the newest and its parent, in case the newest turns out unsound.
  prune: `DELETE FROM "Snapshot" WHERE "documentId" = ? AND "id" < ?`,
};
const RECORD_SQL: Record<RecordKind, string> = {
  run: `INSERT INTO "Run" ("id", "roomId", "requestId", "personId", "personName", "personColor", "entry", "seed", "startedAt",
      "reason", "error", "explanation", "output", "cpuMs", "wallMs")
    VALUES (@id, @roomId, @requestId, @personId, @personName, @personColor, @entry, @seed, @startedAt,
      @reason, @error, @explanation, @output, @cpuMs, @wallMs)
    ON CONFLICT ("id") DO UPDATE SET "output" = excluded."output"`,
  message: `INSERT INTO "ChatMessage" ("id", "roomId", "personId", "personName", "personColor", "text", "createdAt")
    VALUES (@id, @roomId, @personId, @personName, @personColor, @text, @createdAt) ON CONFLICT ("id") DO NOTHING`,
  tests: `INSERT INTO "TestResults" ("roomId", "record") VALUES (@roomId, @record)
    ON CONFLICT ("roomId") DO UPDATE SET "record" = excluded."record"`,
  touch: `UPDATE "Membership" SET "lastSeenAt" = @now WHERE "roomId" = @room AND "personId" = @person`,
};

const prepare = (db: Sqlite.Database) => ({
  append: db.prepare(
    `INSERT INTO "Update" ("documentId", "bytes", "checksum", "personId", "createdAt") VALUES (?, ?, ?, ?, ?)`,
  ),
  owner: db
    .prepare<[string, string], PersonId>(
      `SELECT "personId" FROM "ClientBinding" WHERE "documentId" = ? AND "clientId" = ?`,
    )
    .pluck(),
  bind: db.prepare(
    `INSERT INTO "ClientBinding" ("documentId", "clientId", "personId", "createdAt") VALUES (?, ?, ?, ?)`,
  ),
  newest: db.prepare<[string], number>(SNAPSHOT_SQL.newest).pluck(),
  snapshot: db.prepare(SNAPSHOT_SQL.insert),
  mark: db.prepare(SNAPSHOT_SQL.mark),
  prune: db.prepare(SNAPSHOT_SQL.prune),
  run: db.prepare(RECORD_SQL.run),
  message: db.prepare(RECORD_SQL.message),
  tests: db.prepare(RECORD_SQL.tests),
  touch: db.prepare(RECORD_SQL.touch),
});
type Prepared = ReturnType<typeof prepare>;

const port = parentPort;
if (!port) throw new Error("This file runs as a worker thread.");
const file = new SqliteFile((workerData as { databaseUrl: string }).databaseUrl, prepare);

function append(sql: Prepared, entry: LogEntry): void {
  const now = Date.now();
  const { document, person } = entry;
  const unbound: string[] = [];
  for (const client of person === null ? [] : (entry.bind ?? [])) {
    const owner = sql.owner.get(document, `${client}`);
    if (owner === undefined) unbound.push(`${client}`);
    else if (owner !== person) throw new ClientIdTaken(client, owner);
  }
  sql.append.run(document, entry.bytes, checksumOf(entry.bytes), person, now);
  for (const client of new Set(unbound)) sql.bind.run(document, client, person, now);
}

function bind(sql: Prepared, document: string, client: number, person: PersonId): PersonId {
  const owner = sql.owner.get(document, `${client}`);
  if (owner !== undefined) return owner;
  sql.bind.run(document, `${client}`, person, Date.now());
  return person;
}

function commitSnapshot(sql: Prepared, db: Sqlite.Database, fold: Fold): boolean {
  const { document, parent, bytes, seqs } = fold;
  const commit = db.transaction(() => {
    if ((sql.newest.get(document) ?? 0) !== parent) return false;
    const { lastInsertRowid } = sql.snapshot.run(document, parent, bytes, checksumOf(bytes), Date.now());
    if (sql.mark.run(lastInsertRowid, document, JSON.stringify(seqs)).changes !== seqs.length) throw new Overtaken();
    sql.prune.run(document, parent);
    return true;
  });
  try {
    return commit.immediate();
  } catch (error) {
    if (error instanceof Overtaken) return false;
    throw error;
  }
}

type Grouped = Extract<WriterRequest, { kind: "appends" | "bind" | "record" }>;

const generations = new Generations();

/** Each for itself: one that is refused leaves no trace, and the others stand. */
function appendAll(sql: Prepared, packed: PackedAppends): AppendFailures {
  const failures: AppendFailures = [];
  let place = 0;
  for (const entry of unpack(packed)) {
    try {
      if (!generations.admits(entry.generation)) throw new StorageAway(OVERTAKING);
      append(sql, entry);
    } catch (thrown) {
      const { error } = readSqliteError(thrown);
      // Of our own making it concerns this one only; SQLite's concerns all.
      if (error instanceof StorageAway && error !== thrown) throw thrown;
      failures.push([place, toFailure(error)]);
    }
    place++;
  }
  return failures;
}

function perform(sql: Prepared, request: Grouped): PersonId | AppendFailures | undefined {
  switch (request.kind) {
    case "appends":
      return appendAll(sql, request.packed);
    case "bind":
      return bind(sql, request.document, request.client, request.person);
    case "record":
      sql[request.record].run(request.values);
      return undefined;
    default:
      return request satisfies never;
  }
}

function refuse(request: Grouped): void {
  if (request.kind !== "appends") return;
  for (const generation of request.packed.generations) generations.refuse(generation);
}

/**
 * Commits the group. A refused request leaves no trace and does not concern the others; a database that is away
 * concerns all, and the appends behind them that were called before anybody knew.
 */
function commitGroup(calls: Call<Grouped>[]): Answer[] {
  try {
    return file.use((sql, db) => {
      const group = db.transaction(() =>
        calls.map(({ id, request }): Answer => {
          try {
            return { id, value: perform(sql, request) };
          } catch (thrown) {
            const { error } = readSqliteError(thrown);
            if (error instanceof StorageAway) throw thrown;
            return { id, failure: toFailure(error) };
          }
        }),
      );
      return group.immediate();
    });
  } catch (error) {
    if (error instanceof StorageAway) for (const { request } of calls) refuse(request);
    return calls.map(({ id }) => ({ id, failure: toFailure(error) }));
  }
}

/** Writes a page, as an append would: SQLite tells of a full or read-only disk at no less. */
function check(): void {
  file.checkPlace();
  file.use((_, db) => db.transaction(() => db.pragma("user_version = 0")).immediate());
}

function performAlone(request: Exclude<WriterRequest, Grouped>): boolean | undefined {
  switch (request.kind) {
    case "snapshot":
      return file.use((sql, db) => commitSnapshot(sql, db, request.fold));
    case "check":
      check();
      return undefined;
    case "close":
      file.close();
      return undefined;
    default:
      return request satisfies never;
  }
}

function answerAlone({ id, request }: Call<Exclude<WriterRequest, Grouped>>): Answer {
  try {
    return { id, value: performAlone(request) };
  } catch (error) {
    return { id, failure: toFailure(error) };
  }
}

const grouped: Call<Grouped>[] = [];
const alone: Call<Exclude<WriterRequest, Grouped>>[] = [];
/** Commits since the first of `alone` began to wait. */
let overtaken = 0;

function take(call: Call<WriterRequest>): void {
  const { id, request } = call;
  switch (request.kind) {
    case "appends":
    case "bind":
    case "record":
      grouped.push({ id, request });
      break;
    default:
      alone.push({ id, request });
  }
}

function takeWaiting(from: NonNullable<typeof parentPort>): void {
  for (let next = receiveMessageOnPort(from); next; next = receiveMessageOnPort(from)) take(next.message);
}

port.on("message", (call: Call<WriterRequest>) => {
  take(call);
  takeWaiting(port);
  while (grouped.length > 0 || alone.length > 0) {
    if (grouped.length > 0) {
      port.postMessage(commitGroup(grouped.splice(0, MAX_GROUP)));
      overtaken++;
    }
    takeWaiting(port);
    // `close` is the last request of all, so nothing of a group can come behind it.
    if (alone.length > 0 && (grouped.length === 0 || overtaken > MAX_OVERTAKEN)) {
      const next = alone.shift();
      if (next) port.postMessage([answerAlone(next)]);
      overtaken = 0;
      takeWaiting(port);
    }
  }
});
