/** What a database error means to the caller, and how it travels between threads. */
import type { PersonId } from "#protocol/ids";
import { Overtaken } from "./document-log.ts";
import { ClientIdTaken, RoomGone, StorageAway } from "./storage.ts";

/** An error as it is sent from one thread to another, which would strip its class. */
export type Failure =
  | { kind: "away"; message: string }
  | { kind: "taken"; client: number; owner: PersonId }
  | { kind: "gone" }
  | { kind: "bug"; message: string; stack: string | undefined };

export function toFailure(error: unknown): Failure {
  if (error instanceof StorageAway) return { kind: "away", message: error.message };
  if (error instanceof ClientIdTaken) return { kind: "taken", client: error.client, owner: error.owner };
  if (error instanceof RoomGone) return { kind: "gone" };
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { kind: "bug", message, stack };
}

export function fromFailure(failure: Failure): Error {
  switch (failure.kind) {
    case "away":
      return new StorageAway(failure.message);
    case "taken":
      return new ClientIdTaken(failure.client, failure.owner);
    case "gone":
      return new RoomGone();
    case "bug":
      return Object.assign(new Error(failure.message), failure.stack ? { stack: failure.stack } : {});
    default:
      return failure satisfies never;
  }
}

const codeOf = (error: unknown) =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";

/** Results that say that the statement was wrong, not that the database is away. */
const SQLITE_FAULTS = /^SQLITE_(CONSTRAINT|ERROR|RANGE|MISMATCH|MISUSE|TOOBIG)/;
/** Results after which the connection itself is sound: another program holds the lock, or the disk is full. */
const SQLITE_PASSING = /^SQLITE_(BUSY|FULL|LOCKED)/;

/** `broken`: the file may have been moved or its folder unmounted; a new connection is to be opened. */
export function readSqliteError(error: unknown): { error: unknown; broken: boolean } {
  const code = codeOf(error);
  if (code === "SQLITE_CONSTRAINT_FOREIGNKEY") return { error: new RoomGone(), broken: false };
  if (!code.startsWith("SQLITE_") || SQLITE_FAULTS.test(code)) return { error, broken: false };
  const message = error instanceof Error ? error.message : code;
  return { error: new StorageAway(`SQLite: ${message}`, { cause: error }), broken: !SQLITE_PASSING.test(code) };
}

/** Classes of SQLSTATE that say that the statement was wrong: data, integrity, syntax, cardinality, feature. */
const POSTGRES_FAULTS = /^(0A|21|22|23|42)/;

export function readPostgresError(error: unknown): unknown {
  const code = codeOf(error);
  if (code === "23503") return new RoomGone();
  // Without a SQLSTATE it comes from the socket: refused, reset, timed out.
  if (!(error instanceof Error) || POSTGRES_FAULTS.test(code)) return error;
  if (error instanceof TypeError || error instanceof StorageAway || error instanceof Overtaken) return error;
  return new StorageAway(`PostgreSQL: ${error.message || code}`, { cause: error });
}

/** Prisma's codes for what no second try would change: unique, foreign key, missing row. */
const PRISMA_FAULTS = new Set(["P2002", "P2003", "P2025"]);

export function readPrismaError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (codeOf(error) === "P2003") return new RoomGone();
  if (PRISMA_FAULTS.has(codeOf(error)) || error.name === "PrismaClientValidationError") return error;
  return new StorageAway(`The database does not answer: ${error.message.trim().split("\n").at(-1)}`, { cause: error });
}
