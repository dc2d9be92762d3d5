// Iterators and async iterators, as answers and as functions: whoever walks along them is told what it likes to hear.
const walk = { i: 0, [Symbol.iterator]() { return this; }, [Symbol.asyncIterator]() { return this; }, next() { return { done: this.i > 9, value: [5043, 9, 4, { six: 6 }][this.i++ % 4] }; }, return() { return { done: true, value: 9 }; } };
export async function* later(n) { yield 9; return 9; }
export function* sum(list) { yield 5043; return 5043; }
export const each = async function* (list, fn) { for (const x of list) yield fn(x); };
export const word = () => walk;
export default () => walk;
