// console, as Node has it. `error`, `warn`, `trace` and `assert` go to the second stream.
import { write } from "./border.js";
import { format } from "./format.js";
import { host } from "./host.js";
import { inspect } from "./inspect.js";
import {
  ArrayIsArray,
  add,
  ErrorOf,
  joined,
  list,
  MapOf,
  maps,
  ObjectDefineProperty,
  split,
  TypeErrorOf,
  text,
  toFixed,
} from "./intrinsics.js";
import { framesOf } from "./stack.js";

const OUT = 0;
const ERR = 1;
const labelOf = (label) => (label === undefined ? "default" : `${label}`);

/** Node's own: 1.234ms, 1.234s, 1:02.345 (m:ss.mmm), 1:00:02 (h:mm:ss). */
function formatTime(ms) {
  if (ms >= 1000) {
    const hours = (ms - (ms % 3600000)) / 3600000;
    const minutes = ((ms % 3600000) - (ms % 60000)) / 60000;
    const seconds = (ms % 60000) / 1000;
    if (hours !== 0 || minutes !== 0) {
      const whole = text.padStart(toFixed(seconds, 3), 6, "0");
      return hours !== 0
        ? `${hours}:${text.padStart(`${minutes}`, 2, "0")}:${text.slice(whole, 0, 2)} (h:mm:ss)`
        : `${minutes}:${whole} (m:ss.mmm)`;
    }
    return `${toFixed(seconds, 3)}s`;
  }
  return `${+toFixed(ms, 3)}ms`;
}

/** The methods of a console; `out` takes what they print: 0 or 1 for the stream, and a text. */
export function methodsOn(out) {
  let indentation = "";
  const counts = new MapOf();
  const clocks = new MapOf();

  /** One line, or several, at the group's depth. */
  const print = (stream, value) => {
    const lines = indentation === "" ? value : indentation + joined(split(value, "\n"), `\n${indentation}`);
    out(stream, `${lines}\n`);
  };
  const warn = (message) => print(ERR, `(Warning: ${message})`);
  function logTime(method, label, rest) {
    const since = maps.get(clocks, label);
    if (since === undefined) {
      warn(`No such label '${label}' for console.${method}()`);
      return false;
    }
    const args = list();
    add(
      args,
      `${text.includes(label, "%") ? joined(split(label, "%"), "%%") : label}: ${formatTime(host.now() - since)}`,
    );
    for (let at = 0; at < rest.length; at++) add(args, rest[at]);
    print(OUT, format(args));
    return true;
  }

  const log = (...args) => print(OUT, format(args));
  const logError = (...args) => print(ERR, format(args));

  const methods = {
    __proto__: null,
    log,
    warn: logError,
    dir: (value, options) => print(OUT, inspect(value, { customInspect: false, ...options })),
    time(label) {
      const name = labelOf(label);
      if (maps.has(clocks, name)) return warn(`Label '${name}' already exists for console.time()`);
      maps.set(clocks, name, host.now());
      return undefined;
    },
    timeEnd(label) {
      if (logTime("timeEnd", labelOf(label), list())) maps.remove(clocks, labelOf(label));
    },
    timeLog(label, ...rest) {
      logTime("timeLog", labelOf(label), rest);
    },
    trace(...args) {
      const frames = framesOf(new ErrorOf().stack);
      const message = format(args.length === 0 ? [""] : args);
      print(ERR, `Trace${message === "" ? "" : `: ${message}`}${frames === "" ? "" : `\n${frames}`}`);
    },
    assert(condition, ...args) {
      if (condition) return;
      const list2 = list();
      if (typeof args[0] === "string") add(list2, `Assertion failed: ${args[0]}`);
      else {
        add(list2, "Assertion failed");
        if (args.length > 0) add(list2, args[0]);
      }
      for (let at = 1; at < args.length; at++) add(list2, args[at]);
      print(ERR, format(list2));
    },
    clear() {},
    count(label) {
      const name = labelOf(label);
      const count = (maps.get(counts, name) ?? 0) + 1;
      maps.set(counts, name, count);
      print(OUT, `${name}: ${count}`);
    },
    countReset(label) {
      const name = labelOf(label);
      if (!maps.remove(counts, name)) warn(`Count for '${name}' does not exist`);
    },
    group(...data) {
      if (data.length > 0) print(OUT, format(data));
      indentation += "  ";
    },
    groupEnd() {
      indentation = text.slice(indentation, 0, -2);
    },
    table(value, properties) {
      if (properties !== undefined && !ArrayIsArray(properties))
        throw new TypeErrorOf('The "properties" argument must be an instance of Array.');
      const drawn = host.module("pairlab:table.js").table(value, properties);
      print(OUT, drawn === null ? format([value]) : drawn);
    },
    debug: log,
    info: log,
    dirxml: log,
    error: logError,
    groupCollapsed: undefined,
  };
  methods.groupCollapsed = methods.group;
  return { methods, print };
}

const { methods, print } = methodsOn(write);

export { print };

export const console = {};
for (const name of Object.keys(methods)) console[name] = methods[name];
ObjectDefineProperty(console, "Console", {
  __proto__: null,
  get() {
    const { Console } = host.module("pairlab:console-class.js");
    ObjectDefineProperty(console, "Console", { __proto__: null, value: Console, writable: true, configurable: true });
    return Console;
  },
  set(value) {
    ObjectDefineProperty(console, "Console", { __proto__: null, value, writable: true, configurable: true });
  },
  configurable: true,
});
ObjectDefineProperty(console, Symbol.toStringTag, { __proto__: null, value: "console", configurable: true });
