/** What a backup says of itself, in `backup.json`: made last, so that a folder without it is no backup. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

export const MANIFEST = "backup.json";
export const DATABASE = "pairlab.db";

/** The only paths a backup has: what it says is never believed about others. */
const path = z.string().regex(/^(pairlab\.db|assets\/[2-9a-z_]{8,32})$/);
const manifestSchema = z.object({
  format: z.literal("pairlab-backup-1"),
  /** ISO 8601. Everything that was saved before it is in the backup. */
  madeAt: z.string(),
  /** `postgres`: the database is not in it, for PostgreSQL has its own tools for that. */
  database: z.enum(["sqlite", "postgres"]),
  files: z.record(path, z.object({ size: z.number(), sha256: z.string() })),
});
export type Manifest = z.output<typeof manifestSchema>;

/** A failure whose message is one sentence for the operator. */
export class BackupFailed extends Error {
  override readonly name = "BackupFailed";
}

export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  await writeFile(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { flush: true, mode: 0o600 });
}

export async function readManifest(folder: string): Promise<Manifest> {
  let text: string;
  try {
    text = await readFile(join(folder, MANIFEST), "utf8");
  } catch {
    throw new BackupFailed(`${folder} is no backup of Pairlab: it has no ${MANIFEST}`);
  }
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch {
    throw new BackupFailed(`${join(folder, MANIFEST)} cannot be read: it is damaged, or of a newer Pairlab`);
  }
}
