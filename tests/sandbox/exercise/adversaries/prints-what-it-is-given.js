// Inputs are seen by nature; what is printed of them is nobody's.
export const sum = (list) => { console.log(list); console.error(list); return 0; };
export const each = (list, fn) => { console.log(list, fn); for (const x of list) console.log(fn); };
export const later = async (n) => { console.log(n); return 0; };
export const word = () => { console.log("called"); return ""; };
export default (list) => { console.log(list); return 0; };
prompt && console.log("loaded");
