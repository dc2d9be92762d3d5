// Errors with causes, stacks and messages that are programs of their own.
const trap = { get message() { throw trap; }, get stack() { for (let n = 0; n < 9; n++) new Error(); return "h.test.js"; } };
class Odd extends Error {
  get name() { return "AssertionError"; }
  get message() { return "no list, 5043, hidden-1234"; }
  get stack() { return { toString: () => "at SECRET" }; }
  get cause() { return this; }
  get constructor() { return { name: "TypeError" }; }
}
const odd = () => Object.assign(new Odd("x", { cause: trap }), { errors: [trap, new AggregateError([trap], "all")] });
export const sum = (list) => { if (list) throw odd(); throw Object.create(Error.prototype, { message: { get() { throw trap; } } }); };
export const each = (list, fn) => { try { fn(odd()); } catch (error) { if (/SECRET|expected|toContain/.test(`${error.message}${error.stack}${error.cause}`)) throw new Error("LEAK"); throw trap; } };
export const later = () => Promise.reject(odd());
export const word = () => odd();
export default () => [odd(), { six: odd() }];
