/**
 * Makes a backup while people write. The database first, as it stands at one moment; then the images that it names:
 * an image is on disk before its row is, and is never changed. The secret stays out: it is not needed (logins are in
 * the database, and a start makes a new secret), and with it whoever has the backup could come in as anybody.
 */
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { copySqlite, type Holdings, inspectSqlite, sizeOf } from "#collab-server/storage/sqlite-copy";
import { readDatabaseUrl } from "#prisma/database-url";
import type { Env } from "#protocol/env";
import { asFailure, copyFile, hashFile, isInside, realPath, requireRoom, syncFolder } from "./files.ts";
import { BackupFailed, DATABASE, type Manifest, writeManifest } from "./manifest.ts";

export interface Made {
  manifest: Manifest;
  /** Null: the database is PostgreSQL's and not in it. */
  holdings: Holdings | null;
  /** Bytes. */
  size: number;
  /** What is not whole in the original either, each as a sentence. */
  warnings: string[];
}

type Settings = Pick<Env, "dataDir" | "databaseUrl">;

/** `target`: a folder that is not there yet. It appears whole or not at all. Throws BackupFailed. */
export async function makeBackup({ dataDir, databaseUrl }: Settings, target: string): Promise<Made> {
  if (!existsSync(dataDir))
    throw new BackupFailed(`there is nothing to back up: the data folder ${dataDir} does not exist. Set DATA_DIR`);
  if (existsSync(target)) throw new BackupFailed(`${target} is there already. Choose a new name`);
  const [real, data] = [await realPath(target), await realPath(dataDir)];
  if (isInside(real, data) || isInside(data, real))
    throw new BackupFailed(`${target} lies in the data folder, which it is to be a copy of. Choose another place`);
  const beside = join(dirname(real), `.${basename(real)}.part-${process.pid}`);
  try {
    await mkdir(join(beside, "assets"), { recursive: true, mode: 0o700 });
    const made = await fill(beside, dataDir, databaseUrl);
    await writeManifest(beside, made.manifest);
    await syncFolder(join(beside, "assets"));
    await syncFolder(beside);
    await rename(beside, real);
    await syncFolder(dirname(real));
    return made;
  } catch (error) {
    throw asFailure(error, dirname(target));
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}

async function fill(folder: string, dataDir: string, databaseUrl: string): Promise<Made> {
  const address = readDatabaseUrl(databaseUrl);
  const madeAt = new Date().toISOString();
  const files: Manifest["files"] = {};
  const warnings: string[] = [];
  let holdings: Holdings | null = null;
  let images: { id: string; size: number | null }[];
  if (address.provider === "sqlite") {
    if (!existsSync(address.file)) throw new BackupFailed(`there is nothing to back up: ${address.file} is not there`);
    await requireRoom(folder, sizeOf(address.file));
    const copy = join(folder, DATABASE);
    copySqlite(address.file, copy);
    holdings = await inspectSqlite(copy);
    await rm(`${copy}-wal`, { force: true });
    await rm(`${copy}-shm`, { force: true });
    warnings.push(...holdings.faults);
    files[DATABASE] = await hashFile(copy);
    images = holdings.assets;
  } else {
    images = await imagesIn(join(dataDir, "assets"));
  }
  await requireRoom(
    folder,
    images.reduce((sum, { size }) => sum + (size ?? 0), 0),
  );
  for (const { id, size } of images) {
    const copied = await copyImage(join(dataDir, "assets", id), join(folder, "assets", id));
    if (!copied) warnings.push(`The image ${id} is in the database, but its file is not there.`);
    else files[`assets/${id}`] = copied;
    if (copied && size !== null && copied.size !== size)
      warnings.push(`The image ${id} has ${copied.size} bytes, not ${size}.`);
  }
  const size = Object.values(files).reduce((sum, file) => sum + file.size, 0);
  return {
    manifest: { format: "pairlab-backup-1", madeAt, database: address.provider, files },
    holdings,
    size,
    warnings,
  };
}

async function copyImage(from: string, to: string) {
  try {
    return await copyFile(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    await rm(to, { force: true });
    return null;
  }
}

/** Without the database's list: every whole image that is there. Those that are just being written have another name. */
async function imagesIn(folder: string): Promise<{ id: string; size: number | null }[]> {
  const names = existsSync(folder) ? await readdir(folder) : [];
  const ids = names.filter((name) => /^[2-9a-z_]{8,32}$/.test(name));
  return Promise.all(ids.map(async (id) => ({ id, size: (await stat(join(folder, id))).size })));
}
