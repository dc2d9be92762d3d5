// What a program finds in its global object besides the language.
import { console, print } from "./console.js";
import { host } from "./host.js";
import "./errors.js";
import { promptFor } from "./input.js";
import "./locale.js";
import { promiseReject, queueJob, StringOf, TypeErrorOf } from "./intrinsics.js";
import { RememberingProxy } from "./proxies.js";
import { clearTimeout, setImmediate, setInterval, setTimeout } from "./timers.js";
import { wrongArgument } from "./wrong-argument.js";

const { defineProperty } = Object;
const define = (name, value) =>
  defineProperty(globalThis, name, { __proto__: null, value, writable: true, configurable: true });

for (const name of ["dispose", "asyncDispose"])
  if (!Symbol[name]) defineProperty(Symbol, name, { __proto__: null, value: Symbol(`Symbol.${name}`) });

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
defineLazily("pairlab:buffer.js", "Buffer");
defineLazily("pairlab:chance.js", "crypto");
defineLazily("pairlab:performance.js", "performance");
defineLazily("pairlab:process.js", "process");
defineLazily("pairlab:structured-clone.js", "structuredClone");
defineLazily("pairlab:encoding.js", "TextEncoder", "TextDecoder", "atob", "btoa");
defineLazily("pairlab:abort.js", "AbortController", "AbortSignal");
defineLazily("pairlab:dom-exception.js", "DOMException");
defineLazily("pairlab:event-target.js", "EventTarget", "Event", "CustomEvent");
defineLazily("pairlab:intl.js", "Intl");
defineLazily("pairlab:url.js", "URL", "URLSearchParams");

define("queueMicrotask", function queueMicrotask(callback) {
  if (typeof callback !== "function") throw wrongArgument("callback", "of type function", callback);
  queueJob(callback);
});

const questionOf = (message) => (message === undefined ? "" : StringOf(message));
define("prompt", function prompt(message, _default) {
  return promptFor(questionOf(message));
});
define("readline", function readline(message) {
  return promptFor(questionOf(message));
});
define("confirm", function confirm(message) {
  const answer = promptFor(`${questionOf(message)} (y/n)`);
  if (answer === null) return false;
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
