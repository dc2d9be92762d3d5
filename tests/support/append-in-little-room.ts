/**
 * Run as a process whose files may not grow beyond a limit: appends until that is felt as a full disk, has the limit
 * lifted, and goes on. Prints what happened as JSON.
 */
import { execFileSync } from "node:child_process";
import { openStorage } from "#collab-server/storage/open-storage";
import type { DocumentId } from "#protocol/ids";

const [databaseUrl = "", document = ""] = process.argv.slice(2);
// Without a handler the signal would end the process; with one, the write fails, as on a full disk.
process.on("SIGXFSZ", () => {});
const storage = await openStorage(databaseUrl);
const append = () =>
  storage.append({ document: document as DocumentId, bytes: new Uint8Array(10_000).fill(1), person: null });

let acknowledged = 0;
let refusal = "";
while (refusal === "" && acknowledged < 1_000) {
  try {
    await append();
    acknowledged++;
  } catch (error) {
    refusal = error instanceof Error ? error.name : String(error);
  }
}
// A health check is a smaller write than a row: the last free pages are enough for a few.
let healthyWhileFull = true;
for (let n = 0; n < 100 && healthyWhileFull; n++) healthyWhileFull = await storage.healthy();
execFileSync("prlimit", ["--pid", `${process.pid}`, "--fsize=unlimited"]);
await append();
acknowledged++;
const healthyAfter = await storage.healthy();
await storage.dispose();
console.log(JSON.stringify({ refusal, acknowledged, healthyWhileFull, healthyAfter }));
