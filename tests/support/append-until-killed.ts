/** Run as a process: appends numbered updates for ever, and says each number once it is acknowledged. */
import { openStorage } from "#collab-server/storage/open-storage";
import type { DocumentId } from "#protocol/ids";

const [databaseUrl, document] = process.argv.slice(2);
if (!databaseUrl || !document) throw new Error("usage: append-until-killed.ts <database url> <document>");
const storage = await openStorage(databaseUrl);

let next = 0;
async function appendForEver(): Promise<never> {
  for (;;) {
    const number = next++;
    const bytes = new Uint8Array(new Uint32Array([number]).buffer);
    await storage.append({ document: document as DocumentId, bytes, person: null });
    process.stdout.write(`${number}\n`);
  }
}
// Several at once, so that the process dies with a group commit under way.
await Promise.all(Array.from({ length: 10 }, appendForEver));
