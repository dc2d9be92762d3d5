// Failing where nobody looks: a rejection, a timer, a microtask beside an answer.
const aside = () => { Promise.reject(new Error("aside")); setTimeout(() => { throw new Error("later"); }, 0); queueMicrotask(() => { throw null; }); };
export const sum = () => { aside(); return { then: undefined }; };
export default (list) => { aside(); return list; };
export const each = (list, fn) => { aside(); list.reverse(); };
export const later = async () => { aside(); return aside; };
export const word = () => { aside(); return "hidden-"; };
