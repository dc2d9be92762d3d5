/**
 * Reads every byte of a Yjs update (V1) before it may be logged, and says what it would do. Knows the format, not the
 * document: y-protocols swallows what throws while it is applied, so whatever could throw is refused here.
 */
import * as decoding from "lib0/decoding";
import { MAX_CLOCK, MAX_NESTING } from "./limits.ts";

export interface IdRange {
  client: number;
  from: number;
  /** Exclusive. */
  to: number;
}

export interface CheckedUpdate {
  /** One range a client: the structs that the update brings, gaps included. */
  structs: IdRange[];
  /** By client, the highest clock of another client's struct that these structs stand on. */
  needs: Map<number, number>;
  deletes: Map<number, { clock: number; len: number }[]>;
}

/** Why an update cannot be taken, for the log; people read the refusal's own words. */
export type UpdateFault = "truncated" | "trailing" | "structure";

class Broken extends Error {}

export function checkUpdate(
  update: Uint8Array,
): { ok: true; update: CheckedUpdate } | { ok: false; fault: UpdateFault } {
  const decoder = decoding.createDecoder(update);
  try {
    const checked = readUpdate(decoder);
    if (decoding.hasContent(decoder)) return { ok: false, fault: "trailing" };
    return { ok: true, update: checked };
  } catch (error) {
    return { ok: false, fault: error instanceof Broken ? "structure" : "truncated" };
  }
}

function readUpdate(decoder: decoding.Decoder): CheckedUpdate {
  const structs: IdRange[] = [];
  const needs = new Map<number, number>();
  const seen = new Set<number>();
  const blocks = decoding.readVarUint(decoder);
  for (let i = 0; i < blocks; i++) {
    const count = decoding.readVarUint(decoder);
    const client = decoding.readVarUint(decoder);
    const from = decoding.readVarUint(decoder);
    // Yjs keeps the last block of a client and forgets the others, silently.
    if (seen.has(client) || count === 0) throw new Broken();
    seen.add(client);
    let clock = from;
    for (let j = 0; j < count; j++) {
      const length = readStruct(decoder, client, clock, needs);
      if (length <= 0) throw new Broken();
      clock += length;
      if (clock > MAX_CLOCK) throw new Broken();
    }
    structs.push({ client, from, to: clock });
  }
  return { structs, needs, deletes: readDeletes(decoder) };
}

function readDeletes(decoder: decoding.Decoder): CheckedUpdate["deletes"] {
  const deletes: CheckedUpdate["deletes"] = new Map();
  const clients = decoding.readVarUint(decoder);
  for (let i = 0; i < clients; i++) {
    const client = decoding.readVarUint(decoder);
    const count = decoding.readVarUint(decoder);
    const ranges = deletes.get(client) ?? [];
    for (let j = 0; j < count; j++) {
      const clock = decoding.readVarUint(decoder);
      const len = decoding.readVarUint(decoder);
      // Yjs throws on an empty range, when it has deleted some of the others already.
      if (len === 0 || clock + len > MAX_CLOCK) throw new Broken();
      ranges.push({ clock, len });
    }
    if (ranges.length > 0) deletes.set(client, ranges);
  }
  return deletes;
}

const ORIGIN = 0x80;
const RIGHT_ORIGIN = 0x40;
const PARENT_SUB = 0x20;
const CONTENT = 0x1f;

/** The struct's length in clocks. */
function readStruct(decoder: decoding.Decoder, client: number, clock: number, needs: Map<number, number>): number {
  const info = decoding.readUint8(decoder);
  const content = info & CONTENT;
  // Garbage and gaps.
  if (content === 0 || content === 10) return decoding.readVarUint(decoder);

  const stand = () => {
    const on = decoding.readVarUint(decoder);
    const at = decoding.readVarUint(decoder);
    // A struct that stands on itself or on a later one of its own client: Yjs looks it up and throws half-way.
    if (on === client && at >= clock) throw new Broken();
    if (on !== client && at > (needs.get(on) ?? -1)) needs.set(on, at);
  };
  if (info & ORIGIN) stand();
  if (info & RIGHT_ORIGIN) stand();
  if ((info & (ORIGIN | RIGHT_ORIGIN)) === 0) {
    if (decoding.readVarUint(decoder) === 1) decoding.readVarString(decoder);
    else stand();
    if (info & PARENT_SUB) decoding.readVarString(decoder);
  }
  return readContent(decoder, content);
}

function readContent(decoder: decoding.Decoder, content: number): number {
  switch (content) {
    case 1: // deleted
      return decoding.readVarUint(decoder);
    case 3: // binary
      decoding.readVarUint8Array(decoder);
      return 1;
    case 4: // string
      return decoding.readVarString(decoder).length;
    case 5: // embed
      checkJson(decoding.readVarString(decoder));
      return 1;
    case 6: // format
      decoding.readVarString(decoder);
      checkJson(decoding.readVarString(decoder));
      return 1;
    case 7: {
      const type = decoding.readVarUint(decoder);
      if (type > 6) throw new Broken();
      // XML elements and hooks carry a name.
      if (type === 3 || type === 5) decoding.readVarString(decoder);
      return 1;
    }
    case 8: {
      const length = decoding.readVarUint(decoder);
      for (let i = 0; i < length; i++) skipAny(decoder, 0);
      return length;
    }
    // 2 is the JSON of old Yjs versions, 9 a document in a document: nobody here writes either.
    default:
      throw new Broken();
  }
}

function checkJson(text: string): void {
  if (text === "undefined") return;
  let depth = 0;
  for (const letter of text) {
    if (letter === "[" || letter === "{") depth++;
    else if (letter === "]" || letter === "}") depth--;
    if (depth > MAX_NESTING) throw new Broken();
  }
  try {
    JSON.parse(text);
  } catch {
    throw new Broken();
  }
}

function skipAny(decoder: decoding.Decoder, depth: number): void {
  if (depth > MAX_NESTING) throw new Broken();
  const type = decoding.readUint8(decoder);
  switch (type) {
    case 127: // undefined
    case 126: // null
    case 121: // false
    case 120: // true
      return;
    case 125:
      decoding.readVarInt(decoder);
      return;
    case 124:
      skip(decoder, 4);
      return;
    case 123:
    case 122:
      skip(decoder, 8);
      return;
    case 119:
      decoding.readVarString(decoder);
      return;
    case 118: {
      const length = decoding.readVarUint(decoder);
      for (let i = 0; i < length; i++) {
        decoding.readVarString(decoder);
        skipAny(decoder, depth + 1);
      }
      return;
    }
    case 117: {
      const length = decoding.readVarUint(decoder);
      for (let i = 0; i < length; i++) skipAny(decoder, depth + 1);
      return;
    }
    case 116:
      decoding.readVarUint8Array(decoder);
      return;
    default:
      throw new Broken();
  }
}

function skip(decoder: decoding.Decoder, bytes: number): void {
  if (decoder.pos + bytes > decoder.arr.length) throw new Error("truncated");
  decoder.pos += bytes;
}
