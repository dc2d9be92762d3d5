// node:events.

import { inspect } from "../inspect.js";
import {
  add,
  descriptorOf,
  ErrorOf,
  functionApply,
  isError,
  list,
  MapOf,
  maps,
  ObjectDefineProperty,
  ownKeys,
  PromiseOf,
  queueJob,
  symbolAsyncIterator,
  WeakMapOf,
  weak,
} from "../intrinsics.js";
import { wrongArgument } from "../wrong-argument.js";

/** Emitter → event → list of { fn, once }. Beside the emitter, so that `class Shop extends EventEmitter` prints clean. */
const registers = new WeakMapOf();
const registerOf = (emitter) => {
  let register = weak.get(registers, emitter);
  if (register === undefined) {
    register = new MapOf();
    weak.set(registers, emitter, register);
  }
  return register;
};
const entriesOf = (emitter, event) => maps.get(registerOf(emitter), event) ?? list();

function listen(emitter, event, fn, once, first) {
  if (typeof fn !== "function") throw wrongArgument("listener", "of type function", fn);
  // Those who wait for listeners are told before there is one.
  if (entriesOf(emitter, "newListener").length > 0) emitter.emit("newListener", event, fn);
  const known = entriesOf(emitter, event);
  const entries = list();
  if (first) add(entries, { __proto__: null, fn, once });
  for (let at = 0; at < known.length; at++) add(entries, known[at]);
  if (!first) add(entries, { __proto__: null, fn, once });
  maps.set(registerOf(emitter), event, entries);
  return emitter;
}

function forget(emitter, event, matches) {
  const known = entriesOf(emitter, event);
  let found = -1;
  for (let at = known.length - 1; at >= 0 && found < 0; at--) if (matches(known[at])) found = at;
  if (found < 0) return emitter;
  const entries = list();
  for (let at = 0; at < known.length; at++) if (at !== found) add(entries, known[at]);
  if (entries.length > 0) maps.set(registerOf(emitter), event, entries);
  else maps.remove(registerOf(emitter), event);
  if (entriesOf(emitter, "removeListener").length > 0) emitter.emit("removeListener", event, known[found].fn);
  return emitter;
}

// As a function, for programs of before classes call it: `EventEmitter.call(this)`.
export function EventEmitter() {}

class Methods {
  on(event, listener) {
    return listen(this, event, listener, false, false);
  }

  addListener(event, listener) {
    return listen(this, event, listener, false, false);
  }

  prependListener(event, listener) {
    return listen(this, event, listener, false, true);
  }

  once(event, listener) {
    return listen(this, event, listener, true, false);
  }

  prependOnceListener(event, listener) {
    return listen(this, event, listener, true, true);
  }

  off(event, listener) {
    return forget(this, event, (entry) => entry.fn === listener);
  }

  removeListener(event, listener) {
    return forget(this, event, (entry) => entry.fn === listener);
  }

  removeAllListeners(event) {
    if (event === undefined) weak.set(registers, this, new MapOf());
    else maps.remove(registerOf(this), event);
    return this;
  }

  emit(event, ...args) {
    const entries = entriesOf(this, event);
    if (entries.length === 0) {
      if (event === "error") throw unheard(args[0]);
      return false;
    }
    for (let at = 0; at < entries.length; at++) {
      const entry = entries[at];
      if (entry.once) forget(this, event, (candidate) => candidate === entry);
      functionApply(entry.fn, this, args);
    }
    return true;
  }

  listenerCount(event) {
    return entriesOf(this, event).length;
  }

  listeners(event) {
    const entries = entriesOf(this, event);
    const result = [];
    for (let at = 0; at < entries.length; at++) add(result, entries[at].fn);
    return result;
  }

  rawListeners(event) {
    return this.listeners(event);
  }

  eventNames() {
    const result = [];
    maps.each(registerOf(this), (_, event) => add(result, event));
    return result;
  }

  setMaxListeners() {
    return this;
  }

  getMaxListeners() {
    return 10;
  }
}

const names = ownKeys(Methods.prototype);
for (let at = 0; at < names.length; at++)
  if (names[at] !== "constructor")
    ObjectDefineProperty(EventEmitter.prototype, names[at], descriptorOf(Methods.prototype, names[at]));

function unheard(reason) {
  if (isError(reason)) return reason;
  const error = new ErrorOf(`Unhandled error. (${inspect(reason)})`);
  error.code = "ERR_UNHANDLED_ERROR";
  error.context = reason;
  return error;
}

/** A promise of the arguments of the next `event`; rejected by an `error` that comes before. */
export function once(emitter, event) {
  return new PromiseOf((resolve, reject) => {
    const arrived = (...args) => {
      emitter.off("error", failed);
      resolve(args);
    };
    const failed = (error) => {
      emitter.off(event, arrived);
      reject(error);
    };
    emitter.once(event, arrived);
    if (event !== "error") emitter.once("error", failed);
  });
}

/** An endless iterator of the arguments of each `event`. */
export function on(emitter, event) {
  const arrived = list();
  const waiting = list();
  let from = 0;
  let asked = 0;
  const deliver = () => {
    while (from < arrived.length && asked < waiting.length) waiting[asked++]({ value: arrived[from++], done: false });
  };
  const listener = (...args) => {
    add(arrived, args);
    deliver();
  };
  emitter.on(event, listener);
  return {
    next: () =>
      new PromiseOf((resolve) => {
        add(waiting, resolve);
        queueJob(deliver);
      }),
    return: () => {
      emitter.off(event, listener);
      return new PromiseOf((resolve) => resolve({ value: undefined, done: true }));
    },
    [symbolAsyncIterator]() {
      return this;
    },
  };
}

EventEmitter.EventEmitter = EventEmitter;
EventEmitter.once = once;
EventEmitter.on = on;
EventEmitter.defaultMaxListeners = 10;
export const defaultMaxListeners = 10;
export default EventEmitter;
