/** Sets of deleted Yjs ids as ranges of clocks, by client: what the server's `saved` names, and what we wait for. */
import * as decoding from "lib0/decoding";

/** `[from, to)` in clocks. */
export type Range = readonly [from: number, to: number];
/** Sorted, disjoint ranges by client. */
export type Deletes = Map<number, Range[]>;

/** Reads a delete set as Yjs encodes it in a V1 update. Throws on truncated bytes. */
export function decodeDeletes(bytes: Uint8Array): Deletes {
  const deletes: Deletes = new Map();
  if (bytes.length === 0) return deletes;
  const decoder = decoding.createDecoder(bytes);
  const clients = decoding.readVarUint(decoder);
  for (let i = 0; i < clients; i++) {
    const client = decoding.readVarUint(decoder);
    const count = decoding.readVarUint(decoder);
    const ranges: Range[] = [];
    for (let j = 0; j < count; j++) {
      const from = decoding.readVarUint(decoder);
      ranges.push([from, from + decoding.readVarUint(decoder)]);
    }
    deletes.set(client, joinRanges(ranges));
  }
  return deletes;
}

/** The ranges of a Yjs `DeleteSet`, such as a transaction carries. */
export function rangesOf(set: { clients: Map<number, { clock: number; len: number }[]> }): Deletes {
  const deletes: Deletes = new Map();
  for (const [client, items] of set.clients) {
    deletes.set(client, joinRanges(items.map((item): Range => [item.clock, item.clock + item.len])));
  }
  return deletes;
}

export function joinRanges(ranges: Range[]): Range[] {
  const sorted = [...ranges].sort((a, b) => a[0] - b[0]);
  const joined: [number, number][] = [];
  for (const [from, to] of sorted) {
    const last = joined.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}

/** What is left of `waiting` once `durable` is taken out of it. */
export function subtractDeletes(waiting: Deletes, durable: Deletes): Deletes {
  const left: Deletes = new Map();
  for (const [client, ranges] of waiting) {
    const rest = subtractRanges(ranges, durable.get(client) ?? []);
    if (rest.length > 0) left.set(client, rest);
  }
  return left;
}

function subtractRanges(ranges: Range[], taken: Range[]): Range[] {
  if (taken.length === 0) return ranges;
  const rest: Range[] = [];
  for (const [start, end] of ranges) {
    let from = start;
    for (let i = firstEndingAfter(taken, start); i < taken.length && from < end; i++) {
      const [takenFrom, takenTo] = taken[i] as Range;
      if (takenFrom >= end) break;
      if (takenFrom > from) rest.push([from, takenFrom]);
      from = Math.max(from, takenTo);
    }
    if (from < end) rest.push([from, end]);
  }
  return rest;
}

/** Binary search: a document's whole delete set has thousands of ranges, ours a few. */
function firstEndingAfter(ranges: Range[], clock: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle] as Range)[1] > clock) high = middle;
    else low = middle + 1;
  }
  return low;
}
