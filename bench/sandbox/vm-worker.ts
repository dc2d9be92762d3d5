/** The peer `node:vm`: a new context a run and a timeout. Its authors say that it is no sandbox. */

import { runInNewContext } from "node:vm";
import { parentPort } from "node:worker_threads";

parentPort?.on("message", ({ text, limit }: { text: string; limit: number }) => {
  const log = () => parentPort?.postMessage("first");
  try {
    runInNewContext(text, { console: { log } }, { timeout: limit });
  } catch {
    // Timeouts and errors end a run alike.
  }
  parentPort?.postMessage("end");
});
