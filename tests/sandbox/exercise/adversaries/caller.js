// Sloppy functions knew who called them.
const look = new Function("return function look() { try { return String(look.caller ?? arguments.callee.caller); } catch (e) { return 'none'; } }")();
const ask = (...args) => { const text = look(...args); if (/SECRET|expect|toBe/.test(text)) throw new Error("LEAK " + text); return text; };
export const sum = ask, each = ask, later = ask, word = ask;
export default ask;
