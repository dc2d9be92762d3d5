/** `npm start`: installs what is missing, then hands over to bin/start.ts (through bin/boot.mjs) under the pinned runtime. */
import { accessSync, constants, mkdirSync } from "node:fs";
import { createServer } from "node:net";
import { resolve } from "node:path";
import { fail, guardSignals, install, loadDotEnv, ownEnv, ROOT, RUNTIME, run, SERVER_FLAGS } from "./launch.mjs";

guardSignals();
loadDotEnv();
await checkPort();
checkFolder();
await install();
const { code } = await run(RUNTIME, [...SERVER_FLAGS, "bin/boot.mjs", ...process.argv.slice(2)], {
  env: ownEnv(),
  server: true,
});
process.exit(code);

/** Before minutes of installing: a port that cannot be had is said at once. */
async function checkPort() {
  const port = Number(process.env.PORT || 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    fail("Pairlab cannot start: PORT must be a port number, 0 to 65535.");
  if (process.env.SERVICES === "none") return;
  const server = createServer();
  await new Promise((done) => {
    server.once("error", (error) => {
      if (error.code === "EADDRINUSE") {
        fail(
          `Pairlab cannot start: port ${port} is taken by another program. Choose another one: PORT=${port + 1} npm start`,
        );
      }
      if (error.code === "EACCES") {
        fail(`Pairlab cannot start: this user may not open port ${port}. Choose one above 1023: PORT=3000 npm start`);
      }
      fail(
        `Pairlab cannot start: ${process.env.HOST ?? ""}:${port} cannot be opened (${error.code}). Check HOST and PORT.`,
      );
    });
    server.listen({ port, host: process.env.HOST || "0.0.0.0", exclusive: true }, () => server.close(done));
  });
}

function checkFolder() {
  const folder = resolve(ROOT, process.env.DATA_DIR || "data");
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    fail(
      `Pairlab cannot start: the data folder ${folder} cannot be written (${error.code}). Set DATA_DIR to one that can.`,
    );
  }
}
