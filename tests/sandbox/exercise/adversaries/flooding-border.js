// As many messages and kept values as anybody takes.
const makers = () => Array.from({ length: 15_000 }, () => () => makers);
export const sum = () => makers();
export default (list) => { for (;;) list.push(makers); };
export const each = (list, fn) => { for (;;) fn(() => fn); };
export const later = async () => { const all = {}; for (let n = 0; n < 19_000; n++) all[`k${n}`] = Promise.resolve(n); return all; };
export const word = () => Array.from({ length: 9_000 }, () => new (class { x = makers; })());
