// setTimeout and its kin. The host calls `tick` again and again and sleeps in between.
import { host } from "./host.js";
import { functionApply, list, MapOf, maps, NumberOf, symbolToPrimitive, trunc } from "./intrinsics.js";
import { wrongArgument } from "./wrong-argument.js";

/** Milliseconds; what Node makes of a longer delay is 1. */
const LONGEST = 2147483647;
const timers = new MapOf();
let lastId = 0;

/** What the program holds of a timer. */
class Timeout {
  #timer;

  constructor(timer) {
    this.#timer = timer;
  }
  static idOf(value) {
    return typeof value === "object" && value !== null && #timer in value ? value.#timer.id : NumberOf(value);
  }
  ref() {
    this.#timer.ref = true;
    return this;
  }
  /** A program does not wait for it. */
  unref() {
    this.#timer.ref = false;
    return this;
  }
  hasRef() {
    return this.#timer.ref;
  }
  /** Begins its delay anew, also when it has been. */
  refresh() {
    const timer = this.#timer;
    timer.at = host.now() + timer.delay;
    if (!timer.cleared) maps.set(timers, timer.id, timer);
    return this;
  }
  close() {
    clear(this.#timer.id);
    return this;
  }
  [symbolToPrimitive]() {
    return this.#timer.id;
  }
  [Symbol.dispose ?? "dispose"]() {
    clear(this.#timer.id);
  }
}
const { idOf } = Timeout;
delete Timeout.idOf;
class Immediate extends Timeout {}

function clear(id) {
  const timer = maps.get(timers, id);
  if (timer === undefined) return;
  timer.cleared = true;
  maps.remove(timers, id);
}

function start(Kind, fn, delay, args, repeat) {
  if (typeof fn !== "function") throw wrongArgument("callback", "of type function", fn);
  let ms = NumberOf(delay);
  ms = ms >= 1 && ms <= LONGEST ? trunc(ms) : 1;
  const id = ++lastId;
  const at = Kind === Immediate ? 0 : host.now() + ms;
  const timer = { __proto__: null, id, fn, args, at, delay: ms, every: repeat ? ms : 0, ref: true, cleared: false };
  maps.set(timers, id, timer);
  return new Kind(timer);
}

export const setTimeout = function setTimeout(callback, delay, ...args) {
  return start(Timeout, callback, delay, args, false);
};
export const setInterval = function setInterval(callback, delay, ...args) {
  return start(Timeout, callback, delay, args, true);
};
export const setImmediate = function setImmediate(callback, ...args) {
  return start(Immediate, callback, 1, args, false);
};
export const clearTimeout = function clearTimeout(timer) {
  clear(idOf(timer));
};

export const clearAll = () => {
  maps.clear(timers);
};

let ticks = list();
/** For process.nextTick: before promises go on, and before the next timer. */
export const nextTick = (fn, args) => {
  ticks[ticks.length] = { __proto__: null, fn, args };
};
export function runTicks() {
  for (let at = 0; at < ticks.length; at++) functionApply(ticks[at].fn, undefined, ticks[at].args);
  ticks = list();
}

/** Runs the timer that is due first; 0 if one ran, else the milliseconds until one is due, or -1 if there is none. */
export function tick() {
  if (ticks.length > 0) {
    runTicks();
    return 0;
  }
  let first = null;
  let waited = false;
  maps.each(timers, (timer) => {
    if (timer.ref) waited = true;
    if (first === null || timer.at < first.at) first = timer;
  });
  if (first === null || !waited) return -1;
  const now = host.now();
  if (first.at > now) return first.at - now;
  if (first.every > 0) first.at = now + first.every;
  else maps.remove(timers, first.id);
  functionApply(first.fn, undefined, first.args ?? list());
  runTicks();
  return 0;
}
