/** Node's own modules: which of them programs may import, and what is said of the others. */

/** Name → the guest's module, without its ending. */
const OFFERED: Record<string, string> = {
  assert: "assert",
  "assert/strict": "assert-strict",
  buffer: "buffer",
  console: "console",
  crypto: "crypto",
  events: "events",
  fs: "fs",
  "fs/promises": "fs-promises",
  path: "path",
  "path/posix": "path",
  perf_hooks: "perf-hooks",
  process: "process",
  readline: "readline",
  "readline/promises": "readline-promises",
  timers: "timers",
  "timers/promises": "timers-promises",
  url: "url",
  util: "util",
};

const NETWORK = "programs here have no network";
const ALONE = "a program here runs alone";
/** Why a module is not there; of those that are not named, only that it is not. */
const REFUSED: Record<string, string> = {
  child_process: "programs here cannot start others",
  cluster: ALONE,
  dgram: NETWORK,
  dns: NETWORK,
  http: NETWORK,
  http2: NETWORK,
  https: NETWORK,
  net: NETWORK,
  os: "programs here see nothing of the machine",
  test: "tests are files of their own here",
  tls: NETWORK,
  worker_threads: ALONE,
};
const OTHERS = new Set(
  "async_hooks constants diagnostics_channel domain inspector module punycode querystring repl sea sqlite stream string_decoder sys trace_events tty v8 vm wasi zlib".split(
    " ",
  ),
);

/** The guest's module for `fs` or `node:fs`; undefined if there is none. */
export function builtinModule(specifier: string): string | undefined {
  const name = specifier.replace(/^node:/, "");
  return Object.hasOwn(OFFERED, name) ? `pairlab:node/${OFFERED[name]}.js` : undefined;
}

/** The sentence about a part of Node that is not offered; undefined if `specifier` names no part of Node. */
export function whyNoBuiltin(specifier: string): string | undefined {
  const name = specifier.replace(/^node:/, "");
  const [base = ""] = name.split("/");
  if (Object.hasOwn(REFUSED, base)) return `"${specifier}" is a part of Node that is not there: ${REFUSED[base]}.`;
  return specifier.startsWith("node:") || OTHERS.has(base) || Object.hasOwn(OFFERED, base)
    ? `"${specifier}" is a part of Node that programs here cannot use.`
    : undefined;
}

/** Whether a name the guest's loader is asked for is a module of ours. */
export const isGuestModule = (name: string): boolean => name.startsWith("pairlab:");
