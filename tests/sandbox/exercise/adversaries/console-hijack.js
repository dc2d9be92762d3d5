// The console belongs to the program; the examination must not.
for (const key of Object.keys(console)) console[key] = (...args) => { throw new Error("LEAK " + args.join()); };
process.stdout.write = (text) => { throw new Error("LEAK " + text); };
globalThis.console = undefined;
export const sum = () => 0, each = () => {}, later = () => 0, word = () => "";
export default () => 0;
