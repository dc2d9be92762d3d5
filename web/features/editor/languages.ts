/**
 * The language of a file by its name. Each is fetched when a file first needs it, JavaScript too: text can be typed in
 * before its colours are there, and they are 45 KB of script.
 */
import { indentUnit, type LanguageSupport } from "@codemirror/language";
import type { Extension } from "@codemirror/state";

const javascript = async (options: { jsx?: boolean; typescript?: boolean }) =>
  (await import("@codemirror/lang-javascript")).javascript(options);

const LOADERS: Record<string, () => Promise<LanguageSupport>> = {
  js: () => javascript({ jsx: true }),
  ts: () => javascript({ typescript: true }),
  tsx: () => javascript({ typescript: true, jsx: true }),
  html: async () => (await import("@codemirror/lang-html")).html(),
  css: async () => (await import("@codemirror/lang-css")).css(),
  json: async () => (await import("@codemirror/lang-json")).json(),
  markdown: async () => (await import("@codemirror/lang-markdown")).markdown(),
  python: async () => (await import("@codemirror/lang-python")).python(),
};

const NAMES: Record<string, string> = {
  js: "js",
  mjs: "js",
  cjs: "js",
  jsx: "js",
  ts: "ts",
  mts: "ts",
  cts: "ts",
  tsx: "tsx",
  html: "html",
  htm: "html",
  svg: "html",
  css: "css",
  json: "json",
  md: "markdown",
  markdown: "markdown",
  py: "python",
};

const loaded = new Map<string, Extension>();

function extensionOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1).toLowerCase();
}

/** The language if it is here already; a promise of it if it has to be fetched; nothing for plain text. */
export function languageOf(path: string): Extension | Promise<Extension> {
  const extension = extensionOf(path);
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
