/**
 * What evaluating the guest's own modules does to an instance's memory, taken once and then written into each fresh
 * instance: parsing them anew would be more than half of what an instance costs. It holds because an instance is made
 * in the same way each time, to the byte; where two are not alike, there is no image.
 */

/** Words (32 bit) that evaluation changes, and their new values; shared by the threads. */
export interface Image {
  at: Uint32Array<SharedArrayBuffer>;
  values: Uint32Array<SharedArrayBuffer>;
  /** Pointer to the namespace of the guest's first module. */
  guest: number;
}

/** Words that may differ between two fresh instances: the seed of Math.random, and what lies dead on the C stack. */
const MOST_UNLIKE = 64;

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
  const changed: number[] = [];
  for (let word = 0; word < Math.max(before.length, after.length); word++)
    if ((before[word] ?? 0) !== (after[word] ?? 0)) changed.push(word);
  if (changed.length === 0) return null;
  const shared = (): Uint32Array<SharedArrayBuffer> => new Uint32Array(new SharedArrayBuffer(4 * changed.length));
  const image: Image = { at: shared(), values: shared(), guest };
  image.at.set(changed);
  image.values.set(changed.map((word) => after[word] ?? 0));
  return image;
}

export function restore(image: Image, memory: WebAssembly.Memory): void {
  const words = new Uint32Array(memory.buffer);
  const { at, values } = image;
  for (let index = 0; index < at.length; index++) words[at[index] as number] = values[index] as number;
}
