// Nor does writing it.
const trap = { toString() { for (;;); }, valueOf() { for (;;); }, [Symbol.toPrimitive]() { for (;;); }, toJSON() { for (;;); } };
export const sum = () => trap, each = (list, fn) => fn(trap), later = async () => trap, word = () => trap;
export default () => trap;
