// Answers that are too large to be carried, too deep, or circular.
const circle = {}; circle.self = circle; circle.list = [circle];
export const sum = () => "x".repeat(10_000_000);
export default () => Array.from({ length: 100_000 }, () => [circle]);
export const each = (list, fn) => { for (let i = 0; i < 100_000; i++) fn(i); };
export const later = async () => { let deep = []; for (let i = 0; i < 10_000; i++) deep = [deep]; return deep; };
export const word = () => circle;
