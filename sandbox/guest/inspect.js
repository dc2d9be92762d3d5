import { StringOf } from "./intrinsics.js";
export const inspect = (v) =>
  typeof v === "string"
    ? v
    : (() => {
        try {
          return JSON.stringify(v) ?? StringOf(v);
        } catch {
          return StringOf(v);
        }
      })();
export const format = (args) => {
  let s = "";
  for (let i = 0; i < args.length; i++) s += (i ? " " : "") + inspect(args[i]);
  return s;
};
