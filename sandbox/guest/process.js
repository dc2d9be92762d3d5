// A small process: what programs print with, and how they end.
import { stopHere, write } from "./border.js";
import { print } from "./console.js";
import { format } from "./format.js";
import { host } from "./host.js";
import { BigIntOf, floor, NumberOf, StringOf } from "./intrinsics.js";
import { nextTick } from "./timers.js";
import { wrongArgument } from "./wrong-argument.js";

const stream = (number) => ({
  write(value) {
    write(number, StringOf(value));
    return true;
  },
  isTTY: false,
  columns: 80,
});
function hrtime(since) {
  const ms = host.now();
  const seconds = floor(ms / 1000);
  const nanoseconds = floor((ms % 1000) * 1e6);
  if (since === undefined) return [seconds, nanoseconds];
  const borrowed = nanoseconds < since[1] ? 1 : 0;
  return [seconds - since[0] - borrowed, nanoseconds - since[1] + borrowed * 1e9];
}
hrtime.bigint = () => BigIntOf(floor(host.now() * 1e6));

export const process = {
  argv: ["node", "main.js"],
  env: {},
  platform: "pairlab",
  version: "v26.0.0",
  versions: {},
  pid: 1,
  exitCode: undefined,
  /** Loaded by whoever asks: few do. */
  get stdin() {
    return host.module("pairlab:stdin.js").stdin;
  },
  stdout: stream(0),
  stderr: stream(1),
  cwd: () => "/",
  uptime: () => host.now() / 1000,
  memoryUsage: () => ({ rss: 0, heapTotal: 0, heapUsed: 0, external: 0, arrayBuffers: 0 }),
  hrtime,
  nextTick(callback, ...args) {
    if (typeof callback !== "function") throw wrongArgument("callback", "of type function", callback);
    nextTick(callback, args);
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
    host.exit(NumberOf(code ?? process.exitCode ?? 0) || 0);
    stopHere();
  },
};
