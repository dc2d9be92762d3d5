/** Whether this process can do its work, part by part. */
import { getHub } from "#protocol/hub";
import { database } from "./database.ts";

/** Milliseconds that the database has for an answer: whoever asks wants to know it now. */
const PATIENCE = 2_000;

export interface Readiness {
  ready: boolean;
  checks: { database: boolean; migrations: boolean; sandbox: boolean; accepting: boolean };
}

export async function readiness(): Promise<Readiness> {
  const [hub, migrations] = await Promise.all([
    getHub()
      .ready()
      .catch(() => ({ database: false, sandbox: false, accepting: false })),
    readsRooms(),
  ]);
  const checks = { ...hub, migrations };
  return { ready: Object.values(checks).every((value) => value !== false), checks };
}

/** The start applies every migration or does not start; what is left to see is that the tables answer. */
async function readsRooms(): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE);
  });
  const read = async () => {
    const db = await database();
    await db.room.findFirst({ select: { id: true, calls: true } });
    return true;
  };
  return Promise.race([read().catch(() => false), late]).finally(() => clearTimeout(timer));
}
