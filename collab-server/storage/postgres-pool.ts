/** Connections to PostgreSQL that give up in time, and are replaced when they break. */
import pg from "pg";

/** Milliseconds after which a connection that cannot be had counts as refused. */
const CONNECT_PATIENCE = 5_000;
/** Milliseconds after which a statement that is not answered counts as lost: a cable was pulled, a host is gone. */
const QUERY_PATIENCE = 15_000;

export function openPool(databaseUrl: string, connections: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: connections,
    connectionTimeoutMillis: CONNECT_PATIENCE,
    query_timeout: QUERY_PATIENCE,
    keepAlive: true,
  });
  // An idle connection that breaks has left the pool already; the next statement gets a new one, and reports.
  pool.on("error", () => {});
  return pool;
}
