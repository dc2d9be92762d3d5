// The guest's first module: what the host calls.
import "./globals.js";

import { requireFile, setMain } from "./commonjs.js";
import { host } from "./host.js";
import { ObjectDefineProperty } from "./intrinsics.js";

export { about } from "./about.js";
export { report } from "./report.js";
export { setShift as shift } from "./stack.js";

import { runTicks } from "./timers.js";

export { tick } from "./timers.js";

/** A CommonJS file as the program. */
export function runMain(path) {
  setMain(path);
  requireFile(path);
  runTicks();
}

/** For a deterministic run, before the program. */
export const freeze = () => host.module("pairlab:deterministic.js").install();

/** Evaluates a text where the program's own names are known; null until the program has begun. */
let evaluator = null;

/** For a program that is kept. Its entry's first statement, which the host puts there, calls what this defines. */
export function hold() {
  ObjectDefineProperty(globalThis, "__pairlabHold", {
    __proto__: null,
    configurable: true,
    value: (evaluate) => {
      delete globalThis.__pairlabHold;
      evaluator = evaluate;
    },
  });
}
export const held = () => evaluator !== null;

/** Lines are few: what they need is loaded with the first. Returns a promise if the line awaits something. */
export const line = (text) =>
  host.module("pairlab:line.js").evaluateLine(text, evaluator, (next) => {
    evaluator = next;
  });

let tests = null;
/** One function of the module for tests, which runs of other kinds need not load. */
export const inTests = (name, ...args) => {
  tests ??= host.module("pairlab:tests.js");
  return tests[name](...args);
};

let transfer = null;
/** One function of the module through which two instances speak. */
export const inTransfer = (name, ...args) => {
  transfer ??= host.module("pairlab:transfer.js");
  return transfer[name](...args);
};
