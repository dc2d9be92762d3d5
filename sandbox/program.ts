/** The files of a run: which one an import means, and what the interpreter is given for it. */
import type { RunFile } from "#protocol/runs";
import { builtinModule, isGuestModule, whyNoBuiltin } from "./builtins.ts";
import { nearest } from "./near.ts";
import { compileTypes, SourceError } from "./strip.ts";

export type SourceKind =
  /** Surely an ES module: it says so, or it imports or exports. */
  | "module"
  /** Surely CommonJS. */
  | "commonjs"
  /** What Node does then: CommonJS, unless it only compiles as a module (a top-level await). */
  | "either"
  | "json";

export interface Source {
  kind: SourceKind;
  text: string;
}

const ENDINGS = [".ts", ".js", ".mjs", ".tsx", ".jsx", ".mts", ".cjs", ".cts", ".json"];
const MODULE_SYNTAX =
  /^[ \t]*(?:import\s*(?:["'{*]|[\w$]+[\s,])|export\s*(?:[{*]|(?:default|const|let|var|function|class|async|type|interface|enum|abstract|declare|namespace)\b))/m;

/** An import that leads nowhere; the message is for the person. */
export class ImportError extends Error {
  override name = "Error";
  readonly from: string;
  readonly specifier: string;

  constructor(message: string, from: string, specifier: string) {
    super(message);
    this.from = from;
    this.specifier = specifier;
  }
}

export class Program {
  readonly #files = new Map<string, string>();
  readonly #sources = new Map<string, Source>();
  /** Which file has imported which. */
  readonly #imports = new Map<string, Set<string>>();
  /** Characters that the host has put before a file's own first line. */
  readonly #shifts = new Map<string, number>();

  constructor(files: RunFile[]) {
    // A file by the name of a guest's module would be taken for it.
    for (const { path, text } of files) if (!isGuestModule(path)) this.#files.set(path, text);
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  /** The person's own text, for looking up lines. */
  text(path: string): string | undefined {
    return this.#files.get(path);
  }

  setShift(path: string, characters: number): void {
    this.#shifts.set(path, characters);
  }

  /** How much further right the engine sees what is on the first line of `path`. */
  shift(path: string): number {
    return this.#shifts.get(path) ?? 0;
  }

  paths(): string[] {
    return [...this.#files.keys()];
  }

  /** The path that `specifier` means inside the file `from`, or a module of the guest. Throws an ImportError. */
  resolve(from: string, specifier: string): string {
    if (!/^\.{0,2}\//.test(specifier) && specifier !== "." && specifier !== "..") {
      const builtin = builtinModule(specifier);
      if (builtin !== undefined) return builtin;
      throw this.#foreign(from, specifier);
    }
    const folder = specifier.startsWith("/") ? "" : from.slice(0, from.lastIndexOf("/") + 1);
    const wanted = normalize(folder + specifier);
    for (const candidate of wanted === null ? [] : candidates(wanted)) if (this.#files.has(candidate)) return candidate;
    throw new ImportError(
      `Cannot find "${specifier}", which ${from} imports. ${this.#suggest(wanted)}`.trimEnd(),
      from,
      specifier,
    );
  }

  /** As `resolve`, and remembers the import. */
  import(from: string, specifier: string): string {
    const path = this.resolve(from, specifier);
    const imports = this.#imports.get(from);
    if (imports) imports.add(path);
    else this.#imports.set(from, new Set([path]));
    return path;
  }

  /** Files that have imported `path`. */
  importersOf(path: string): string[] {
    return [...this.#imports].filter(([, imported]) => imported.has(path)).map(([from]) => from);
  }

  /** Files that import one another in a circle that begins with `path`; undefined if it is in none. */
  cycleThrough(path: string): string[] | undefined {
    const seen = new Set<string>();
    const search = (file: string, way: string[]): string[] | undefined => {
      for (const next of this.#imports.get(file) ?? []) {
        if (next === path) return way;
        if (seen.has(next)) continue;
        seen.add(next);
        const found = search(next, [...way, next]);
        if (found) return found;
      }
      return undefined;
    };
    return search(path, [path]);
  }

  /** Compiled where it is TypeScript. Throws a SourceError with the place in the person's file. */
  source(path: string): Source {
    let source = this.#sources.get(path);
    if (!source) {
      source = prepare(path, this.#files.get(path) ?? "");
      this.#sources.set(path, source);
    }
    return source;
  }

  #foreign(from: string, specifier: string): ImportError {
    const name = specifier.replace(/^node:/, "");
    for (const candidate of candidates(name))
      if (this.#files.has(candidate))
        return new ImportError(
          `Cannot find the package "${specifier}", which ${from} imports. For the room's own file write "./${specifier}".`,
          from,
          specifier,
        );
    const why =
      whyNoBuiltin(specifier) ??
      (/^\w+:/.test(specifier)
        ? `Programs here have no network: "${specifier}" cannot be loaded.`
        : `There is no package "${specifier}" here.`);
    return new ImportError(`${why} ${from} can import the room's own files, as in "./util.js".`, from, specifier);
  }

  #suggest(wanted: string | null): string {
    if (wanted === null) return "It is outside the room.";
    const paths = this.paths();
    const stem = (path: string): string => path.slice(path.lastIndexOf("/") + 1).replace(/\.\w+$/, "");
    const near =
      paths.find((path) => stem(path).toLowerCase() === stem(wanted).toLowerCase()) ??
      nearest(wanted, paths) ??
      paths.find((path) => nearest(stem(wanted), [stem(path)]) !== undefined);
    return near ? `Did you mean "${near}"?` : "There is no such file in the room.";
  }
}

function* candidates(path: string): Generator<string> {
  yield path;
  // TypeScript's habit: `./util.js` for a file that is called util.ts.
  const script = /^(.*)\.([mc]?)js(x?)$/.exec(path);
  if (script) {
    yield `${script[1]}.${script[2]}ts${script[3]}`;
    yield `${script[1]}.tsx`;
  }
  for (const ending of ENDINGS) yield path + ending;
  const folder = path === "" ? "" : `${path}/`;
  for (const ending of ENDINGS) yield `${folder}index${ending}`;
}

/** Null for a path that leaves the room. */
function normalize(path: string): string | null {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) return null;
    } else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

function prepare(path: string, text: string): Source {
  if (/\.json$/i.test(path)) return { kind: "json", text: parseJson(path, text) };
  // A BOM is no part of the program, and `#!` only where it is first.
  let code = text.startsWith("\uFEFF") ? text.slice(1) : text;
  if (code.startsWith("#!")) code = `//${code.slice(2)}`;
  const kind: SourceKind = /\.m[jt]s$/i.test(path)
    ? "module"
    : /\.c[jt]s$/i.test(path)
      ? "commonjs"
      : MODULE_SYNTAX.test(code)
        ? "module"
        : "either";
  return { kind, text: /\.([mc]?ts|tsx|jsx)$/i.test(path) ? compileTypes(path, code) : code };
}

/** Text that is the same value as an expression of JavaScript. */
function parseJson(path: string, text: string): string {
  try {
    // A key `__proto__` is a key like others in JSON; in an expression only a computed one is.
    return JSON.stringify(JSON.parse(text)).replace(/(?<=[{,])"__proto__":/g, '["__proto__"]:');
  } catch (error) {
    const message = error instanceof Error ? error.message : "not JSON";
    const offset = Number(/position (\d+)/.exec(message)?.[1] ?? 0);
    const before = text.slice(0, offset).split("\n");
    const column = (before.at(-1)?.length ?? 0) + 1;
    throw new SourceError(`${path} is not JSON: ${message}`, { path, line: before.length, column });
  }
}
