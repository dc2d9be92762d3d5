/** What a thread of the child does for its own rank among everything that wants a processor. */
import { setPriority } from "node:os";
import { LONG_NICENESS, THREAD_NICENESS } from "./limits.ts";

let steppedBack = false;

/** Behind the server's own threads. */
export function takeRank(): void {
  setNiceness(THREAD_NICENESS);
}

/**
 * A step further, by which the server knows the thread: this one may not do more for its rank, and cannot take it back.
 * True the first time, where threads have a rank of their own.
 */
export function stepBack(): boolean {
  if (steppedBack) return false;
  steppedBack = setNiceness(LONG_NICENESS);
  return steppedBack;
}

export function hasSteppedBack(): boolean {
  return steppedBack;
}

function setNiceness(niceness: number): boolean {
  // Of this thread alone, as Linux has it; elsewhere all threads share the server's rank.
  if (process.platform !== "linux") return false;
  try {
    setPriority(niceness);
    return true;
  } catch {
    // Not allowed here: the programs then compete with the server on equal terms.
    return false;
  }
}
