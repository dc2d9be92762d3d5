/** The stock Hocuspocus server, alone in a process. With a file it stores there, through its database extension. */
import { Database } from "@hocuspocus/extension-database";
import { Server } from "@hocuspocus/server";
import Sqlite from "better-sqlite3";
import { listen } from "./control.ts";

const [file] = process.argv.slice(2);

/** As its documentation shows it, with SQLite's own prudent settings: what the extension calls stored is on the disk. */
function storing(path: string): Database {
  const db = new Sqlite(path);
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = FULL");
  db.exec("CREATE TABLE IF NOT EXISTS documents (name TEXT PRIMARY KEY, data BLOB NOT NULL)");
  const fetch = db.prepare<[string], Buffer>("SELECT data FROM documents WHERE name = ?").pluck();
  const store = db.prepare("INSERT INTO documents VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET data = excluded.data");
  return new Database({
    fetch: async ({ documentName }) => fetch.get(documentName) ?? null,
    store: async ({ documentName, state }) => void store.run(documentName, state),
  });
}

const server = new Server({
  port: 0,
  address: "127.0.0.1",
  quiet: true,
  stopOnSignals: true,
  extensions: file ? [storing(file)] : [],
});
await server.listen();
listen(server.address.port);
