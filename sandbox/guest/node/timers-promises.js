// node:timers/promises.
import { add, list, PromiseOf, symbolAsyncIterator } from "../intrinsics.js";
import { clearTimeout, setInterval as every, setTimeout as later, setImmediate as soon } from "../timers.js";

export const setTimeout = function setTimeout(delay, value) {
  return new PromiseOf((resolve) => later(resolve, delay, value));
};
export const setImmediate = function setImmediate(value) {
  return new PromiseOf((resolve) => soon(resolve, value));
};

/** An endless iterator that gives `value` every `delay` milliseconds; leaving the loop ends it. */
export const setInterval = function setInterval(delay, value) {
  const waiting = list();
  let due = 0;
  const deliver = () => {
    while (due > 0 && waiting.length > 0) {
      due--;
      const resolve = waiting[0];
      for (let at = 1; at < waiting.length; at++) waiting[at - 1] = waiting[at];
      waiting.length--;
      resolve({ value, done: false });
    }
  };
  const id = every(() => {
    due++;
    deliver();
  }, delay);
  return {
    next: () =>
      new PromiseOf((resolve) => {
        add(waiting, resolve);
        deliver();
      }),
    return: () => {
      clearTimeout(id);
      return new PromiseOf((resolve) => resolve({ value: undefined, done: true }));
    },
    [symbolAsyncIterator]() {
      return this;
    },
  };
};
export const scheduler = { wait: (delay) => setTimeout(delay), yield: () => setImmediate() };
export default { setTimeout, setImmediate, setInterval, scheduler };
