// Leaving in the middle of a callback, of a getter, and while somebody waits.
const leave = () => process.exit(0);
export const each = (list, fn) => { const trap = { get x() { leave(); } }; try { fn(trap); } finally { leave(); } };
export const sum = () => ({ valueOf: leave, toString: leave, get a() { leave(); return 1; }, get length() { return leave(); } });
export const later = () => new Promise(() => setTimeout(leave, 1));
export const word = () => new Proxy({}, { get: leave, ownKeys: leave, getPrototypeOf: leave });
export default () => [4, { get six() { leave(); return 6; } }];
