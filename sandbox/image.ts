/**
 * What evaluating the guest's own modules does to an instance's memory, taken once and then written into each fresh
 * instance: parsing them anew would be more than half of what an instance costs. It holds because an instance is made
 * in the same way each time, to the byte; where two are not alike, there is no image.
 */

/** What evaluation makes of words (32 bit) of the memory; shared by the threads. */
export interface Image {
  /** Runs of words: where each begins, and how many words it has, in turn. */
  runs: Uint32Array<SharedArrayBuffer>;
  /** The words of all runs, one after the other. */
  values: Uint32Array<SharedArrayBuffer>;
  /** Pointer to the namespace of the guest's first module. */
  guest: number;
}

/** Words that may differ between two fresh instances: the seed of Math.random, and what lies dead on the C stack. */
const MOST_UNLIKE = 64;
/** Words that are as they were and stand between changed ones are written with them, up to so many: runs cost more. */
const MOST_BETWEEN = 16;

/** Words up to the last one that is not zero. */
export function usedWords(memory: WebAssembly.Memory): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(memory.buffer);
  let length = words.length;
  while (length > 0 && words[length - 1] === 0) length--;
  return words.slice(0, length);
}

/** Null if `fresh`, made like `before`, is not like it, or evaluation has touched what differs. */
export function takeImage(before: Uint32Array, after: Uint32Array, fresh: Uint32Array, guest: number): Image | null {
  const unlike = new Set<number>();
  for (let word = 0; word < Math.max(before.length, fresh.length); word++)
    if ((before[word] ?? 0) !== (fresh[word] ?? 0) && unlike.add(word).size > MOST_UNLIKE) return null;
  const runs: { from: number; to: number }[] = [];
  let last: { from: number; to: number } | undefined;
  for (let word = 0; word < Math.max(before.length, after.length); word++) {
    const changed = (before[word] ?? 0) !== (after[word] ?? 0);
    if (unlike.has(word)) {
      if (changed) return null;
      last = undefined;
    }
    if (!changed) continue;
    if (last && word - last.to <= MOST_BETWEEN) last.to = word + 1;
    else {
      last = { from: word, to: word + 1 };
      runs.push(last);
    }
  }
  if (runs.length === 0) return null;
  const shared = (words: number[]) => {
    const copy = new Uint32Array(new SharedArrayBuffer(4 * words.length));
    copy.set(words);
    return copy;
  };
  const values = runs.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, n) => after[from + n] ?? 0));
  return { runs: shared(runs.flatMap(({ from, to }) => [from, to - from])), values: shared(values), guest };
}

export function restore({ runs, values }: Image, memory: WebAssembly.Memory): void {
  const words = new Uint32Array(memory.buffer);
  let taken = 0;
  for (let index = 0; index < runs.length; index += 2) {
    const length = runs[index + 1] as number;
    words.set(values.subarray(taken, taken + length), runs[index]);
    taken += length;
  }
}
