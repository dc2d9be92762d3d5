/** What stands before a file's own text. */
import { LINE_FUNCTION } from "./report.ts";

/** Where lines are evaluated later: a function that sees every name of the file. */
export const HOLD = `if (typeof __pairlabHold === "function") __pairlabHold(function ${LINE_FUNCTION}(__line, __hold) { return eval(__line); });`;
export const DIRECTIVE = /^(?:\s|\/\/.*|\/\*[\s\S]*?\*\/)*["']use strict["']/;
export const WRAPPER = "(function (exports, require, module, __filename, __dirname) {";
