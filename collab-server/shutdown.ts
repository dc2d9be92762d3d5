/** The end of the process, such that nothing acknowledged is lost and nobody waits for ever. */
import type { Logger } from "pino";
import type { Documents } from "./documents.ts";
import type { Client } from "./gateway.ts";
import { SHUTDOWN } from "./limits.ts";
import type { Socket } from "./socket.ts";
import type { UpdateLog } from "./update-log.ts";

/** WebSocket's own code: the server starts anew, come back. */
const RESTART = 1012;
/** Milliseconds between two goodbyes, and over all of them at most: a class must not return in one blow. */
const APART = 5;
const SPREAD = 1_000;

export interface ShutdownParts {
  graceMs: number;
  clients: Map<Socket, Client>;
  documents: Documents;
  updateLog: UpdateLog;
  log: Logger;
}

export async function shutDown({ graceMs, clients, documents, updateLog, log }: ShutdownParts): Promise<void> {
  const limit = Math.min(graceMs, SHUTDOWN);
  let timer: NodeJS.Timeout | undefined;
  const outOfTime = new Promise<"out of time">((resolve) => {
    timer = setTimeout(() => resolve("out of time"), limit);
  });
  const orderly = async (): Promise<"done"> => {
    const opened = [...documents.all()].filter((live) => live.unfolded > 0).map((live) => live.id);
    const sockets = [...clients.keys()];
    const pause = Math.min(APART, Math.min(SPREAD, limit / 2) / Math.max(1, sockets.length));
    for (const socket of sockets) {
      socket.close(RESTART, "restart");
      if (sockets.length > 1) await new Promise((resolve) => setTimeout(resolve, pause));
    }
    await updateLog.idle();
    await Promise.all(opened.map((document) => documents.compact(document)));
    return "done";
  };
  const how = await Promise.race([orderly(), outOfTime]);
  clearTimeout(timer);
  if (how === "out of time") {
    log.error({ waited: limit, oldestUnsaved: updateLog.oldest() }, "the end did not wait for the database any longer");
  }
}
