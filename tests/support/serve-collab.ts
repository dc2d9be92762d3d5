/** Run as a process: a collaboration server on SQLite, on a port that it prints. Killed by the test that started it. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { createCollabServer } from "#collab-server/server";
import { openStorage } from "#collab-server/storage/open-storage";
import { SandboxDouble } from "./sandbox-double.ts";

const [databaseUrl, secret] = process.argv.slice(2);
if (!databaseUrl) throw new Error("usage: serve-collab.ts <database url> [secret]");
const server = createCollabServer({
  storage: await openStorage(databaseUrl),
  sandbox: new SandboxDouble(),
  secret: secret ?? "a secret that only the tests have and that is long enough",
  allowedOrigins: [],
  publicUrl: null,
  trustProxy: 0,
  log: pino({ level: "error" }, process.stderr),
});
const http = createServer();
http.on("upgrade", (request, socket, head) => {
  if (!server.handleUpgrade(request, socket, head)) socket.destroy();
});
http.listen(0, "127.0.0.1", () => process.stdout.write(`${(http.address() as AddressInfo).port}\n`));
