/** What stands before a file's own text. */
import { LINE_FUNCTION } from "./report.ts";

/** Where lines are evaluated later: a function that sees every name of the file. */
export const HOLD = `if (typeof __pairlabHold === "function") __pairlabHold(function ${LINE_FUNCTION}(__line, __hold) { return eval(__line); });`;
export const DIRECTIVE = /^(?:\s|\/\/.*|\/\*[\s\S]*?\*\/)*["']use strict["']/;
export const WRAPPER = "(function (exports, require, module, __filename, __dirname) {";

/** What `import.meta` has, for a file that asks for it: the room is a disk of its own, and its top folder the root. */
export function importMeta(path: string, main: boolean): string {
  const folder = `/${path.slice(0, Math.max(0, path.lastIndexOf("/")))}`;
  const values: [name: string, value: string][] = [
    ["dirname", JSON.stringify(folder)],
    ["filename", JSON.stringify(`/${path}`)],
    ["main", `${main}`],
    ["resolve", "function resolve(specifier) { return new URL(specifier, import.meta.url).href; }"],
    ["url", JSON.stringify(`file:///${path.split("/").map(encodeURIComponent).join("/")}`)],
  ];
  return values.map(([name, value]) => `import.meta.${name}=${value};`).join("");
}
