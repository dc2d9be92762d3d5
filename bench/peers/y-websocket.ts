/** The y-websocket 2.1 server as its package ships it, on a given port, without a store. */
import { createRequire } from "node:module";
import { createConnection } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { listen } from "./control.ts";

const port = Number(process.argv[2]);
process.env.HOST = "127.0.0.1";
process.env.PORT = `${port}`;
const require = createRequire(import.meta.url);
// The package exports all but its program.
require(join(dirname(require.resolve("y-websocket/package.json")), "bin/server.cjs"));
// It does not say when it listens, only that it wants to.
while (!(await answers())) await wait(20);
listen(port);

function answers(): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: "127.0.0.1", port }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
}
