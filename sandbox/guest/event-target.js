// EventTarget, Event and CustomEvent, as far as programs without a page have them.
import { inspect, inspectCustom } from "./inspect.js";
import {
  add,
  list,
  MapOf,
  maps,
  ObjectDefineProperty,
  queueJob,
  ReflectApply,
  StringOf,
  symbolToStringTag,
  TypeErrorOf,
  WeakMapOf,
  weak,
} from "./intrinsics.js";
import { performance } from "./performance.js";

export const named = (kind, name) =>
  ObjectDefineProperty(kind.prototype, symbolToStringTag, { __proto__: null, value: name, configurable: true });
const needs = (given, name) => {
  if (given > 0) return;
  const error = new TypeErrorOf(`The "${name}" argument must be specified`);
  error.code = "ERR_MISSING_ARGS";
  throw error;
};
const now = performance.now;

/** What an event's own methods and its target know of it. */
const states = new WeakMapOf();
const stateOf = (event) => {
  const state = typeof event === "object" && event !== null ? weak.get(states, event) : undefined;
  if (state === undefined) {
    const error = new TypeErrorOf('Value of "this" must be of type Event');
    error.code = "ERR_INVALID_THIS";
    throw error;
  }
  return state;
};

export class Event {
  constructor(...given) {
    needs(given.length, "type");
    const type = given[0];
    const options = given[1];
    weak.set(states, this, {
      __proto__: null,
      type: StringOf(type),
      bubbles: Boolean(options?.bubbles),
      cancelable: Boolean(options?.cancelable),
      composed: Boolean(options?.composed),
      prevented: false,
      stopped: false,
      ended: false,
      passive: false,
      target: null,
      current: null,
      at: ReflectApply(now, performance, []),
    });
  }

  get type() {
    return stateOf(this).type;
  }
  get target() {
    return stateOf(this).target;
  }
  get srcElement() {
    return stateOf(this).target;
  }
  get currentTarget() {
    return stateOf(this).current;
  }
  get eventPhase() {
    return stateOf(this).current === null ? 0 : 2;
  }
  get bubbles() {
    return stateOf(this).bubbles;
  }
  get cancelable() {
    return stateOf(this).cancelable;
  }
  get composed() {
    return stateOf(this).composed;
  }
  get defaultPrevented() {
    const { cancelable, prevented } = stateOf(this);
    return cancelable && prevented;
  }
  get returnValue() {
    return !this.defaultPrevented;
  }
  get timeStamp() {
    return stateOf(this).at;
  }
  get isTrusted() {
    return false;
  }
  get cancelBubble() {
    return stateOf(this).stopped;
  }
  set cancelBubble(value) {
    if (value) stateOf(this).stopped = true;
  }
  preventDefault() {
    const state = stateOf(this);
    if (state.cancelable && !state.passive) state.prevented = true;
  }
  stopPropagation() {
    stateOf(this).stopped = true;
  }
  stopImmediatePropagation() {
    const state = stateOf(this);
    state.stopped = true;
    state.ended = true;
  }
  composedPath() {
    const { current } = stateOf(this);
    return current === null ? [] : [current];
  }
  [inspectCustom](depth, options) {
    const { type, cancelable, at } = stateOf(this);
    const name = this.constructor.name;
    if (depth < 0) return name;
    return `${name} ${inspect({ type, defaultPrevented: this.defaultPrevented, cancelable, timeStamp: at }, options)}`;
  }
}
named(Event, "Event");
for (let phase = 0; phase < 4; phase++) {
  const name = ["NONE", "CAPTURING_PHASE", "AT_TARGET", "BUBBLING_PHASE"][phase];
  ObjectDefineProperty(Event, name, { __proto__: null, value: phase, enumerable: true });
}

export class CustomEvent extends Event {
  #detail;

  constructor(...given) {
    needs(given.length, "type");
    super(given[0], given[1]);
    this.#detail = given[1]?.detail ?? null;
  }
  get detail() {
    return this.#detail;
  }
}
named(CustomEvent, "CustomEvent");

/** Target → type → list of { listener, once, capture, passive, removed }. */
const registers = new WeakMapOf();
const registerOf = (target) => {
  const register = typeof target === "object" && target !== null ? weak.get(registers, target) : undefined;
  if (register === undefined) {
    const error = new TypeErrorOf('Value of "this" must be of type EventTarget');
    error.code = "ERR_INVALID_THIS";
    throw error;
  }
  return register;
};
const captures = (options) => (typeof options === "boolean" ? options : Boolean(options?.capture));

export class EventTarget {
  constructor() {
    weak.set(registers, this, new MapOf());
  }

  addEventListener(...given) {
    const register = registerOf(this);
    needs(given.length - 1, given.length === 0 ? "type" : "listener");
    const type = given[0];
    const listener = given[1];
    const options = given[2];
    if (listener === null || listener === undefined) return;
    if (typeof listener !== "function" && typeof listener !== "object") {
      const error = new TypeErrorOf(
        `The "listener" argument must be an instance of EventListener. Received ${inspect(listener)}`,
      );
      error.code = "ERR_INVALID_ARG_TYPE";
      throw error;
    }
    const signal = options?.signal;
    if (signal?.aborted) return;
    const name = StringOf(type);
    const known = maps.get(register, name) ?? list();
    const capture = captures(options);
    for (let at = 0; at < known.length; at++)
      if (known[at].listener === listener && known[at].capture === capture) return;
    const entry = {
      __proto__: null,
      listener,
      capture,
      once: Boolean(options?.once),
      passive: Boolean(options?.passive),
      removed: false,
    };
    const entries = list();
    for (let at = 0; at < known.length; at++) add(entries, known[at]);
    add(entries, entry);
    maps.set(register, name, entries);
    signal?.addEventListener("abort", () => forget(register, name, listener, capture), { once: true });
  }

  removeEventListener(...given) {
    const register = registerOf(this);
    needs(given.length - 1, given.length === 0 ? "type" : "listener");
    const type = given[0];
    const listener = given[1];
    const options = given[2];
    forget(register, StringOf(type), listener, captures(options));
  }

  dispatchEvent(event) {
    const register = registerOf(this);
    const state = typeof event === "object" && event !== null ? weak.get(states, event) : undefined;
    if (state === undefined) {
      const error = new TypeErrorOf(`The "event" argument must be an instance of Event. Received ${inspect(event)}`);
      error.code = "ERR_INVALID_ARG_TYPE";
      throw error;
    }
    if (state.current !== null) {
      const error = new TypeErrorOf("The event is already being dispatched");
      error.code = "ERR_EVENT_RECURSION";
      throw error;
    }
    state.target = this;
    state.current = this;
    const entries = maps.get(register, state.type) ?? list();
    for (let at = 0; at < entries.length && !state.ended; at++) {
      const { listener, once, capture, passive } = entries[at];
      if (entries[at].removed) continue;
      if (once) forget(register, state.type, listener, capture);
      state.passive = passive;
      try {
        if (typeof listener === "function") ReflectApply(listener, this, [event]);
        else {
          const handle = listener.handleEvent;
          ReflectApply(handle, listener, [event]);
        }
      } catch (error) {
        // The others are called all the same, and the error is one that nobody caught.
        queueJob(() => {
          throw error;
        });
      }
    }
    state.current = null;
    state.ended = false;
    return !(state.cancelable && state.prevented);
  }
}
named(EventTarget, "EventTarget");

function forget(register, name, listener, capture) {
  const known = maps.get(register, name);
  if (known === undefined) return;
  const entries = list();
  for (let at = 0; at < known.length; at++)
    if (known[at].listener === listener && known[at].capture === capture) known[at].removed = true;
    else add(entries, known[at]);
  maps.set(register, name, entries);
}
