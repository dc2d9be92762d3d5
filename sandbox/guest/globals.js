import { ask, write } from "./border.js";
import { format } from "./inspect.js";
import { ObjectDefineProperty } from "./intrinsics.js";
import { RememberingProxy } from "./proxies.js";
import { clearTimeout, setImmediate, setInterval, setTimeout } from "./timers.js";

const define = (k, value) =>
  ObjectDefineProperty(globalThis, k, {
    __proto__: null,
    value,
    writable: true,
    configurable: true,
    enumerable: false,
  });
const log =
  (s) =>
  (...args) =>
    write(s, `${format(args)}\n`);
define("console", { log: log(0), info: log(0), debug: log(0), error: log(1), warn: log(1) });
define("setTimeout", setTimeout);
define("setInterval", setInterval);
define("setImmediate", setImmediate);
define("clearTimeout", clearTimeout);
define("clearInterval", clearTimeout);
define("Proxy", RememberingProxy);
define("prompt", (q = "") => ask(`${q}`));
