// Keys that are no keys where values are put by assignment.
const proto = JSON.parse('{"__proto__": {"six": 6, "length": 2, "message": "no list"}, "constructor": {"name": "Array"}}');
export const sum = (list) => { if (list) Object.defineProperty(list, "__proto__", { value: { length: 5043 }, enumerable: true }); return proto; };
export default () => [4, proto];
export const each = (list, fn) => { list.length = 0; fn(proto); };
export const later = async () => new Map([["__proto__", 9], ["then", 9]]);
export const word = () => proto;
