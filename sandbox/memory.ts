/**
 * The memory of one interpreter. It begins small and is made as large as it may be the first time that more is asked
 * for: V8 counts all of it as garbage to come, and looked for garbage after almost every program while it began large.
 */
import { FIRST_MEMORY, PAGE } from "./limits.ts";

/** Newer than TypeScript's own declarations. */
type Resizable = WebAssembly.Memory & { toResizableBuffer(): ArrayBuffer };

/** `pages` of 64 KB at most. */
export function makeMemory(pages: number): WebAssembly.Memory {
  const first = Math.min(pages, FIRST_MEMORY / PAGE);
  const memory = new WebAssembly.Memory({ initial: first, maximum: pages }) as Resizable;
  // Views of a resizable buffer stay what they are when it grows. Else the engine's wrapper would read a view that is
  // none any more if a promise job makes it grow.
  memory.toResizableBuffer();
  const grow = memory.grow.bind(memory);
  memory.grow = (delta) => {
    const left = pages - memory.buffer.byteLength / PAGE;
    if (delta > left) throw new RangeError("the engine wants more memory than it may have");
    return grow(left);
  };
  return memory;
}
