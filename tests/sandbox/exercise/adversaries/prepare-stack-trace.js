// V8's hook would be given the frames, and with them the functions.
Error.stackTraceLimit = Infinity;
Error.prepareStackTrace = (error, frames) => {
  for (const frame of frames ?? []) {
    const fn = frame.getFunction?.();
    if (fn) throw new Error(`LEAK ${fn}`);
  }
  return frames;
};
const look = () => new Error("x").stack;
export const sum = () => { const s = look(); if (Array.isArray(s)) throw new Error("LEAK"); return s; };
export default () => look();
export const each = () => look();
export const later = () => look();
export const word = () => look();
