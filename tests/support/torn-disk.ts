/** What a power cut leaves of a SQLite database: files of which only what was synced is certain. */
import { readFileSync, statSync, writeFileSync } from "node:fs";
import type { Random } from "./random.ts";

const PAGE = 4096;

/** The files as they stand: to be taken while nothing is being written. */
export interface Image {
  db: Buffer;
  wal: Buffer;
}

export function takeImage(file: string): Image {
  return { db: readFileSync(file), wal: readFileSync(`${file}-wal`) };
}

export const walLength = (file: string) => statSync(`${file}-wal`).size;

/** The image as it would be found, without the shared memory, which no power cut leaves. */
export function leaveImage(file: string, { db, wal }: Image): void {
  writeFileSync(file, db);
  writeFileSync(`${file}-wal`, wal);
}

/** The log of writes, of which all beyond `synced` bytes may be missing, torn in the middle, or anything at all. */
export function tearTail(wal: Buffer, synced: number, random: Random): Buffer {
  const tail = wal.length - synced;
  if (tail <= 0) return wal;
  const torn = Buffer.from(wal);
  const at = synced + random.int(tail);
  switch (random.int(4)) {
    case 0:
      return torn.subarray(0, at);
    case 1:
      // The length was written, the content was not.
      return torn.fill(0, at);
    case 2:
      for (let i = at; i < torn.length; i++) torn[i] = random.int(256);
      return torn;
    default:
      // Sectors arrive in any order.
      for (let i = synced; i < torn.length; i += 512)
        if (random.chance(0.5)) torn.fill(0, i, Math.min(i + 512, torn.length));
      return torn;
  }
}

/** The database in the middle of a checkpoint: of each page the old, the new, or half of each. */
export function tearCheckpoint(before: Buffer, after: Buffer, random: Random): Buffer {
  const torn = Buffer.from(after);
  for (let at = 0; at < before.length; at += PAGE) {
    const kind = random.int(3);
    if (kind === 0) before.copy(torn, at, at, at + PAGE);
    else if (kind === 1) before.copy(torn, at, at, at + 512 * (1 + random.int(7)));
  }
  return random.chance(0.5) ? torn : torn.subarray(0, before.length);
}
