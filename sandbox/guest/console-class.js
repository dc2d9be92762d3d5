// console.Console: a console that writes to streams of the program's own.
import { methodsOn } from "./console.js";
import { ObjectDefineProperty, ObjectKeys, TypeErrorOf } from "./intrinsics.js";

const needStream = (stream, name) => {
  if (typeof stream === "object" && stream !== null && typeof stream.write === "function") return;
  const error = new TypeErrorOf(`Console expects a writable stream instance for ${name}`);
  error.code = "ERR_CONSOLE_WRITABLE_STREAM";
  throw error;
};

/** `new Console(stdout, stderr)` or `new Console({ stdout, stderr })`; the second is the first if it is left out. */
export function Console(given, second) {
  if (given === undefined || given === null) {
    const error = new TypeErrorOf("Console expects a writable stream instance for stdout");
    error.code = "ERR_CONSOLE_WRITABLE_STREAM";
    throw error;
  }
  const single = typeof given.write === "function";
  const stdout = single ? given : given.stdout;
  const stderr = (single ? second : given.stderr) ?? stdout;
  needStream(stdout, "stdout");
  needStream(stderr, "stderr");
  const { methods } = methodsOn((stream, text) => (stream === 1 ? stderr : stdout).write(text));
  const self = new.target === undefined ? {} : this;
  const names = ObjectKeys(methods);
  for (let at = 0; at < names.length; at++)
    ObjectDefineProperty(self, names[at], {
      __proto__: null,
      value: methods[names[at]],
      writable: true,
      enumerable: true,
      configurable: true,
    });
  return self;
}
