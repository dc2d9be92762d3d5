// Each callback calls the next, to the end of the stack.
export const sum = function dive(n) { return dive(n) + 1; };
export const each = (list, fn) => { const down = (x) => { fn(x); down(x); }; down({}); };
export const later = async function dive(n) { return (await dive(n)) + 1; };
export const word = () => word() + "";
export default function dive(n) { return [dive(n)]; }
