/**
 * Fills `web/.shelf` with what browsers load only when it is first used: Python, SQLite, libraries for
 * web pages (p5, React), and our own programs around them. Each file is there as it is, gzipped and in Brotli, under a name
 * that has a hash of its contents, so that it can be cached for ever; `manifest.json` says which name is which.
 */
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { transform } from "sucrase";
import { RUN_LIMITS } from "#protocol/runs";
import { asModule, exportable } from "./shelf-module.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const TARGET = join(ROOT, "web/.shelf");
const PROGRAMS = join(ROOT, "web/programs");
/** Of 11, where the last two take ten times as long for a twentieth less. */
const BROTLI_QUALITY = 9;

export interface Shelf {
  /** Whatever this was made of; another one makes the shelf anew. */
  made: string;
  /** The stored name by the plain one. */
  files: Record<string, string>;
  /** What the frame for programs may run inline, as its policy names it. */
  frameScript: string;
  /** What previews import by name: the stored file, and what it exports beside its default. */
  libraries: Record<string, Library>;
}
export interface Library {
  file: string;
  names: string[];
}

const modules = (name: string) => join(ROOT, "node_modules", name);
const text = (path: string) => readFile(path, "utf8");

/** Packages whose versions decide what is on the shelf. */
const PACKAGES = ["pyodide", "sql.js", "p5", "react", "react-dom", "scheduler"];

/** Resolves to whether anything was made. */
export async function fillShelf(target = TARGET): Promise<boolean> {
  const made = await fingerprint();
  const known = await text(join(target, "manifest.json")).then(
    (json) => JSON.parse(json) as Shelf,
    () => null,
  );
  if (known?.made === made) return false;
  const fresh = `${target}.fresh`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  const frame = await framePage();
  const found = await libraries();
  const contents: Record<string, string | Buffer> = {
    ...(await python()),
    ...(await sql()),
    ...Object.fromEntries(Object.values(found).map(({ file, code }) => [file, code])),
    // For a script tag, where the above is for imports.
    "p5.js": await text(modules("p5/lib/p5.min.js")),
    "frame.html": frame.html,
  };
  const stored = Object.entries(contents).map(async ([name, content]) => [name, await store(fresh, name, content)]);
  const files = Object.fromEntries(await Promise.all(stored)) as Record<string, string>;
  const byName = Object.entries(found).map(([name, { file, names }]) => [name, { file: files[file], names }]);
  const config = { libraries: Object.fromEntries(byName), cap: RUN_LIMITS.output };
  files["preview.js"] = await store(fresh, "preview.js", `${await previewProgram()}(${JSON.stringify(config)});\n`);
  const shelf = { made, files, frameScript: frame.script, libraries: config.libraries } as Shelf;
  await writeFile(join(fresh, "manifest.json"), JSON.stringify(shelf, null, 1));
  await rm(target, { recursive: true, force: true });
  await rename(fresh, target);
  return true;
}

async function fingerprint(): Promise<string> {
  const hash = createHash("sha256");
  for (const name of PACKAGES) hash.update(await text(modules(`${name}/package.json`)));
  const programs = await readdir(PROGRAMS, { recursive: true, withFileTypes: true });
  const paths = programs.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const path of paths.sort()) hash.update(path.slice(PROGRAMS.length)).update(await text(path));
  for (const name of ["shelf.ts", "shelf-module.ts"]) hash.update(await text(join(ROOT, "bin", name)));
  return hash.digest("hex");
}

/** Written with both compressions beside it; compressing happens off the main thread. */
async function store(folder: string, name: string, content: string | Buffer): Promise<string> {
  const bytes = Buffer.from(content);
  const stored = `${createHash("sha256").update(bytes).digest("base64url").slice(0, 12)}-${name}`;
  const quality = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY };
  const [small, smaller] = await Promise.all([
    promisify(gzip)(bytes, { level: 9 }),
    promisify(brotliCompress)(bytes, { params: quality }),
  ]);
  await writeFile(join(folder, stored), bytes);
  await writeFile(join(folder, `${stored}.gz`), small);
  await writeFile(join(folder, `${stored}.br`), smaller);
  return stored;
}

const IMPORT = /^import [^;]*? from "\.\/([\w-]+)\.ts";$/gm;

/** One script of a program and the files that it imports, each once and before it. Their names must not meet. */
async function program(name: string, known = new Set<string>()): Promise<string> {
  const source = await text(join(PROGRAMS, `${name}.ts`));
  const parts: string[] = [];
  const folder = name.slice(0, name.lastIndexOf("/") + 1);
  for (const [, file = ""] of source.matchAll(IMPORT)) {
    const part = folder + file;
    if (known.has(part)) continue;
    known.add(part);
    parts.push(await program(part, known));
  }
  const own = source.replace(IMPORT, "").replace(/^export (?=\w)/gm, "");
  return [...parts, transform(own, { transforms: ["typescript"], disableESTransforms: true }).code].join("\n");
}

/** The page in which programs run, and its script as its policy names it. */
export async function framePage(): Promise<{ html: string; script: string }> {
  // A plain script runs before the frame has loaded, which is when its page speaks to it; WebKit has a module run later.
  const script = `(() => {\n"use strict";\n${await program("frame")}\n})();`;
  const html = `<!doctype html><meta charset="utf-8"><title>A program</title><script>${script}</script>`;
  return { html, script: `'sha256-${createHash("sha256").update(script).digest("base64")}'` };
}

/** What runs in Python around a program, one text of several files. */
export async function pythonProgram(): Promise<string> {
  const names = ["words", "mistakes", "syntax-mistakes", "mistake-rules", "modules", "waiting", "run"];
  const parts = names.map((name) => text(join(PROGRAMS, `python-${name}.py`)));
  return (await Promise.all(parts)).join("\n\n");
}

async function python(): Promise<Record<string, string | Buffer>> {
  const { info } = JSON.parse(await text(modules("pyodide/pyodide-lock.json"))) as { info: object };
  return {
    "python-worker.js": await program("python-worker"),
    "python-run.py": await pythonProgram(),
    "pyodide.mjs": (await text(modules("pyodide/pyodide.mjs"))).replace(/\n\/\/# sourceMappingURL=.*/, ""),
    "pyodide.asm.mjs": await text(modules("pyodide/pyodide.asm.mjs")),
    "pyodide.asm.wasm": await readFile(modules("pyodide/pyodide.asm.wasm")),
    "python_stdlib.zip": await readFile(modules("pyodide/python_stdlib.zip")),
    // No package of Pyodide's own index is here, so none is offered.
    "pyodide-lock.json": JSON.stringify({ info, packages: {} }),
  };
}

async function sql(): Promise<Record<string, string | Buffer>> {
  return {
    "sql-worker.js": await program("sql-worker"),
    // As a script it sets a `module` that modules do not have.
    "sql.mjs": `let module, exports;\n${await text(modules("sql.js/dist/sql-wasm-browser.js"))}\nexport default initSqlJs;\n`,
    "sql.wasm": await readFile(modules("sql.js/dist/sql-wasm-browser.wasm")),
  };
}

/** An expression: the function that starts it. */
export async function previewProgram(): Promise<string> {
  const code = await program("preview/start");
  // It is fetched with each page: neither comments nor margins need to.
  const short = code.replace(/^\s*(\/\/.*|\/\*\*[\s\S]*?\*\/)$/gm, "").replace(/^\s+/gm, "");
  const whole = `(() => { "use strict";\n${short}\nreturn start;\n})()`;
  // Names that meet, or an import of another kind, end here and not in a student's page.
  new Function(whole);
  return whole;
}

interface FoundLibrary {
  /** The plain name. */
  file: string;
  code: string;
  names: string[];
}

/** The development builds of React: its messages are sentences, and name no address to look them up at. */
async function libraries(): Promise<Record<string, FoundLibrary>> {
  const require = createRequire(import.meta.url);
  const found: Record<string, FoundLibrary> = {
    p5: { file: "p5.module.js", code: await text(modules("p5/lib/p5.esm.min.js")), names: [] },
  };
  const add = async (name: string, build: string, needs: string[]) => {
    const names = exportable(Object.keys(require(name) as object));
    const code = asModule(await text(modules(`${name.split("/")[0]}/cjs/${build}.development.js`)), needs, names);
    found[name] = { file: `${build}.js`, code, names };
  };
  await add("react", "react", []);
  await add("react/jsx-runtime", "react-jsx-runtime", ["react"]);
  await add("react-dom", "react-dom", ["react"]);
  await add("react-dom/client", "react-dom-client", ["scheduler", "react", "react-dom"]);
  await add("scheduler", "scheduler", []);
  return found;
}

if (import.meta.main) await fillShelf();
