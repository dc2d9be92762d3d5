/**
 * The engine's commonest messages in V8's words, in the engine's own bytes: so a program that catches an error reads
 * what every page on the web explains. A message that is no longer than it was is written over it; a longer one goes
 * where the text of an assertion was, and the instructions that name its place are changed.
 */
import { constant, I32, leb, type Place, type Wasm } from "./wasm.ts";

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
const CONST = "Assignment to constant variable.";
/** Numbers of kinds of errors. */
const [RANGE_ERROR, INTERNAL_ERROR] = [1, 6];
const OVERFLOW = "Maximum call stack size exceeded";

/** A message that is not where it should be stays as it is; throws where instructions are not as they should be. */
export function writeWordsOfV8(wasm: Wasm): void {
  const free = ROOM.flatMap((text) => wasm.texts(text, false));
  /** Where new words have been put; undefined if there is no room. */
  const put = (words: string): number | undefined => {
    const room = free.find(({ length }) => length > words.length);
    if (!room) return undefined;
    wasm.write(`${words}\0`, room);
    const { memory } = room;
    for (const key of ["file", "memory"] as const) room[key] += words.length + 1;
    room.length -= words.length + 1;
    return memory;
  };
  /** Lets an instruction name another place. */
  const rename = (at: number, from: Place, to: number | undefined): void => {
    if (to !== undefined) wasm.edit(at, constant(from.memory).length, constant(to));
  };
  const message = (text: string): Place | undefined => {
    const [place, ...others] = wasm.texts(`\0${text}\0`, true);
    return place && others.length === 0 ? { ...place, file: place.file + 1, memory: place.memory + 1 } : undefined;
  };
  for (const [engine, v8] of WORDS) {
    const old = message(engine);
    if (!old) continue;
    if (v8.length <= engine.length) {
      wasm.write(`${v8}\0`, old);
      continue;
    }
    const [use, ...others] = wasm.code(constant(old.memory));
    if (use !== undefined && others.length === 0) rename(use, old, put(v8));
  }

  // Of a constant it says the same as of a property that is read-only. The interpreter itself knows the constants only.
  const readOnly = message("'%s' is read-only");
  const uses = readOnly ? wasm.code(constant(readOnly.memory)) : [];
  const inInterpreter = uses.filter((use) =>
    uses.some((other) => other !== use && wasm.functionAt(use) === wasm.functionAt(other)),
  );
  const words = inInterpreter.length > 0 ? put(CONST) : undefined;
  if (readOnly) for (const use of inInterpreter) rename(use, readOnly, words);

  // A recursion without end throws a RangeError.
  const overflow = message("stack overflow");
  if (overflow) {
    const name = constant(overflow.memory);
    const call = [0x20, 0, ...name, ...constant(0), 0x10];
    const at = wasm.only([...call, null, 0x0b]);
    // JS_ThrowRangeError and JS_ThrowInternalError are alike but for the number of their kind.
    const throwing = (kind: number): number[] => [0x20, 0, 0x20, 1, 0x20, 2, ...constant(kind), 0x10];
    const shared = wasm.called(wasm.only([...throwing(INTERNAL_ERROR), null, null, 0x0b]) + throwing(0).length - 1);
    const rangeError = wasm.functionAt(wasm.only([...throwing(RANGE_ERROR), ...leb(shared), 0x0b]));
    rename(at + 2, overflow, put(OVERFLOW));
    wasm.edit(at + call.length, 1, leb(rangeError));
  }

  // nothing[0] is said to read "0", as nothing.x is said to read "x": it asks whether a value is null (2 in its upper
  // half) or undefined (3) before it makes a name of the 0, and finds neither if it asks for what no value is.
  const [isNull, isUndefined] = [2, 3].map((tag) => [0x42, 0x80, 0x80, 0x80, 0x80, tag << 4]) as [number[], number[]];
  const question = [...isNull, 0x51, 0x04, I32, 0x41, null, null, null, 0x05, 0x20, null];
  const at = wasm.only([...question, ...isUndefined, 0x52, 0x0d]);
  for (const place of [at, at + question.length]) wasm.edit(place + 1, 1, [0x81]);
}
