/** The board's images as files under DATA_DIR/assets. A file is there whole or not at all. */
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { getEnv } from "#protocol/env";

const folder = () => join(getEnv().dataDir, "assets");
/** Ids are ours; a path made of anything else would be somebody's attempt to leave the folder. */
const fileOf = (id: string) => {
  if (!/^[2-9a-z_]{8,32}$/.test(id)) throw new Error("Not an asset's id.");
  return join(folder(), id);
};

/** Writes beside, syncs, renames, syncs the folder: a crash leaves no half image under a name that is in use. */
export async function writeAsset(id: string, bytes: Uint8Array): Promise<void> {
  const file = fileOf(id);
  const beside = `${file}.part`;
  await mkdir(folder(), { recursive: true });
  try {
    const handle = await open(beside, "wx");
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
  const directory = await open(folder(), "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/** Null if the file is gone. */
export async function readAsset(id: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await readFile(fileOf(id)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

export async function removeAsset(id: string): Promise<void> {
  await rm(fileOf(id), { force: true });
}
