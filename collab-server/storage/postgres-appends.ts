/**
 * The append pipeline to PostgreSQL: one commit at a time, and whoever comes while it is under way is in the next one.
 * So the entries of a document commit in the order of the calls, without a timer.
 */
import type pg from "pg";
import { checksumOf } from "#prisma/update-row";
import type { PersonId } from "#protocol/ids";
import { readPostgresError } from "./failure.ts";
import { Generations, OVERTAKING } from "./generations.ts";
import { openPool } from "./postgres-pool.ts";
import { ClientIdTaken, type LogEntry, StorageAway } from "./storage.ts";

/** Entries in one commit. Beyond it, the first ones' acknowledgement would wait for the last ones' rows. */
const MAX_GROUP = 500;
/** One for the appends, one for bindings that come with awareness. */
const CONNECTIONS = 2;

/** A call's entry with bytes of its own: the caller's buffer may be used again before the commit. */
type OwnEntry = Omit<LogEntry, "bytes"> & { bytes: Buffer };

interface Waiting {
  entry: OwnEntry;
  resolve(): void;
  reject(error: unknown): void;
}

type Binding = [document: string, client: string, person: string];
const keyOf = (document: string, client: string | number) => `${document} ${client}`;

export class PostgresAppends {
  readonly #pool: pg.Pool;
  readonly #generations = new Generations();
  #queue: Waiting[] = [];
  #running: Promise<void> | null = null;
  #disposed = false;

  constructor(databaseUrl: string) {
    this.#pool = openPool(databaseUrl, CONNECTIONS);
  }

  append(entry: LogEntry): Promise<void> {
    if (this.#disposed) return Promise.reject(new StorageAway("The storage is closed."));
    return new Promise((resolve, reject) => {
      this.#queue.push({ entry: { ...entry, bytes: Buffer.from(entry.bytes) }, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  async bind(document: string, client: number, person: PersonId): Promise<PersonId> {
    try {
      const owners = await bindAll(this.#pool, [[document, `${client}`, person]]);
      return owners.get(keyOf(document, client)) ?? person;
    } catch (error) {
      throw readPostgresError(error);
    }
  }

  /** Resolves if a write can be committed. */
  async check(): Promise<void> {
    // Takes a transaction id, which a read-only or a full server refuses, and leaves nothing.
    await this.#pool.query("SELECT pg_current_xact_id()::text");
  }

  async #run(): Promise<void> {
    // The calls of this turn of the event loop are one group.
    await Promise.resolve();
    while (this.#queue.length > 0) {
      const group = this.#queue.slice(0, MAX_GROUP);
      this.#queue = this.#queue.slice(MAX_GROUP);
      await this.#commitGroup(group);
    }
    this.#running = null;
  }

  async #commitGroup(called: Waiting[]): Promise<void> {
    const group = called.filter(({ entry, reject }) => {
      const admitted = this.#generations.admits(entry.generation);
      if (!admitted) reject(new StorageAway(OVERTAKING));
      return admitted;
    });
    if (group.length === 0) return;
    try {
      const refused = await this.#commit(group.map(({ entry }) => entry));
      for (const { entry, resolve, reject } of group) {
        const error = refused.get(entry);
        if (error) reject(error);
        else resolve();
      }
    } catch (thrown) {
      const error = readPostgresError(thrown);
      // One entry that cannot be stored spoils a statement for all: each for itself, in order.
      if (group.length > 1 && !(error instanceof StorageAway)) {
        for (const one of group) await this.#commitGroup([one]);
        return;
      }
      for (const { entry, reject } of group) {
        if (error instanceof StorageAway) this.#generations.refuse(entry.generation);
        reject(error);
      }
    }
  }

  /** The refused ones among the entries; the others are stored. */
  async #commit(entries: OwnEntry[]): Promise<Map<OwnEntry, ClientIdTaken>> {
    const bindings = bindingsOf(entries);
    if (bindings.length === 0) {
      await insert(this.#pool, entries);
      return new Map();
    }
    const client = await this.#pool.connect();
    let broken = true;
    try {
      await client.query("BEGIN");
      const owners = await bindAll(client, bindings);
      const refused = new Map<OwnEntry, ClientIdTaken>();
      for (const entry of entries) {
        const taken = takenBy(entry, owners);
        if (taken) refused.set(entry, taken);
      }
      const rest = entries.filter((entry) => !refused.has(entry));
      if (rest.length > 0) await insert(client, rest);
      await client.query("COMMIT");
      broken = false;
      return refused;
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
  }

  async dispose(): Promise<void> {
    if (this.#disposed) return;
    this.#disposed = true;
    await this.#running;
    await this.#pool.end();
  }
}

/** The first entry's person, where several want one id. Sorted, so that two processes lock in one order. */
function bindingsOf(entries: OwnEntry[]): Binding[] {
  const bindings = new Map<string, Binding>();
  for (const { document, person, bind } of entries) {
    for (const client of person === null ? [] : (bind ?? [])) {
      const key = keyOf(document, client);
      if (person !== null && !bindings.has(key)) bindings.set(key, [document, `${client}`, person]);
    }
  }
  return [...bindings.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, binding]) => binding);
}

/** Owners after the binding. The second statement sees what another process committed while the first one waited. */
async function bindAll(client: pg.Pool | pg.PoolClient, bindings: Binding[]): Promise<Map<string, PersonId>> {
  const columns = [0, 1, 2].map((index) => bindings.map((binding) => binding[index]));
  await client.query(
    `INSERT INTO "ClientBinding" ("documentId", "clientId", "personId", "createdAt")
     SELECT d, c, p, now() AT TIME ZONE 'UTC' FROM unnest($1::text[], $2::text[], $3::text[]) AS b(d, c, p)
     ON CONFLICT DO NOTHING`,
    columns,
  );
  const { rows } = await client.query<{ document: string; client: string; person: PersonId }>(
    `SELECT "documentId" AS "document", "clientId" AS "client", "personId" AS "person" FROM "ClientBinding"
     WHERE ("documentId", "clientId") IN (SELECT d, c FROM unnest($1::text[], $2::text[]) AS b(d, c))`,
    columns.slice(0, 2),
  );
  return new Map(rows.map(({ document, client: id, person }) => [keyOf(document, id), person]));
}

function takenBy({ document, person, bind }: OwnEntry, owners: Map<string, PersonId>): ClientIdTaken | null {
  for (const client of person === null ? [] : (bind ?? [])) {
    const owner = owners.get(keyOf(document, client));
    if (owner !== undefined && owner !== person) return new ClientIdTaken(client, owner);
  }
  return null;
}

async function insert(client: pg.Pool | pg.PoolClient, entries: OwnEntry[]): Promise<void> {
  const bytes = entries.map((entry) => entry.bytes);
  // The rows are numbered in the order of the select.
  await client.query(
    `INSERT INTO "Update" ("documentId", "bytes", "checksum", "personId", "createdAt")
     SELECT d, b, c, p, now() AT TIME ZONE 'UTC'
     FROM unnest($1::text[], $2::bytea[], $3::int[], $4::text[]) WITH ORDINALITY AS e(d, b, c, p, n) ORDER BY n`,
    [entries.map((entry) => entry.document), bytes, bytes.map(checksumOf), entries.map((entry) => entry.person)],
  );
}
