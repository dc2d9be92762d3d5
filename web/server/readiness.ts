/** Whether this process can do its work, part by part. */
import { getHub } from "#protocol/hub";
import { database } from "./database.ts";

export interface Readiness {
  ready: boolean;
  checks: { database: boolean; migrations: boolean; sandbox: boolean };
}

export async function readiness(): Promise<Readiness> {
  const [hub, migrations] = await Promise.all([
    getHub()
      .ready()
      .catch(() => ({ database: false, sandbox: false })),
    readsRooms(),
  ]);
  const checks = { ...hub, migrations };
  return { ready: Object.values(checks).every((value) => value !== false), checks };
}

/** The start applies every migration or does not start; what is left to see is that the tables answer. */
async function readsRooms(): Promise<boolean> {
  try {
    const db = await database();
    await db.room.findFirst({ select: { id: true, calls: true } });
    return true;
  } catch {
    return false;
  }
}
