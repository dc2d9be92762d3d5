// Lists that are long and empty: every place has to be looked at.
const long = (length) => { const list = [4, { six: 6 }]; list.length = length; return list; };
export const sum = (list) => { if (list) list.length = 2 ** 32 - 1; return long(2 ** 32 - 1); };
export default (list) => { list[4e9] = 1; return long(2 ** 31); };
export const each = (list, fn) => { fn(long(1e9)); list.length = 1e8; };
export const later = async () => ({ length: 2 ** 53, 0: 9 });
export const word = () => Object.assign(long(3), { length: 1e7 });
