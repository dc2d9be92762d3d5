/** Pairlab's collaboration server without its pages: storage, log and sync, as `npm start` joins them. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { createCollabServer } from "#collab-server/server";
import { openStorage } from "#collab-server/storage/open-storage";
import { createSandbox } from "#sandbox/client";
import { listen } from "./control.ts";

const [databaseUrl, secret] = process.argv.slice(2);
if (!databaseUrl || !secret) throw new Error("usage: pairlab.ts <database url> <secret>");
const storage = await openStorage(databaseUrl);
let loads = 0;
const server = createCollabServer({
  storage: {
    ...storage,
    load(document) {
      loads++;
      return storage.load(document);
    },
  },
  sandbox: await createSandbox(),
  secret,
  allowedOrigins: [],
  publicUrl: null,
  trustProxy: 0,
  log: pino({ level: "error" }, process.stderr),
});
const http = createServer((_request, response) => response.writeHead(404).end());
http.on("upgrade", (request, socket, head) => {
  if (!server.handleUpgrade(request, socket, head)) socket.destroy();
});
process.on("SIGTERM", async () => {
  await server.shutdown({ graceMs: 100 });
  await storage.dispose();
  process.exit(0);
});
http.listen(0, "127.0.0.1", () => listen((http.address() as AddressInfo).port, () => loads));
