/** Which errors say that this server's disk is full, or that its database does not answer: nobody's request is at fault. */

/** SQLite's, PostgreSQL's (SQLSTATE 53100) and the file system's words for it. */
const FULL = /database or disk is full|SQLITE_FULL|ENOSPC|EDQUOT|No space left on device/i;
const FULL_CODES = new Set(["ENOSPC", "EDQUOT", "SQLITE_FULL", "53100"]);
/** Prisma's codes for a database that cannot be reached, does not answer in time, or is locked. */
const AWAY_CODES = new Set(["P1001", "P1002", "P1008", "P1017", "P2024", "P2028"]);
const AWAY = /readonly database|disk I\/O error|unable to open database|ECONNREFUSED|ECONNRESET|server has closed/i;

/** Null for everything else. Looks through the causes: an adapter wraps what the database said. */
export function storageFailure(error: unknown): "full" | "away" | null {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { code } = at as NodeJS.ErrnoException;
    if (FULL_CODES.has(code ?? "") || FULL.test(at.message)) return "full";
    if (at.name === "StorageAway" || AWAY_CODES.has(code ?? "") || AWAY.test(at.message)) return "away";
    if (at.name === "PrismaClientInitializationError") return "away";
  }
  return null;
}
