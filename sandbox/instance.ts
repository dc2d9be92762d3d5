/**
 * One interpreter in one WebAssembly instance with memory of its own, for one run. What crosses the border are capped
 * strings and numbers. It is never disposed of: a corrupted heap could not be freed safely; it is dropped whole.
 */
import variant from "@jitl/quickjs-wasmfile-release-sync";
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSRuntime,
} from "quickjs-emscripten-core";
import type { RunStream } from "#protocol/runs";
import { isGuestModule } from "./builtins.ts";
import { digest } from "./digest.ts";
import { EngineValues } from "./engine-values.ts";
import { type Image, restore, takeImage, usedWords } from "./image.ts";
import { answerIntl } from "./intl.ts";
import { GUEST_STACK, PAGE } from "./limits.ts";
import { makeMemory } from "./memory.ts";
import { Rejections } from "./rejections.ts";
import { type Complaint, type Reworded, Thrown } from "./thrown.ts";

/** What the guest's own modules may ask of the host. */
export interface Host {
  /** False once no more output is taken: the guest then spins until it is interrupted. */
  write(stream: RunStream, text: string): boolean;
  /** The answer, or null if there is none to come. */
  prompt(text: string): string | null;
  /** Milliseconds since the run began. */
  now(): number;
  uuid(): string;
  /** 32 random bits. */
  random(): number;
  exit(code: number): void;
  /** Polled by the interpreter: true ends the program, which cannot catch that. */
  interrupted(): boolean;
  /** The name of the module that `specifier` means in `from`. Throws. */
  resolve(from: string, specifier: string): string;
  /** The text of a module. Throws. */
  load(path: string): string;
  /** The text of a file of the room, or null. */
  read(path: string): string | null;
  /** The paths of the room's files. */
  paths(): string[];
  /** Evaluates a CommonJS file to its function, or a JSON file to its value. Throws. */
  compile(path: string): Evaluated;
  /** Better words for an error that the engine has thrown; undefined to leave its own. */
  words(complaint: Complaint): Reworded | undefined;
  /** In a test: asks the instance at the other end, and gives its answer. Throws. */
  remote?(request: string): string;
}

/** The value or the error that a piece of the guest's code ended with. */
export type Evaluated = { value: QuickJSHandle; error?: undefined } | { error: QuickJSHandle };

export class Instance {
  readonly context: QuickJSContext;
  readonly runtime: QuickJSRuntime;
  /** The exports of the guest's first module. */
  #guest: QuickJSHandle;
  readonly #rejections: Rejections;
  readonly #memory: WebAssembly.Memory;
  /** Bytes that it may have. */
  readonly #most: number;
  #host: Host | null = null;

  private constructor(
    context: QuickJSContext,
    memory: WebAssembly.Memory,
    most: number,
    engine: WebAssembly.Instance,
    guest: Record<string, string>,
  ) {
    this.context = context;
    this.#memory = memory;
    this.#most = most;
    this.#guest = context.undefined;
    this.runtime = context.runtime;
    this.runtime.setMaxStackSize(GUEST_STACK);
    const values = new EngineValues(context, memory, engine);
    new Thrown(
      context,
      values,
      (complaint) => this.#host?.words(complaint),
      (value) => this.#described(value),
    );
    this.#rejections = new Rejections(values, () =>
      this.runtime.setInterruptHandler(() => this.#host?.interrupted() ?? false),
    );
    // The engine ignores an error of the second function, so it names a module that the first one fails to load. It
    // asks for that at once: to keep more than the last would let a loop of failing imports fill the thread's heap.
    let fault: Error | undefined;
    this.runtime.setModuleLoader(
      (name) => {
        if (name === FAULT) return { error: fault ?? new Error(name) };
        const text = attempt(() => guest[name] ?? this.#needHost().load(name));
        return text instanceof Error ? { error: text } : text;
      },
      (from, specifier) => {
        if (isGuestModule(from))
          return new URL(specifier, from.replace(GUEST, "guest:/")).href.replace("guest:/", GUEST);
        const path = attempt(() => this.#needHost().resolve(from, specifier));
        if (!(path instanceof Error)) return path;
        fault = path;
        return FAULT;
      },
    );
    this.#installHost();
  }

  /** `memory` in bytes. Takes some milliseconds, so one is made before it is needed. `image`: of the same guest. */
  static async create(
    engine: WebAssembly.Module,
    guest: Record<string, string>,
    memory: number,
    image: Image | null = null,
  ): Promise<Instance> {
    const instance = await Instance.#make(engine, guest, memory);
    if (image) instance.#restore(image);
    else instance.#load(guest);
    return instance;
  }

  /** For all instances of this size; null if they cannot have one. */
  static async image(engine: WebAssembly.Module, guest: Record<string, string>, memory: number): Promise<Image | null> {
    const [model, other] = [await Instance.#make(engine, guest, memory), await Instance.#make(engine, guest, memory)];
    const before = usedWords(model.#memory);
    model.#load(guest);
    const pointer = (model.#guest as unknown as { value: number }).value;
    return takeImage(before, usedWords(model.#memory), usedWords(other.#memory), pointer);
  }

  static async #make(engine: WebAssembly.Module, guest: Record<string, string>, memory: number): Promise<Instance> {
    const pages = Math.ceil(memory / PAGE);
    const wasmMemory = makeMemory(pages);
    let instance: WebAssembly.Instance | undefined;
    const emscriptenModule = {
      wasmMemory,
      // Goes into its memory. Else it is the path of the script that the thread began with: an image made in one thread
      // would not fit where that path takes more room, and whether it does depends on the folder we are in.
      thisProgram: "pairlab",
      instantiateWasm(
        imports: WebAssembly.Imports,
        done: (instance: WebAssembly.Instance) => void,
      ): WebAssembly.Exports {
        void WebAssembly.instantiate(engine, imports).then((made) => {
          instance = made;
          done(made);
        });
        return {};
      },
    };
    const quickjs = await newQuickJSWASMModuleFromVariant(newVariant(loaded, { emscriptenModule }));
    if (!instance) throw new Error("the engine was not instantiated");
    return new Instance(quickjs.newContext(), wasmMemory, pages * PAGE, instance, guest);
  }

  #load(guest: Record<string, string>): void {
    const main = this.evaluate(guest["pairlab:main.js"] ?? "", "pairlab:main.js", "module");
    if (main.error) throw new Error(`the guest's modules fail: ${JSON.stringify(this.context.dump(main.error))}`);
    this.#guest = main.value;
    while (this.runtime.hasPendingJob()) this.runtime.executePendingJobs();
  }

  #restore(image: Image): void {
    restore(image, this.#memory);
    const { memory } = this.context as unknown as { memory: { heapValueHandle(pointer: number): QuickJSHandle } };
    this.#guest = memory.heapValueHandle(image.guest);
  }

  /** From here on the guest reaches this run's host. */
  attach(host: Host): void {
    this.#host = host;
  }

  evaluate(text: string, name: string, type: "module" | "global"): Evaluated {
    return this.context.evalCode(text, name, { type }) as Evaluated;
  }

  /** Calls a function that the guest's main module exports. */
  call(name: string, ...args: QuickJSHandle[]): Evaluated {
    const target = this.context.getProp(this.#guest, name);
    return this.context.callFunction(target, this.context.undefined, ...args) as Evaluated;
  }

  /** A promise that was rejected while nothing was there to handle it: what it was rejected with. */
  unhandledRejection(): QuickJSHandle | undefined {
    return this.#rejections.first();
  }

  forgetRejections(): void {
    this.#rejections.forget();
  }

  /**
   * Whether the run has used so much memory that a thrown `null` means that there was none for an error. By now it may
   * be free again, but it is not zero any more: the highest byte that is not shows how far the run has come.
   */
  exhausted(): boolean {
    const words = new Uint32Array(this.#memory.buffer);
    const least = (this.#most / words.BYTES_PER_ELEMENT) * SUSPICIOUS;
    for (let word = words.length - 1; word > least; word--) if (words[word] !== 0) return true;
    return false;
  }

  /** A value that an error is about: what it is, and how it is shown. */
  #described(value: QuickJSHandle): string | undefined {
    const described = this.#host && this.call("about", value);
    return described && !described.error ? this.context.getString(described.value) : undefined;
  }

  #needHost(): Host {
    if (!this.#host) throw new Error("no run has begun");
    return this.#host;
  }

  #installHost(): void {
    const { context } = this;
    const object = context.newObject();
    const define = (name: string, fn: (...args: QuickJSHandle[]) => QuickJSHandle | Evaluated | undefined): void => {
      context.setProp(object, name, context.newFunction(name, fn as never));
    };
    const number = (handle: QuickJSHandle | undefined): number => (handle ? context.getNumber(handle) : 0);
    const string = (handle: QuickJSHandle | undefined): string => (handle ? context.getString(handle) : "");
    const truth = (value: boolean): QuickJSHandle => (value ? context.true : context.false);

    define("write", (stream, text) =>
      truth(this.#needHost().write(number(stream) === 1 ? "err" : "out", unescaped(string(text)))),
    );
    define("prompt", (text) => {
      const answer = this.#needHost().prompt(unescaped(string(text)));
      return answer === null ? context.null : context.newString(answer.replaceAll("\0", ""));
    });
    define("now", () => context.newNumber(this.#host?.now() ?? 0));
    define("exit", (code) => {
      this.#needHost().exit(number(code));
      return undefined;
    });
    define("uuid", () => context.newString(this.#needHost().uuid()));
    define("random", () => context.newNumber(this.#needHost().random()));
    /** 0 pending, 1 fulfilled, 2 rejected, -1 no promise. */
    define("promiseState", (handle) => {
      if (!handle) return context.newNumber(-1);
      const state = context.getPromiseState(handle);
      if (state.type === "pending") return context.newNumber(0);
      if (state.type === "rejected") {
        state.error.dispose();
        return context.newNumber(2);
      }
      if (state.notAPromise) return context.newNumber(-1);
      state.value.dispose();
      return context.newNumber(1);
    });
    define("promiseResult", (handle) => {
      const state = handle ? context.getPromiseState(handle) : undefined;
      if (state?.type === "rejected") return state.error;
      return state?.type === "fulfilled" && !state.notAPromise ? state.value : context.undefined;
    });
    define("resolve", (from, specifier) =>
      context.newString(this.#needHost().resolve(string(from), unescaped(string(specifier)))),
    );
    /** The namespace of one of the guest's own modules: the same each time, however it is asked for. */
    define("module", (name) => {
      const bridge = `import * as module from ${JSON.stringify(string(name))}; export { module };`;
      const evaluated = this.evaluate(bridge, "pairlab:bridge.js", "module");
      return evaluated.error ? evaluated : context.getProp(evaluated.value, "module");
    });
    define("read", (path) => {
      const text = this.#needHost().read(unescaped(string(path)));
      return text === null ? context.null : context.newString(escaped(text));
    });
    define("paths", () => context.newString(escaped(this.#needHost().paths().join("\n"))));
    define("compile", (path) => this.#needHost().compile(string(path)));
    define("intl", (question) => context.newString(escaped(answerIntl(unescaped(string(question))))));
    define("digest", (algorithm, data, key) =>
      context.newString(digest(string(algorithm), string(data), key && string(key))),
    );
    define("json", (text) => context.newString(escaped(wordsOfJson(unescaped(string(text))))));
    define("remote", (request) => context.newString(this.#host?.remote?.(string(request)) ?? ""));
    context.setProp(context.global, "__pairlab", object);
  }
}

/** The package's own ask Node's module loader anew for each instance. */
const [ffi, moduleLoader] = await Promise.all([variant.importFFI(), variant.importModuleLoader()]);
const loaded: typeof variant = {
  ...variant,
  importFFI: () => Promise.resolve(ffi),
  importModuleLoader: () => Promise.resolve(moduleLoader),
};

/** Part of the memory: an array that cannot be doubled may fail far below the limit. */
const SUSPICIOUS = 0.25;
const FAULT = "pairlab:fault";
const GUEST = "pairlab:";

function attempt<T>(make: () => T): T | Error {
  try {
    return make();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** What Node says of a text that is no JSON; empty if it is. */
function wordsOfJson(text: string): string {
  const parsed = attempt(() => JSON.parse(text));
  return parsed instanceof SyntaxError ? parsed.message : "";
}

/** As below, for what the guest reads. */
function escaped(text: string): string {
  return text.replaceAll("\u0001", "\u0001\u0002").replaceAll("\0", "\u0001\u0003");
}

/** Strings cross the border as C strings: the guest writes NUL as 1 3, a mark at the beginning as 1 4 and 1 as 1 2. */
function unescaped(text: string): string {
  if (!text.includes("\u0001")) return text;
  return text
    .replaceAll("\u0001\u0003", "\0")
    .replaceAll("\u0001\u0004", "\ufeff")
    .replaceAll("\u0001\u0002", "\u0001");
}
