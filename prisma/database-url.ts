/** Which database a DATABASE_URL names. */
import { isAbsolute, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export type Provider = "sqlite" | "postgres";
export type DatabaseAddress = { provider: "sqlite"; file: string } | { provider: "postgres"; url: string };

/** `file:` addresses, relative ones against the working folder, are SQLite; `postgresql://` is PostgreSQL. Throws on others. */
export function readDatabaseUrl(databaseUrl: string): DatabaseAddress {
  if (/^postgres(ql)?:\/\//.test(databaseUrl)) return { provider: "postgres", url: databaseUrl };
  if (!databaseUrl.startsWith("file:")) throw new Error("DATABASE_URL must start with file: or postgresql://");
  const path = databaseUrl.startsWith("file://") ? fileURLToPath(databaseUrl) : databaseUrl.slice("file:".length);
  if (path === "" || path === ":memory:")
    throw new Error("DATABASE_URL must name a file: data in memory would be lost");
  return { provider: "sqlite", file: isAbsolute(path) ? path : resolve(path) };
}
