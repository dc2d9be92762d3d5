/**
 * Errors that the engine itself throws, seen before the program can catch them: their messages are put into V8's words,
 * for which one has to know the text of the call ("user.greet is not a function"). So the engine's bytes are changed
 * where it has made such an error, and where it has then written down the stack of one.
 */
import type { QuickJSContext, QuickJSHandle } from "quickjs-emscripten-core";
import { type About, isComplaint, namedIn } from "./complaints.ts";
import type { EngineValues } from "./engine-values.ts";
import { constant, I32, I64, leb, tableFunction, type Wasm } from "./wasm.ts";

const [GET, GET_GLOBAL, SET_GLOBAL, CALL, CALL_INDIRECT, DROP] = [0x20, 0x23, 0x24, 0x10, 0x11, 0x1a] as const;
const [IF, END, BRANCH, WRAP, EQUAL, NO_RESULT] = [0x04, 0x0b, 0x0c, 0xa7, 0x46, 0x40] as const;
const [I64_CONST, RETURN, EXCEPTION] = [0x42, 0x0f, [0x80, 0x80, 0x80, 0x80, 0xe0, 0]] as const;
/** The engine's context, the error, what it is about, and flags of a pattern (0: none); the answer is 1 to be asked again. */
const HOOK = { parameters: [I32, I64, I64, I64], results: [I32] };

/** Lets the engine call the function that is the first to be added to its table. Throws if it is laid out differently. */
export function watchThrown(wasm: Wasm): void {
  // The address of the error that has been made and has no stack yet; the value that is being complained about.
  const pending = leb(wasm.addGlobal(I32));
  const about = leb(wasm.addGlobal(I64));
  const flags = leb(wasm.addGlobal(I64));
  const hook = leb(wasm.addType(HOOK.parameters, HOOK.results));
  const index = constant(wasm.tableSize);
  const noted = [about, flags];
  const ask = [
    ...[GET, 0, GET, 1, ...noted.flatMap((one) => [GET_GLOBAL, ...one])],
    ...[...index, CALL_INDIRECT, ...hook, 0],
    ...noted.flatMap((one) => [I64_CONST, 0, SET_GLOBAL, ...one]),
  ];

  // At the end of JS_ThrowError2: if (…) build_backtrace(ctx, error, 0, 0, 0, 0); JS_Throw(ctx, error)
  const zeros = [0, 0, 0, 0].flatMap(constant);
  const made = [...zeros, CALL, null, null, END, GET, 0, GET, null, CALL];
  const throwing = wasm.only([...made, null, null]);
  const backtrace = wasm.called(throwing + zeros.length);
  const raise = wasm.called(throwing + made.length - 1);
  const mark = [GET, 1, WRAP, SET_GLOBAL, ...pending];
  const throwAsked = [...ask, IF, NO_RESULT, ...mark, END, GET, 0, GET, 1, CALL, ...leb(raise)];
  wasm.edit(throwing + made.length, 2, leb(wasm.addFunction([I32, I64], [], throwAsked)));

  // Where the interpreter writes down the stack of what it is about to let a program catch.
  const arguments_ = [0, 1, 2, 3, 4, 5].flatMap((local) => [GET, local]);
  const isPending = [GET, 1, WRAP, GET_GLOBAL, ...pending, EQUAL];
  const unmark = [...constant(0), SET_GLOBAL, ...pending];
  const backtraceAsked = [
    ...[...arguments_, CALL, ...leb(backtrace)],
    ...[...isPending, IF, NO_RESULT, ...unmark, ...ask, DROP, END],
  ];
  const asked = wasm.addFunction([I32, I64, I32, I32, I32, I32], [], backtraceAsked);
  const [one, ...others] = wasm.code([...zeros, CALL, ...leb(backtrace)]).filter((at) => at !== throwing);
  if (one === undefined || others.length > 0) throw new Error("this version of the engine is laid out differently");
  wasm.edit(one + zeros.length + 1, 2, leb(asked));

  // What it complains about, which a parameter of the function holds that complains.
  const words = (text: string): number[] => constant(wasm.address(text));
  const readOnly = wasm.functionAt(wasm.only([GET, 0, GET, 2, ...words("'%s' is read-only"), CALL]));
  const complaints: [instructions: (number | null)[], parameter: number][] = [
    // check_function, JS_ToObject, JS_GetIterator
    [[GET, 0, ...words("not a function"), ...constant(0), CALL, null, ...constant(-1), END, END], 1],
    [[GET, 0, ...words("cannot convert to object"), ...constant(0), CALL, null, I64_CONST, ...EXCEPTION, RETURN], 1],
    [[GET, 0, ...words("value is not iterable"), ...constant(0), CALL, null, I64_CONST, ...EXCEPTION, RETURN], 1],
    // JS_CallInternal
    [[GET, 0, ...words("not a function"), ...constant(0), CALL, null, BRANCH, 5], 1],
    // JS_SetPropertyInternal, call_setter, JS_DeleteProperty
    [[GET, 0, GET, 5, GET, 2, CALL, ...leb(readOnly)], 4],
    [[GET, 0, GET, 5, ...words("object is not extensible"), CALL], 4],
    [[GET, 0, GET, 5, ...words("not an object"), CALL], 4],
    [[GET, 0, ...words("no setter for property"), ...constant(0), CALL], 2],
    [[GET, 0, ...words("could not delete property"), ...constant(0), CALL], 1],
  ];
  for (const [instructions, parameter] of complaints)
    wasm.edit(wasm.only(instructions), 0, [GET, parameter, SET_GLOBAL, ...about]);
  // js_compile_regexp(ctx, pattern, flags): flags that there are not, and its other one.
  const badFlags = wasm.only([GET, 0, ...words("invalid regular expression flags"), ...constant(0), CALL, null, null]);
  const refuse = [CALL, ...leb(wasm.called(badFlags + 2 + words("invalid regular expression flags").length + 2))];
  const badPattern = wasm
    .code([GET, 0, ...words("%s"), GET, null, ...refuse])
    .filter((at) => wasm.functionAt(at) === wasm.functionAt(badFlags));
  for (const at of [badFlags, ...badPattern])
    wasm.edit(at, 0, [GET, 1, SET_GLOBAL, ...about, GET, 2, SET_GLOBAL, ...flags]);
}

const callable = tableFunction(HOOK.parameters, HOOK.results);

/** Characters of a pattern that is looked at. */
const MOST_PATTERN = 1_000;

function wordsOfPattern(pattern: string, flags?: string): string | undefined {
  try {
    new RegExp(pattern, flags);
  } catch (error) {
    return error instanceof SyntaxError ? error.message : undefined;
  }
  return undefined;
}

/** What is known where an error has been thrown. */
export interface Complaint {
  message: string;
  /** The engine's. */
  stack: string;
  about?: About;
}

export interface Reworded {
  message: string;
  stack?: string;
}

/** Gives errors other messages before the program can see them. */
export class Thrown {
  readonly #context: QuickJSContext;
  readonly #values: EngineValues;
  readonly #words: (complaint: Complaint) => Reworded | undefined;
  readonly #describe: (value: QuickJSHandle) => string | undefined;
  #about: About | undefined;

  /** Must be the first to add to the engine's table. `describe` gives the parts of an About by lines. */
  constructor(
    context: QuickJSContext,
    values: EngineValues,
    words: (complaint: Complaint) => Reworded | undefined,
    describe: (value: QuickJSHandle) => string | undefined,
  ) {
    this.#context = context;
    this.#values = values;
    this.#words = words;
    this.#describe = describe;
    values.addToTable(
      callable((_: number, error: bigint, about: bigint, flags: bigint) => this.#look(error, about, flags)),
    );
  }

  #look(error: bigint, about: bigint, flags: bigint): number {
    if (flags !== 0n) return this.#refusedPattern(error, about, flags);
    const thrown = this.#values.handle(error);
    const message = thrown && this.#text(thrown, "message");
    if (!thrown || message === undefined || !isComplaint(message)) {
      thrown?.dispose();
      this.#about = undefined;
      return 0;
    }
    this.#about = about === 0n ? (this.#about ?? namedIn(message)) : this.#described(about);
    const stack = this.#text(thrown, "stack");
    if (stack === undefined) return 1;
    const words = this.#words({ message, stack, ...(this.#about ? { about: this.#about } : {}) });
    this.#about = undefined;
    if (words) this.#write(thrown, "message", words.message);
    if (words?.stack !== undefined) this.#write(thrown, "stack", words.stack);
    thrown.dispose();
    return 0;
  }

  /** V8 says it itself. It reads a pattern in time that grows with its length, and is not asked to use it. */
  #refusedPattern(error: bigint, pattern: bigint, flags: bigint): number {
    const [thrown, ...given] = [error, pattern, flags].map((value) => this.#values.handle(value));
    const texts = given.map((value) => value && this.#short(value));
    const words = texts[0] === undefined ? undefined : wordsOfPattern(texts[0], texts[1]);
    if (thrown && words !== undefined) this.#write(thrown, "message", words);
    for (const value of [thrown, ...given]) value?.dispose();
    return 0;
  }

  #short(value: QuickJSHandle): string | undefined {
    if (this.#context.typeof(value) !== "string") return undefined;
    const length = this.#context.getProp(value, "length");
    return this.#context.getNumber(length) > MOST_PATTERN ? undefined : this.#context.getString(value);
  }

  /** An error that was made just now has its own `message`, and no getters. */
  #text(error: QuickJSHandle, key: "message" | "stack"): string | undefined {
    const value = this.#context.getProp(error, key);
    const text = this.#context.typeof(value) === "string" ? this.#context.getString(value) : undefined;
    value.dispose();
    return text;
  }

  #write(error: QuickJSHandle, key: "message" | "stack", text: string): void {
    const value = this.#context.newString(text);
    this.#context.setProp(error, key, value);
    value.dispose();
  }

  #described(about: bigint): About | undefined {
    const value = this.#values.handle(about);
    const [kind, length, ...shown] = (value && this.#describe(value))?.split("\n") ?? [];
    value?.dispose();
    if (kind === undefined) return undefined;
    return { kind, shown: shown.join("\n"), ...(length ? { length: Number(length) } : {}) };
  }
}
