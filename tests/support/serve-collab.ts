/** Run as a process: a collaboration server, on a port that it prints. It is killed, or ended in order by SIGTERM. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { endInOrder, NOTICE } from "#bin/ending";
import { createCollabServer } from "#collab-server/server";
import { openStorage } from "#collab-server/storage/open-storage";
import { createSandbox } from "#sandbox/client";
import { makeFaulty } from "./faulty-storage.ts";
import { SandboxDouble } from "./sandbox-double.ts";

const [databaseUrl, port = "0"] = process.argv.slice(2);
if (!databaseUrl) throw new Error("usage: serve-collab.ts <database url> [port]");
const storage = makeFaulty(await openStorage(databaseUrl));
// A disk that now and then takes its time: what is said too early is then said long before it is true.
const slow = Number(process.env.SLOW_APPENDS ?? 0);
if (slow > 0) storage.faults.latency = () => (Math.random() < 0.1 ? slow : 0);
const sandbox = process.env.RUNS_PROGRAMS ? await createSandbox() : new SandboxDouble();
const server = createCollabServer({
  storage,
  sandbox,
  secret: "a secret that only the tests have and that is long enough",
  allowedOrigins: [],
  publicUrl: null,
  trustProxy: 0,
  // What a test does to it is logged as an error, rightly; only the end of the process is news.
  log: pino({ level: "fatal" }, process.stderr),
});
const http = createServer(async (request, response) => {
  if (request.url === "/api/metrics") return response.end(await server.hub.metrics());
  const checks = await server.hub.ready();
  response.writeHead(Object.values(checks).every(Boolean) ? 200 : 503).end(JSON.stringify(checks));
});
process.on("SIGTERM", async () => {
  await endInOrder({ server: http, collab: server, notice: NOTICE, dispose: () => storage.dispose() });
  await sandbox.dispose();
  process.exit(0);
});
http.on("upgrade", (request, socket, head) => {
  if (!server.handleUpgrade(request, socket, head)) socket.destroy();
});
http.listen(Number(port), "127.0.0.1", () => process.stdout.write(`${(http.address() as AddressInfo).port}\n`));
