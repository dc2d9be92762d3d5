/**
 * How a server process ends: it says that it will, says goodbye to everyone in turn, waits for what is not yet
 * durable, and lets go. All of it takes less than 20 s, whatever the database does.
 */
import type { Server } from "node:http";
import { setTimeout as pass } from "node:timers/promises";
import type { CollabServer } from "#collab-server/server";

/** Milliseconds for which it is not ready, and serves on: a load balancer that asks meanwhile sends nobody new. */
export const NOTICE = 2_000;
/** Milliseconds for the goodbyes and for the database. With a thread that waits 5 s for a lock, 20 s are not over. */
const GRACE = 8_000;
/** Milliseconds that a request under way may take to end. */
const DRAIN = 2_000;
/** Milliseconds for letting go of the database, the sandbox and the pages. */
const LET_GO = 2_500;

export interface Ending {
  server: Server;
  collab: CollabServer;
  /** Milliseconds; 0 where nobody asks whether it is ready. */
  notice: number;
  /** What else is to be let go of, once nothing writes any more. */
  dispose(): Promise<unknown>;
}

export async function endInOrder({ server, collab, notice, dispose }: Ending): Promise<void> {
  collab.announceEnd();
  if (notice > 0) await pass(notice);
  server.close();
  await collab.shutdown({ graceMs: GRACE });
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), DRAIN).unref();
  await Promise.race([dispose().catch(() => undefined), pass(LET_GO)]);
  server.closeAllConnections();
}
