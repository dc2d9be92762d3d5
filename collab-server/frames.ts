/** The bytes of the Hocuspocus v4 protocol: what a frame says, and the few frames that the server writes itself. */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

export const MESSAGE = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  syncReply: 4,
  stateless: 5,
  close: 7,
  syncStatus: 8,
  ping: 9,
  pong: 10,
} as const;
export const SYNC = { step1: 0, step2: 1, update: 2 } as const;

export type Frame =
  | { kind: "pong" }
  | { kind: "auth"; address: string; token: string }
  | { kind: "step1"; address: string; stateVector: Uint8Array }
  | { kind: "update"; address: string; step2: boolean; update: Uint8Array }
  | { kind: "awareness"; address: string; update: Uint8Array }
  | { kind: "query-awareness"; address: string }
  | { kind: "stateless"; address: string; payload: string }
  | { kind: "close"; address: string };

/** Null if the frame is truncated, has bytes left over, or says nothing that a client may say. */
export function readFrame(bytes: Uint8Array): Frame | null {
  if (bytes.length === 1 && (bytes[0] === MESSAGE.pong || bytes[0] === MESSAGE.ping)) return { kind: "pong" };
  try {
    const decoder = decoding.createDecoder(bytes);
    const address = decoding.readVarString(decoder);
    const frame = readBody(decoder, address);
    return frame !== null && !decoding.hasContent(decoder) ? frame : null;
  } catch {
    return null;
  }
}

function readBody(decoder: decoding.Decoder, address: string): Frame | null {
  switch (decoding.readVarUint(decoder)) {
    case MESSAGE.sync:
    case MESSAGE.syncReply:
      return readSync(decoder, address);
    case MESSAGE.awareness:
      return { kind: "awareness", address, update: decoding.readVarUint8Array(decoder) };
    case MESSAGE.auth: {
      if (decoding.readVarUint(decoder) !== 0) return null;
      const token = decoding.readVarString(decoder);
      // The provider's version, where it says one.
      if (decoding.hasContent(decoder)) decoding.readVarString(decoder);
      return { kind: "auth", address, token };
    }
    case MESSAGE.queryAwareness:
      return { kind: "query-awareness", address };
    case MESSAGE.stateless:
      return { kind: "stateless", address, payload: decoding.readVarString(decoder) };
    case MESSAGE.close:
      // A provider that leaves may say why.
      if (decoding.hasContent(decoder)) decoding.readVarString(decoder);
      return { kind: "close", address };
    default:
      return null;
  }
}

function readSync(decoder: decoding.Decoder, address: string): Frame | null {
  const type = decoding.readVarUint(decoder);
  const payload = decoding.readVarUint8Array(decoder);
  if (type === SYNC.step1) return isStateVector(payload) ? { kind: "step1", address, stateVector: payload } : null;
  if (type !== SYNC.step2 && type !== SYNC.update) return null;
  return { kind: "update", address, step2: type === SYNC.step2, update: payload };
}

function isStateVector(bytes: Uint8Array): boolean {
  const decoder = decoding.createDecoder(bytes);
  const count = decoding.readVarUint(decoder);
  for (let i = 0; i < count; i++) {
    decoding.readVarUint(decoder);
    decoding.readVarUint(decoder);
  }
  return !decoding.hasContent(decoder);
}

/** `payload` is a state vector (step 1) or an update. */
export function syncFrame(address: string, type: (typeof SYNC)[keyof typeof SYNC], payload: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, address);
  encoding.writeVarUint(encoder, MESSAGE.sync);
  encoding.writeVarUint(encoder, type);
  encoding.writeVarUint8Array(encoder, payload);
  return encoding.toUint8Array(encoder);
}

/**
 * `entries` are encoded states, one client's each. Bytes are put in their places at once: a large room's cursors are
 * the most that this server sends, and an encoder that grows would copy them again and again.
 */
export function awarenessFrame(address: string, entries: readonly Uint8Array[]): Uint8Array {
  const count = encoding.encode((encoder) => encoding.writeVarUint(encoder, entries.length));
  const length = entries.reduce((sum, entry) => sum + entry.length, count.length);
  const head = encoding.encode((encoder) => {
    encoding.writeVarString(encoder, address);
    encoding.writeVarUint(encoder, MESSAGE.awareness);
    encoding.writeVarUint(encoder, length);
  });
  const frame = new Uint8Array(head.length + length);
  frame.set(head);
  frame.set(count, head.length);
  let at = head.length + count.length;
  for (const entry of entries) {
    frame.set(entry, at);
    at += entry.length;
  }
  return frame;
}

export function statelessFrame(address: string, payload: string): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, address);
  encoding.writeVarUint(encoder, MESSAGE.stateless);
  encoding.writeVarString(encoder, payload);
  return encoding.toUint8Array(encoder);
}

/** `SyncStatus`: whether an update was taken. */
export function syncStatusFrame(address: string, taken: boolean): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, address);
  encoding.writeVarUint(encoder, MESSAGE.syncStatus);
  encoding.writeVarUint(encoder, taken ? 1 : 0);
  return encoding.toUint8Array(encoder);
}

/** The one-byte ping that the provider answers, and that keeps it from taking silence for death. */
export const PING = new Uint8Array([MESSAGE.ping]);
