/**
 * The engine's commonest messages in V8's words, in the engine's own bytes: so a program that catches an error reads
 * what every page on the web explains. A message that is no longer than it was is written over it; a longer one goes
 * where the text of an assertion was, and the one instruction that names its place is changed. Nothing else is.
 */

/** Texts of assertions, which are printed where the engine gives itself up. */
const ROOM = [
  "p->gc_obj_type == JS_GC_OBJ_TYPE_JS_OBJECT || ",
  "m->status == JS_MODULE_STATUS_UNLINKED || ",
  "m1->status == JS_MODULE_STATUS_EVALUATING || ",
  "m1->status == JS_MODULE_STATUS_LINKING || ",
];
/** Each has the same places to fill in as before. */
const WORDS: [engine: string, v8: string][] = [
  ["'%s' is not defined", "%s is not defined"],
  ["%s is not initialized", "Cannot access '%s' before initialization"],
  ["cannot read property '%s' of null", "Cannot read properties of null (reading '%s')"],
  ["cannot read property '%s' of undefined", "Cannot read properties of undefined (reading '%s')"],
  ["cannot set property '%s' of null", "Cannot set properties of null (setting '%s')"],
  ["cannot set property '%s' of undefined", "Cannot set properties of undefined (setting '%s')"],
  ["Date value is NaN", "Invalid time value"],
  ["invalid array length", "Invalid array length"],
  ["invalid string length", "Invalid string length"],
];
const CODE_SECTION = 10;
const DATA_SECTION = 11;
const CONSTANT = 0x41;

/** A copy of the engine's bytes. A message that is not where it should be stays as it is. */
export function inWordsOfV8(original: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(original);
  const { code, segments } = layout(bytes);
  const free = ROOM.flatMap((text) => find(bytes, segments, encode(text), false));
  for (const [engine, v8] of WORDS) {
    const old = find(bytes, segments, encode(`\0${engine}\0`), true).map((place) => shifted(place, 1));
    const words = encode(`${v8}\0`);
    const [place] = old;
    if (!place || old.length !== 1) continue;
    if (v8.length <= engine.length) {
      bytes.set(words, place.file);
      continue;
    }
    const named = constant(place.memory);
    const uses = occurrences(bytes, named, code.from, code.to);
    const room = free.find((one) => one.length >= words.length && constant(one.memory).length === named.length);
    if (!room || uses.length !== 1) continue;
    bytes.set(words, room.file);
    bytes.set(constant(room.memory), uses[0] as number);
    room.file += words.length;
    room.memory += words.length;
    room.length -= words.length;
  }
  return bytes;
}

/** Where a text lies in the file, and where in the engine's memory; `length` until the next NUL. */
interface Place {
  file: number;
  memory: number;
  length: number;
}
interface Segment {
  file: number;
  memory: number;
  length: number;
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const shifted = ({ file, memory, length }: Place, by: number): Place => ({
  file: file + by,
  memory: memory + by,
  length: length - by,
});

function occurrences(bytes: Uint8Array, pattern: Uint8Array, from: number, to: number): number[] {
  const found: number[] = [];
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = buffer.indexOf(pattern, from); at >= 0 && at < to; at = buffer.indexOf(pattern, at + 1)) found.push(at);
  return found;
}

/** `whole`: the pattern's own length counts, not what stands until the next NUL. */
function find(bytes: Uint8Array, segments: Segment[], pattern: Uint8Array, whole: boolean): Place[] {
  return segments.flatMap((segment) =>
    occurrences(bytes, pattern, segment.file, segment.file + segment.length).map((file) => ({
      file,
      memory: segment.memory + file - segment.file,
      length: whole ? pattern.length : bytes.indexOf(0, file) - file,
    })),
  );
}

function layout(bytes: Uint8Array): { code: { from: number; to: number }; segments: Segment[] } {
  let at = 8;
  const number = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0;
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  };
  const code = { from: 0, to: 0 };
  const segments: Segment[] = [];
  while (at < bytes.length) {
    const section = bytes[at++];
    const end = number() + at;
    if (section === CODE_SECTION) Object.assign(code, { from: at, to: end });
    if (section === DATA_SECTION)
      for (let left = number(); left > 0; left--) {
        // Only what goes to a place that is written down: 0, a constant, its end.
        if (number() !== 0 || bytes[at++] !== CONSTANT) return { code, segments: [] };
        const memory = number();
        at++;
        const length = number();
        segments.push({ file: at, memory, length });
        at += length;
      }
    at = end;
  }
  return { code, segments };
}

/** The instruction that gives this number. */
function constant(value: number): Uint8Array {
  const result = [CONSTANT];
  for (let rest = value; ; rest >>= 7) {
    const byte = rest & 127;
    if (rest >> 7 === 0 && byte < 64) return Uint8Array.from([...result, byte]);
    result.push(byte | 128);
  }
}
