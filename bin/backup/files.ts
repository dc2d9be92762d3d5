/** Copies that are checked, and a disk that is asked before it is filled. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, realpath, statfs } from "node:fs/promises";
import { basename, dirname, join, sep } from "node:path";
import { BackupFailed } from "./manifest.ts";

/** Bytes beyond what is copied: directories, and a database that grows by a little while it is copied. */
const MARGIN = 1024 * 1024;

export interface Copied {
  size: number;
  sha256: string;
}

/** Copies a file to a new one, private to its owner, synced; says what went through. */
export async function copyFile(from: string, to: string): Promise<Copied> {
  const hash = createHash("sha256");
  let size = 0;
  const target = await open(to, "wx", 0o600);
  try {
    for await (const chunk of createReadStream(from) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      size += chunk.length;
      await target.writeFile(chunk);
    }
    await target.sync();
  } finally {
    await target.close();
  }
  return { size, sha256: hash.digest("hex") };
}

export async function hashFile(file: string): Promise<Copied> {
  const hash = createHash("sha256");
  let size = 0;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    size += chunk.length;
  }
  return { size, sha256: hash.digest("hex") };
}

/** Makes what was written in a folder survive a power cut: its list of names. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toLocaleString("en", { maximumFractionDigits: 1 })} MB`;
}

/** Throws if a folder's disk has not so many bytes left. */
export async function requireRoom(folder: string, bytes: number): Promise<void> {
  const disk = await statfs(folder);
  const free = disk.bavail * disk.bsize;
  if (free >= bytes + MARGIN) return;
  throw new BackupFailed(
    `there is not enough room at ${folder}: it takes ${megabytes(bytes + MARGIN)}, and ${megabytes(free)} are free`,
  );
}

/** What goes wrong with disks, as one sentence; anything else as it is. */
export function asFailure(error: unknown, folder: string): unknown {
  const code = (error as NodeJS.ErrnoException)?.code;
  if (code === "ENOSPC" || code === "EDQUOT" || code === "SQLITE_FULL")
    return new BackupFailed(`there is not enough room at ${folder}`);
  if (["EACCES", "EPERM", "EROFS", "ENOTDIR"].includes(code ?? ""))
    return new BackupFailed(`${folder} cannot be written (${code})`);
  return error;
}

/** The path with every link in it followed, also where its end is not there yet. */
export async function realPath(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return dirname(path) === path ? path : join(await realPath(dirname(path)), basename(path));
  }
}

export const isInside = (path: string, folder: string) => path === folder || path.startsWith(`${folder}${sep}`);
