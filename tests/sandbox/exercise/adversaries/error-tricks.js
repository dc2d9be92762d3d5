// Errors whose message is whatever is asked, and thrown values that are none.
const error = new Proxy(new TypeError("x"), { get: (_, key) => (key === "message" ? { includes: () => true } : "no") });
export const sum = () => { throw error; };
export const each = () => { throw null; };
export const later = async () => { throw { name: "AssertionError", get message() { throw error; } }; };
export const word = () => { throw Symbol("hidden-1234"); };
export default () => { throw undefined; };
