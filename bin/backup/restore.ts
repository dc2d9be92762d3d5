/** Brings a backup into an empty data folder. Every byte is checked on its way, and the database once it is there. */
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Holdings, inspectSqlite } from "#collab-server/storage/sqlite-copy";
import { readDatabaseUrl } from "#prisma/database-url";
import { pendingMigrations } from "#prisma/migrate";
import { MigrationFault } from "#prisma/migrations";
import type { Env } from "#protocol/env";
import { asFailure, copyFile, requireRoom, syncFolder } from "./files.ts";
import { BackupFailed, DATABASE, type Manifest, readManifest } from "./manifest.ts";

export interface Restored {
  manifest: Manifest;
  /** Null: the database is PostgreSQL's, and comes back by its own tools. */
  holdings: Holdings | null;
  warnings: string[];
}

/** What a file system of its own puts into its empty root. */
const EMPTY = new Set(["lost+found"]);

/** Throws BackupFailed, and leaves the data folder as empty as it was. */
export async function restoreBackup(
  { dataDir, databaseUrl }: Pick<Env, "dataDir" | "databaseUrl">,
  folder: string,
): Promise<Restored> {
  const manifest = await readManifest(folder);
  const address = readDatabaseUrl(databaseUrl);
  if (address.provider !== manifest.database) {
    const [was, is] = manifest.database === "sqlite" ? ["SQLite", "PostgreSQL"] : ["PostgreSQL", "SQLite"];
    throw new BackupFailed(`the backup is of a ${was} database, and DATABASE_URL names ${is}`);
  }
  await requireEmpty(dataDir);
  if (address.provider === "sqlite" && existsSync(address.file))
    throw new BackupFailed(`${address.file} is there already. A backup goes into an empty place only`);
  const written: string[] = [];
  try {
    await mkdir(join(dataDir, "assets"), { recursive: true, mode: 0o700 });
    written.push(join(dataDir, "assets"));
    await requireRoom(
      dataDir,
      Object.values(manifest.files).reduce((sum, file) => sum + file.size, 0),
    );
    let holdings: Holdings | null = null;
    for (const path of Object.keys(manifest.files)) {
      if (path !== DATABASE) await copyChecked(manifest, folder, path, join(dataDir, path));
    }
    await syncFolder(join(dataDir, "assets"));
    if (address.provider === "sqlite") {
      // Last, and under its name only once it is known to be whole: what is cut short here starts nothing.
      const part = `${address.file}.part`;
      written.push(part, `${part}-wal`, `${part}-shm`);
      await mkdir(dirname(address.file), { recursive: true, mode: 0o700 });
      await copyChecked(manifest, folder, DATABASE, part);
      holdings = await inspect(part);
      await rm(`${part}-wal`, { force: true });
      await rm(`${part}-shm`, { force: true });
      await rename(part, address.file);
      await syncFolder(dirname(address.file));
    }
    return { manifest, holdings, warnings: await missing(holdings, dataDir) };
  } catch (error) {
    for (const path of written) await rm(path, { recursive: true, force: true });
    throw asFailure(error, dataDir);
  }
}

async function requireEmpty(dataDir: string): Promise<void> {
  if (!existsSync(dataDir)) return;
  if (!(await stat(dataDir)).isDirectory()) throw new BackupFailed(`${dataDir} is no folder. Set DATA_DIR to one`);
  const there = (await readdir(dataDir)).filter((name) => !EMPTY.has(name));
  if (there.length > 0)
    throw new BackupFailed(
      `the data folder ${dataDir} is not empty (${there.slice(0, 3).join(", ")}). Nothing there is replaced: move it away, or set DATA_DIR to an empty folder`,
    );
}

async function copyChecked(manifest: Manifest, folder: string, path: string, to: string): Promise<void> {
  const wanted = manifest.files[path];
  const copied = await copyFile(join(folder, path), to).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") throw new BackupFailed(`the backup is not whole: ${join(folder, path)} is missing`);
    throw error;
  });
  if (copied.size !== wanted?.size || copied.sha256 !== wanted.sha256)
    throw new BackupFailed(`the backup is damaged: ${join(folder, path)} is not what it was`);
}

async function inspect(file: string): Promise<Holdings> {
  try {
    // Throws if the database is of a version that this one does not know. An older one is migrated at the start.
    await pendingMigrations(`file:${file}`);
    return await inspectSqlite(file);
  } catch (error) {
    if (error instanceof MigrationFault) throw new BackupFailed(error.message.replace(/\.$/, ""));
    throw error;
  }
}

async function missing(holdings: Holdings | null, dataDir: string): Promise<string[]> {
  const gone = (holdings?.assets ?? []).filter(({ id }) => !existsSync(join(dataDir, "assets", id)));
  return [
    ...(holdings?.faults ?? []),
    ...gone.map(({ id }) => `The image ${id} is in the database, but its file is not there.`),
  ];
}
