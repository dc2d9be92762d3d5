/** What the interpreter is given for the files of a run, as modules, CommonJS or JSON, and what failed of it last. */
import type { QuickJSHandle } from "quickjs-emscripten-core";
import { DIRECTIVE, HOLD, importMeta, WRAPPER } from "./hold.ts";
import type { Evaluated, Instance } from "./instance.ts";
import { MAX_NAME } from "./limits.ts";
import { ImportError, type Program } from "./program.ts";
import { SourceError } from "./strip.ts";

export class Loader {
  /** The error inside the guest carries only its words. */
  fault: ImportError | SourceError | null = null;
  readonly #instance: Instance;
  readonly #program: Program;
  readonly #entry: string;
  readonly #keep: boolean;
  readonly #commonJs = new Map<string, Evaluated>();

  /** `keep`: lines are to see the names of the entry when it has ended. */
  constructor(instance: Instance, program: Program, { entry, keep = false }: { entry: string; keep?: boolean }) {
    this.#instance = instance;
    this.#program = program;
    this.#entry = entry;
    this.#keep = keep;
  }

  /** Evaluates the entry. */
  start(): Evaluated {
    const path = this.#entry;
    if (!this.#program.has(path))
      return { error: this.#fail(new ImportError(`There is no file ${path} in the room.`, "", path)) };
    try {
      const source = this.#remember(() => this.#program.source(path));
      if (source.kind !== "module") {
        const compiled = this.#compiled(path);
        if (!compiled.error || source.kind !== "either")
          return this.#instance.call("runMain", this.#instance.context.newString(path));
      }
      return this.#instance.evaluate(this.#moduleText(path, source.text), path, "module");
    } catch (error) {
      if (error instanceof SourceError) return { error: this.#fail(error) };
      throw error;
    }
  }

  /** The name of the module that `specifier` means in `from`. Throws. */
  resolve(from: string, specifier: string): string {
    if (specifier === "pairlab:commonjs.js") return specifier;
    return this.#remember(() => this.#program.import(from, specifier));
  }

  /** The text of a module. Throws. */
  load(path: string): string {
    const source = this.#remember(() => this.#program.source(path));
    if (source.kind === "json") return `export default ${source.text};`;
    const asCommonJs = source.kind !== "module" && !this.#compiled(path).error;
    if (!asCommonJs && source.kind !== "commonjs") return this.#moduleText(path, source.text);
    const names = new Set([...source.text.matchAll(/\bexports\.([A-Za-z_$][\w$]*)\s*=[^=]/g)].map(([, name]) => name));
    names.delete("default");
    const bridge = `import { requireFile } from "pairlab:commonjs.js"; const file = requireFile(${JSON.stringify(path)}); export default file;`;
    return [bridge, ...[...names].map((name) => `const $${name} = file.${name}; export { $${name} as ${name} };`)].join(
      " ",
    );
  }

  /** A CommonJS file as its function, a JSON file as its value. Throws. */
  compile(path: string): Evaluated {
    // A program may ask for any path, and what is made of each is remembered.
    if (!this.#program.has(path)) throw new Error(`There is no file ${path.slice(0, MAX_NAME)} in the room.`);
    const source = this.#remember(() => this.#program.source(path));
    if (source.kind === "json") return this.#instance.evaluate(`(${source.text})`, path, "global");
    if (source.kind === "module")
      throw new Error(`${path} is an ES module: write import instead of require to use it.`);
    const compiled = this.#compiled(path);
    this.#commonJs.delete(path);
    return compiled;
  }

  #compiled(path: string): Evaluated {
    let compiled = this.#commonJs.get(path);
    if (!compiled) {
      const { text } = this.#program.source(path);
      const before = `${WRAPPER}${this.#hold(path, text)}`;
      this.#program.setShift(path, before.length);
      compiled = this.#instance.evaluate(`${before}${text}\n})`, path, "global");
      this.#commonJs.set(path, compiled);
    }
    return compiled;
  }

  #moduleText(path: string, text: string): string {
    const meta = text.includes("import.meta") ? importMeta(path, path === this.#entry) : "";
    const before = this.#hold(path, "") + meta;
    if (before !== "") {
      this.#program.setShift(path, before.length);
      this.#shift(path, before.length);
    }
    return before + text;
  }

  /** What goes before the text of a file that is to be kept: the call that lets lines see its names. */
  #hold(path: string, text: string): string {
    if (!this.#keep || path !== this.#entry) return "";
    const hold = DIRECTIVE.test(text) ? `"use strict";${HOLD}` : HOLD;
    this.#instance.call("hold");
    this.#shift(path, hold.length);
    return hold;
  }

  /** Stacks that the program reads show its own columns. */
  #shift(path: string, characters: number): void {
    const { context } = this.#instance;
    this.#instance.call("shift", context.newString(path), context.newNumber(characters));
  }

  #remember<T>(make: () => T): T {
    try {
      return make();
    } catch (error) {
      if (error instanceof ImportError || error instanceof SourceError) this.fault = error;
      throw error;
    }
  }

  #fail(fault: ImportError | SourceError): QuickJSHandle {
    this.fault = fault;
    return this.#instance.context.newError({ name: fault.name, message: fault.message });
  }
}
