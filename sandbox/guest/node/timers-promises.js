// node:timers/promises.
import { host } from "../host.js";
import { add, list, PromiseOf, symbolAsyncIterator } from "../intrinsics.js";
import { clearTimeout, setInterval as every, setTimeout as later, setImmediate as soon } from "../timers.js";

const NOTHING = () => {};
/** Most programs have no signals, and need nothing of theirs. */
const onAbort = (signal, fn) => (signal ? host.module("pairlab:abort.js").onAbort(signal, fn) : NOTHING);

/** `start` begins the wait and gives the timer. */
const waiting = (start, value, options) =>
  new PromiseOf((resolve, reject) => {
    let timer = null;
    if (options?.signal?.aborted) {
      onAbort(options.signal, reject);
      return;
    }
    const stop = onAbort(options?.signal, (error) => {
      clearTimeout(timer);
      reject(error);
    });
    timer = start(() => {
      stop();
      resolve(value);
    });
    if (options?.ref === false) timer.unref();
  });

export const setTimeout = function setTimeout(delay, value, options) {
  return waiting((fn) => later(fn, delay), value, options);
};
export const setImmediate = function setImmediate(value, options) {
  return waiting((fn) => soon(fn), value, options);
};

/** An endless iterator that gives `value` every `delay` milliseconds; leaving the loop ends it. */
export const setInterval = function setInterval(delay, value, options) {
  const readers = list();
  let due = 0;
  let failure = null;
  const deliver = () => {
    while ((due > 0 || failure !== null) && readers.length > 0) {
      const { resolve, reject } = readers[0];
      for (let at = 1; at < readers.length; at++) readers[at - 1] = readers[at];
      readers.length--;
      if (due > 0) {
        due--;
        resolve({ value, done: false });
      } else reject(failure);
    }
  };
  const timer = every(() => {
    due++;
    deliver();
  }, delay);
  if (options?.ref === false) timer.unref();
  const stop = onAbort(options?.signal, (error) => {
    clearTimeout(timer);
    failure = error;
    deliver();
  });
  return {
    next: () =>
      new PromiseOf((resolve, reject) => {
        add(readers, { __proto__: null, resolve, reject });
        deliver();
      }),
    return: () => {
      clearTimeout(timer);
      stop();
      return new PromiseOf((resolve) => resolve({ value: undefined, done: true }));
    },
    [symbolAsyncIterator]() {
      return this;
    },
  };
};
export const scheduler = {
  wait: (delay, options) => setTimeout(delay, undefined, options),
  yield: () => setImmediate(),
};
export default { setTimeout, setImmediate, setInterval, scheduler };
