/**
 * The server's process starts here, in plain JavaScript. Node's compiler of TypeScript takes 15 MB and 50 ms in each
 * thread that needs it; with what it made kept, none does. `--fill` makes all of it beforehand, and ends.
 */
import { enableCompileCache, flushCompileCache } from "node:module";
import { CODE_CACHE } from "./launch.mjs";

/** What is imported when it is needed, with all that it imports. */
const WHEN_NEEDED = [
  "bin/serve",
  "collab-server/storage/sqlite-storage",
  "collab-server/storage/sqlite-log",
  "collab-server/storage/postgres-storage",
  "collab-server/storage/postgres-log",
  "prisma/sqlite-connection",
  "prisma/generated/sqlite/client",
  "prisma/generated/postgres/client",
];
const THREADS = ["collab-server/storage/sqlite-writer", "collab-server/storage/log-reader"];

// Where the folder cannot be written, that memory and time is all it costs.
enableCompileCache(CODE_CACHE);
if (process.argv.includes("--fill")) {
  for (const name of WHEN_NEEDED) await import(`../${name}.ts`);
  // What runs in threads alone says so here, and is compiled by then.
  for (const name of THREADS) await import(`../${name}.ts`).catch(() => {});
  flushCompileCache();
  process.exit(0);
}
await import("./start.ts");
