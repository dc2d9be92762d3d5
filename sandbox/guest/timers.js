// setTimeout and its kin. The host calls `tick` again and again and sleeps in between.
import { host } from "./host.js";
import { functionApply, list, MapOf, maps, NumberOf, TypeErrorOf, trunc } from "./intrinsics.js";

/** Milliseconds; what Node makes of a longer delay is 1. */
const LONGEST = 2147483647;
const timers = new MapOf();
let lastId = 0;

function start(fn, delay, args, repeat) {
  if (typeof fn !== "function") throw new TypeErrorOf('The "callback" argument must be of type function.');
  let ms = NumberOf(delay);
  ms = ms >= 1 && ms <= LONGEST ? trunc(ms) : 1;
  const id = ++lastId;
  maps.set(timers, id, { id, fn, args, at: host.now() + ms, every: repeat ? ms : 0 });
  return id;
}

export const setTimeout = function setTimeout(callback, delay, ...args) {
  return start(callback, delay, args, false);
};
export const setInterval = function setInterval(callback, delay, ...args) {
  return start(callback, delay, args, true);
};
export const setImmediate = function setImmediate(callback, ...args) {
  const id = start(callback, 1, args, false);
  maps.get(timers, id).at = 0;
  return id;
};
export const clearTimeout = function clearTimeout(id) {
  maps.remove(timers, typeof id === "object" && id !== null ? NumberOf(id) : NumberOf(id));
};

export const clearAll = () => {
  maps.clear(timers);
};

/** Runs the timer that is due first; 0 if one ran, else the milliseconds until one is due, or -1 if there is none. */
export function tick() {
  let first = null;
  maps.each(timers, (timer) => {
    if (first === null || timer.at < first.at) first = timer;
  });
  if (first === null) return -1;
  const now = host.now();
  if (first.at > now) return first.at - now;
  if (first.every > 0) first.at = now + first.every;
  else maps.remove(timers, first.id);
  functionApply(first.fn, undefined, first.args ?? list());
  return 0;
}
