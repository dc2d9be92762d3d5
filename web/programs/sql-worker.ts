/** Runs one SQL file in a new SQLite database in memory and prints its results as tables. Ended by its frame. */
import { runSql, type Sqlite, type SqlProgram } from "./sql-run.ts";

/** Bytes of the database with all that SQLite needs. */
const MAX_MEMORY = 256 * 1024 * 1024;

// SQLite says that it is out of memory when its memory does not grow.
const grow = WebAssembly.Memory.prototype.grow;
WebAssembly.Memory.prototype.grow = function (pages: number) {
  if (this.buffer.byteLength + pages * 65_536 > MAX_MEMORY) throw new RangeError("out of memory");
  return grow.call(this, pages);
};

const say = (message: object) => postMessage(message);

let sqlite: Sqlite;
async function load(kit: Record<string, ArrayBuffer | WebAssembly.Module>): Promise<void> {
  const script = URL.createObjectURL(new Blob([kit["sql.mjs"] as ArrayBuffer], { type: "text/javascript" }));
  const { default: start } = await import(script);
  sqlite = await start({
    // SQLite's own functions: of those that sql.js once brought, log() is another logarithm.
    useOldExtensionFunctions: false,
    instantiateWasm(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) {
      void WebAssembly.instantiate(kit["sql.wasm"] as WebAssembly.Module, imports).then(done);
      return {};
    },
  });
}

const run = (program: SqlProgram): object =>
  runSql(sqlite, program, (text) => say({ type: "print", stream: "out", text }));

addEventListener("message", ({ data }: MessageEvent) => {
  if (data.type === "kit") {
    load(data.kit).then(
      () => say({ type: "ready" }),
      (error) => say({ type: "failed", text: String(error) }),
    );
  } else if (data.type === "run") say({ type: "end", ...run(data.program) });
});
