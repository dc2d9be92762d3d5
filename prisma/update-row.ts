/** A row of the update log, as every writer of the log makes it. */
import { crc32 } from "node:zlib";

/** CRC-32 as a signed 32-bit number, which both databases' integers hold. */
export function checksumOf(bytes: Uint8Array): number {
  return crc32(bytes) | 0;
}

/** `update`: one whole Yjs update, V1. `personId`: null for the server's own edits. For `db.update.create({ data })`. */
export function updateRow(documentId: string, update: Uint8Array, personId: string | null) {
  const bytes = new Uint8Array(update);
  return { documentId, bytes, checksum: checksumOf(bytes), personId };
}
