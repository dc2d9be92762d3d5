// What a program finds in its global object besides the language.
import { ask, stopHere, write } from "./border.js";
import { console, print } from "./console.js";
import { format } from "./format.js";
import { host } from "./host.js";
import { ErrorOf, promiseReject, queueJob, StringOf, TypeErrorOf } from "./intrinsics.js";
import { RememberingProxy } from "./proxies.js";
import { clearTimeout, setImmediate, setInterval, setTimeout } from "./timers.js";

const { defineProperty } = Object;
const define = (name, value) =>
  defineProperty(globalThis, name, { __proto__: null, value, writable: true, configurable: true });

define("console", console);
define("Proxy", RememberingProxy);
define("global", globalThis);
define("setTimeout", setTimeout);
define("setInterval", setInterval);
define("setImmediate", setImmediate);
define("clearTimeout", clearTimeout);
define("clearInterval", clearTimeout);
define("clearImmediate", clearTimeout);

/** Evaluated when the program first asks: most never do, and each module costs every run a millisecond. */
const defineLazily = (file, ...names) => {
  for (const name of names)
    defineProperty(globalThis, name, {
      __proto__: null,
      get() {
        const value = host.module(file)[name];
        define(name, value);
        return value;
      },
      set(value) {
        define(name, value);
      },
      configurable: true,
    });
};
defineLazily("pairlab:structured-clone.js", "structuredClone");
defineLazily("pairlab:encoding.js", "TextEncoder", "TextDecoder", "atob", "btoa");
defineLazily("pairlab:url.js", "URL", "URLSearchParams");

define("queueMicrotask", function queueMicrotask(callback) {
  if (typeof callback !== "function") throw new TypeErrorOf('The "callback" argument must be of type function.');
  queueJob(callback);
});

const questionOf = (message) => (message === undefined ? "" : StringOf(message));
define("prompt", function prompt(message, _default) {
  return ask(questionOf(message));
});
define("readline", function readline(message) {
  return ask(questionOf(message));
});
define("confirm", function confirm(message) {
  const answer = ask(`${questionOf(message)} (y/n)`);
  return answer === "" || answer[0] === "y" || answer[0] === "Y";
});
define("alert", function alert(message) {
  print(0, message === undefined ? "" : StringOf(message));
});

define("fetch", function fetch() {
  return promiseReject(
    new TypeErrorOf("fetch failed: programs here have no network. Put the data into a file of the room and import it."),
  );
});

define("performance", {
  now: () => host.now(),
  timeOrigin: Date.now(),
  mark() {},
  measure() {},
});

define("crypto", {
  randomUUID: () => host.uuid(),
  getRandomValues(array) {
    const view = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    if (view.length > 65536) throw new ErrorOf("At most 65536 bytes at once.");
    for (let at = 0; at < view.length; at++) view[at] = host.random();
    return array;
  },
});

const stream = (number) => ({
  write(value) {
    write(number, StringOf(value));
    return true;
  },
  isTTY: false,
  columns: 80,
});
define("process", {
  argv: ["node", "main.js"],
  env: {},
  platform: "pairlab",
  version: "v26.0.0",
  versions: {},
  pid: 1,
  exitCode: undefined,
  stdout: stream(0),
  stderr: stream(1),
  cwd: () => "/",
  uptime: () => host.now() / 1000,
  memoryUsage: () => ({ rss: 0, heapTotal: 0, heapUsed: 0, external: 0, arrayBuffers: 0 }),
  hrtime: Object.assign(
    () => {
      const ms = host.now();
      return [Math.floor(ms / 1000), Math.floor((ms % 1000) * 1e6)];
    },
    { bigint: () => BigInt(Math.floor(host.now() * 1e6)) },
  ),
  nextTick(callback, ...args) {
    queueJob(() => callback(...args));
  },
  emitWarning(message) {
    print(1, format([`(Warning: ${StringOf(message)})`]));
  },
  on() {
    return this;
  },
  once() {
    return this;
  },
  off() {
    return this;
  },
  exit(code) {
    host.exit(Number(code ?? this?.exitCode ?? 0) || 0);
    stopHere();
  },
});
