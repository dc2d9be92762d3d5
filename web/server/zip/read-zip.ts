/**
 * A zip from a stranger: nothing in it is believed. Entries come from the central directory, each is unpacked on the
 * thread pool with a limit of its own, and the sizes that the file claims decide nothing.
 */
import { promisify } from "node:util";
import { crc32, inflateRaw } from "node:zlib";

const inflate = promisify(inflateRaw);

/** Entries, folders included, that are looked at. */
const MAX_ENTRIES = 5_000;
const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
/** Bytes of the end record, and of the longest comment behind it. */
const END_SIZE = 22;
const MAX_COMMENT = 65_535;

export type ZipFault = "not-a-zip" | "too-many" | "damaged";

export interface PackedEntry {
  path: string;
  method: number;
  encrypted: boolean;
  crc: number;
  /** As it lies in the file. */
  packed: Uint8Array;
}

/** The entries that are files, none of them unpacked. */
export function listZip(bytes: Uint8Array): { ok: true; entries: PackedEntry[] } | { ok: false; fault: ZipFault } {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(file);
  if (end === null) return { ok: false, fault: "not-a-zip" };
  const count = file.readUInt16LE(end + 10);
  if (count > MAX_ENTRIES) return { ok: false, fault: "too-many" };
  const entries: PackedEntry[] = [];
  try {
    let at = file.readUInt32LE(end + 16);
    for (let left = count; left > 0; left--) {
      const { entry, next } = readEntry(file, at);
      at = next;
      if (!entry.path.endsWith("/")) entries.push(entry);
    }
  } catch {
    // A RangeError of a read beyond the file, or a signature that is not there.
    return { ok: false, fault: "damaged" };
  }
  return { ok: true, entries };
}

function findEnd(file: Buffer): number | null {
  const last = file.length - END_SIZE;
  for (let at = last; at >= Math.max(0, last - MAX_COMMENT); at--) if (file.readUInt32LE(at) === END) return at;
  return null;
}

function readEntry(file: Buffer, at: number): { entry: PackedEntry; next: number } {
  if (file.readUInt32LE(at) !== CENTRAL) throw new RangeError("no central header");
  const flags = file.readUInt16LE(at + 8);
  const packedSize = file.readUInt32LE(at + 20);
  const nameLength = file.readUInt16LE(at + 28);
  const next = at + 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  const local = file.readUInt32LE(at + 42);
  if (next > file.length || file.readUInt32LE(local) !== LOCAL) throw new RangeError("no local header");
  const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
  if (start + packedSize > file.length) throw new RangeError("an entry ends beyond the file");
  const entry: PackedEntry = {
    path: file.toString("utf8", at + 46, at + 46 + nameLength),
    method: file.readUInt16LE(at + 10),
    encrypted: (flags & 1) === 1,
    crc: file.readUInt32LE(at + 16),
    packed: file.subarray(start, start + packedSize),
  };
  return { entry, next };
}

export type Unpacked = { ok: true; bytes: Uint8Array } | { ok: false; why: "too-large" | "damaged" | "unreadable" };

/** At most `limit` bytes come out; a bomb is stopped there, whatever it says its size is. */
export async function unpack(entry: PackedEntry, limit: number): Promise<Unpacked> {
  if (entry.encrypted || (entry.method !== 0 && entry.method !== 8)) return { ok: false, why: "unreadable" };
  if (entry.method === 0 && entry.packed.length > limit) return { ok: false, why: "too-large" };
  try {
    const bytes = entry.method === 0 ? entry.packed : await inflate(entry.packed, { maxOutputLength: limit });
    return crc32(bytes) === entry.crc ? { ok: true, bytes } : { ok: false, why: "damaged" };
  } catch (error) {
    const tooLarge = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
    return { ok: false, why: tooLarge ? "too-large" : "damaged" };
  }
}
