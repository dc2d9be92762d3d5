// DOMException: the errors of what comes from the web, told apart by their names.
import { ErrorOf, ObjectDefineProperty, StringOf, symbolToStringTag } from "./intrinsics.js";

const CODES = {
  __proto__: null,
  IndexSizeError: 1,
  NotFoundError: 8,
  NotSupportedError: 9,
  InvalidStateError: 11,
  SyntaxError: 12,
  InvalidAccessError: 15,
  TimeoutError: 23,
  DataCloneError: 25,
  InvalidCharacterError: 5,
  AbortError: 20,
  QuotaExceededError: 22,
};

export class DOMException extends ErrorOf {
  #name;

  /** `options`: a name, or an object with a name and a cause. */
  constructor(message = "", options = "Error") {
    super(StringOf(message));
    const plain = typeof options !== "object" || options === null;
    this.#name = StringOf(plain ? options : (options.name ?? "Error"));
    if (!plain && options.cause !== undefined)
      ObjectDefineProperty(this, "cause", {
        __proto__: null,
        value: options.cause,
        writable: true,
        configurable: true,
      });
  }

  get name() {
    return this.#name;
  }

  get code() {
    return CODES[this.#name] ?? 0;
  }
}
ObjectDefineProperty(DOMException.prototype, symbolToStringTag, {
  __proto__: null,
  value: "DOMException",
  configurable: true,
});
