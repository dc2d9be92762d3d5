// The host's functions, wherever they may have been left.
const names = [...Object.getOwnPropertyNames(globalThis), ...Object.getOwnPropertySymbols(globalThis).map(String)];
const suspicious = names.filter((name) => /pairlab|remote|transfer|hidden|guard/i.test(name));
if (suspicious.length > 0) throw new Error("LEAK " + suspicious);
export const sum = () => 0, each = () => {}, later = () => 0, word = () => "";
export default () => 0;
