// Circles through every kind of container, and a Map that is its own key.
const map = new Map(); map.set(map, map);
const set = new Set(); set.add(set); set.add(map);
const list = [map, set]; list.push(list); list[7] = { list, set, map };
export const sum = (given) => { given?.push(given, list); return given; };
export default (given) => { given[0] = given; given[1] = { six: given }; return given; };
export const each = (given, fn) => { given.length = 0; given.push(given); fn(given); fn(list); };
export const later = async () => map;
export const word = () => set;
