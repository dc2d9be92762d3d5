// What time it is.
import { DateOf } from "./intrinsics.js";

let read = DateOf.now;

/** Milliseconds since the epoch. */
export const wallTime = () => read();

/** For a run whose clock is not the real one. */
export const setWallTime = (fn) => {
  read = fn;
};
