/** The language of a file by its name. JavaScript is here; each other one comes when a file first needs it. */
import { javascript } from "@codemirror/lang-javascript";
import { indentUnit, type LanguageSupport } from "@codemirror/language";
import type { Extension } from "@codemirror/state";

const LOADERS: Record<string, () => Promise<LanguageSupport>> = {
  html: async () => (await import("@codemirror/lang-html")).html(),
  css: async () => (await import("@codemirror/lang-css")).css(),
  json: async () => (await import("@codemirror/lang-json")).json(),
  markdown: async () => (await import("@codemirror/lang-markdown")).markdown(),
  python: async () => (await import("@codemirror/lang-python")).python(),
  sql: async () => {
    const { sql, SQLite } = await import("@codemirror/lang-sql");
    // What runs here is SQLite.
    return sql({ dialect: SQLite });
  },
};

const NAMES: Record<string, string> = {
  html: "html",
  htm: "html",
  svg: "html",
  css: "css",
  json: "json",
  md: "markdown",
  markdown: "markdown",
  py: "python",
  sql: "sql",
};

const loaded = new Map<string, Extension>();

function extensionOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1).toLowerCase();
}

/** The language if it is here already; a promise of it if it has to be fetched; nothing for plain text. */
export function languageOf(path: string): Extension | Promise<Extension> {
  const extension = extensionOf(path);
  if (/^[mc]?jsx?$/.test(extension)) return javascript({ jsx: true });
  if (/^[mc]?ts$/.test(extension)) return javascript({ typescript: true });
  if (extension === "tsx") return javascript({ typescript: true, jsx: true });
  const name = NAMES[extension];
  const load = name === undefined ? undefined : LOADERS[name];
  if (name === undefined || load === undefined) return [];
  const here = loaded.get(name);
  if (here) return here;
  return load().then((support) => {
    // Four spaces are what Python's own style guide asks for; everything else here indents by two.
    const language = name === "python" ? [support, indentUnit.of("    ")] : support;
    loaded.set(name, language);
    return language;
  });
}
