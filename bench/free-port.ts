/** Ports for servers that are named one before they listen, or that come back on the same one after an end. */
import { once } from "node:events";
import { createServer } from "node:net";

/**
 * Below those that the system gives by itself to outgoing connections and to whoever asks for any: those may be taken
 * between two lives of a server. Each of the test runner's processes has a share of its own, so that none takes what
 * another has just found.
 */
const FIRST = 20_000;
const SHARE = 3_000;
const SHARES = 4;

const first = FIRST + SHARE * (Number(process.env.VITEST_POOL_ID ?? 0) % SHARES);
let next = Math.floor(Math.random() * SHARE);

/** A port on which nobody listens, and which this process is not given again for a long time. */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < SHARE; tried++) {
    const port = first + (next++ % SHARE);
    if (await isFree(port)) return port;
  }
  throw new Error(`All ports from ${first} on are taken.`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port);
    await once(server, "listening");
  } catch {
    return false;
  }
  server.close();
  await once(server, "close");
  return true;
}
