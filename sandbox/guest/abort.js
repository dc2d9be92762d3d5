// AbortController and AbortSignal.
import { DOMException } from "./dom-exception.js";
import { Event, EventTarget, named } from "./event-target.js";
import { inspect, inspectCustom } from "./inspect.js";
import { add, ErrorOf, list, NumberOf, ReflectApply, TypeErrorOf, WeakMapOf, weak } from "./intrinsics.js";
import { setTimeout } from "./timers.js";

/** Given to the constructor by this file alone. */
const KEY = {};
const states = new WeakMapOf();
const stateOf = (signal) => {
  const state = typeof signal === "object" && signal !== null ? weak.get(states, signal) : undefined;
  if (state !== undefined) return state;
  const error = new TypeErrorOf('Value of "this" must be of type AbortSignal');
  error.code = "ERR_INVALID_THIS";
  throw error;
};
const listen = EventTarget.prototype.addEventListener;
const dispatch = EventTarget.prototype.dispatchEvent;
const aborted = () => new DOMException("This operation was aborted", "AbortError");

export class AbortSignal extends EventTarget {
  constructor(key) {
    if (key !== KEY) {
      const error = new TypeErrorOf("Illegal constructor");
      error.code = "ERR_ILLEGAL_CONSTRUCTOR";
      throw error;
    }
    super();
    weak.set(states, this, {
      __proto__: null,
      aborted: false,
      reason: undefined,
      onabort: null,
      listens: false,
      followers: list(),
    });
  }

  get aborted() {
    return stateOf(this).aborted;
  }
  get reason() {
    return stateOf(this).reason;
  }
  get onabort() {
    return stateOf(this).onabort;
  }
  set onabort(listener) {
    const state = stateOf(this);
    state.onabort = typeof listener === "function" ? listener : null;
    // Called in its turn, which is the first one's that was set.
    if (state.listens) return;
    state.listens = true;
    ReflectApply(listen, this, [
      "abort",
      (event) => {
        if (state.onabort !== null) ReflectApply(state.onabort, this, [event]);
      },
    ]);
  }
  throwIfAborted() {
    const state = stateOf(this);
    if (state.aborted) throw state.reason;
  }
  [inspectCustom](depth, options) {
    const { aborted: is } = stateOf(this);
    return depth < 0 ? "AbortSignal" : `AbortSignal ${inspect({ aborted: is }, options)}`;
  }

  static abort(reason = aborted()) {
    const signal = new AbortSignal(KEY);
    const state = stateOf(signal);
    state.aborted = true;
    state.reason = reason;
    return signal;
  }

  /** Waits for nothing: a program ends without it. */
  static timeout(delay) {
    const ms = NumberOf(delay);
    if (!(ms >= 0 && ms <= 9007199254740991)) {
      const error = new (typeof delay === "number" ? RangeError : TypeErrorOf)(
        `The value of "delay" is out of range. It must be >= 0 && <= 9007199254740991. Received ${inspect(delay)}`,
      );
      error.code = "ERR_OUT_OF_RANGE";
      throw error;
    }
    const signal = new AbortSignal(KEY);
    setTimeout(
      () => abort(signal, new DOMException("The operation was aborted due to timeout", "TimeoutError")),
      ms,
    ).unref();
    return signal;
  }

  static any(signals) {
    const signal = new AbortSignal(KEY);
    const sources = [...signals];
    for (let at = 0; at < sources.length; at++) {
      const source = stateOf(sources[at]);
      if (!source.aborted) continue;
      const state = stateOf(signal);
      state.aborted = true;
      state.reason = source.reason;
      return signal;
    }
    for (let at = 0; at < sources.length; at++) add(stateOf(sources[at]).followers, signal);
    return signal;
  }
}
named(AbortSignal, "AbortSignal");

function abort(signal, reason) {
  const state = stateOf(signal);
  if (state.aborted) return;
  state.aborted = true;
  state.reason = reason;
  const event = new Event("abort");
  ReflectApply(dispatch, signal, [event]);
  for (let at = 0; at < state.followers.length; at++) abort(state.followers[at], reason);
}

export class AbortController {
  #signal = new AbortSignal(KEY);

  get signal() {
    return this.#signal;
  }
  abort(reason = aborted()) {
    abort(this.#signal, reason);
  }
  [inspectCustom](depth, options) {
    return depth < 0 ? "AbortController" : `AbortController ${inspect({ signal: this.#signal }, options)}`;
  }
}
named(AbortController, "AbortController");

/** What Node's own modules reject with when a signal says so. */
export class AbortError extends ErrorOf {
  constructor(cause) {
    super("The operation was aborted", cause === undefined ? undefined : { cause });
    this.code = "ABORT_ERR";
    this.name = "AbortError";
  }
}

/** Calls `fn` once when the signal says so, or at once if it has; returns what stops listening. */
export function onAbort(signal, fn) {
  const once = () => fn(new AbortError(signal.reason));
  if (signal.aborted) {
    once();
    return () => {};
  }
  signal.addEventListener("abort", once, { once: true });
  return () => signal.removeEventListener("abort", once);
}
