// Reading the result never ends.
const trap = () => ({ get six() { for (;;); }, then: undefined });
export const sum = () => trap();
export default () => [4, trap()];
export const each = (list, fn) => fn(trap());
export const later = async () => trap();
export const word = () => trap();
