/**
 * A zip written piece by piece. Compression is Node's own, on its thread pool: the event loop that syncs keystrokes
 * never waits for it. Sizes are known before each entry, so no reader needs data descriptors. Up to 4 GB.
 */
import { promisify } from "node:util";
import { crc32, deflateRaw } from "node:zlib";

const deflate = promisify(deflateRaw);

export interface ZipEntry {
  path: string;
  bytes: Uint8Array;
  /** For what is compressed already. */
  stored?: boolean;
}

const UTF8 = 0x0800;
const DEFLATED = 8;
const VERSION = 20;

/** MS-DOS date and time, in UTC. */
function dosTime(at: Date): number {
  const date = ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
  return ((date << 16) | time) >>> 0;
}

/** The fields that a local header and the central directory share, from "version needed" to "extra length". */
function sharedFields(method: number, at: number, crc: number, packed: number, size: number, name: number): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(VERSION, 0);
  fields.writeUInt16LE(UTF8, 2);
  fields.writeUInt16LE(method, 4);
  fields.writeUInt32LE(at, 6);
  fields.writeUInt32LE(crc, 10);
  fields.writeUInt32LE(packed, 14);
  fields.writeUInt32LE(size, 18);
  fields.writeUInt16LE(name, 22);
  return fields;
}

const signature = (text: string) => Buffer.from(`PK${text}`, "latin1");

/** The zip's bytes, in order. Paths go in as they are: check them before. */
export async function* writeZip(entries: AsyncIterable<ZipEntry>, now = new Date()): AsyncGenerator<Uint8Array> {
  const directory: Buffer[] = [];
  const at = dosTime(now);
  let offset = 0;
  for await (const { path, bytes, stored = false } of entries) {
    const packed = stored ? bytes : await deflate(bytes);
    const name = Buffer.from(path, "utf8");
    const fields = sharedFields(stored ? 0 : DEFLATED, at, crc32(bytes), packed.length, bytes.length, name.length);
    const central = Buffer.alloc(14);
    central.writeUInt32LE(offset, 10);
    directory.push(signature("\x01\x02"), Buffer.from([VERSION, 0]), fields, central, name);
    const header = Buffer.concat([signature("\x03\x04"), fields, name]);
    yield header;
    yield packed;
    offset += header.length + packed.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  const count = directory.length / 5;
  end.writeUInt16LE(count, 4);
  end.writeUInt16LE(count, 6);
  end.writeUInt32LE(listing.length, 8);
  end.writeUInt32LE(offset, 12);
  yield Buffer.concat([listing, signature("\x05\x06"), end]);
}
