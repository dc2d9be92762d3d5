/** How often the cases of tests/faults run, and with which seeds: a share in every run, more with `npm run faults`. */

/** Rounds of each case in a long run; 0 in every other. */
export const LONG = Number(process.env.FAULT_ROUNDS ?? 0);
const FROM = Number(process.env.FAULT_FROM ?? 1);

/** Seeds of a case: `share` of them in every run, and those that have failed once, for ever. */
export function seeds(share: number, pinned: readonly number[] = []): number[] {
  return [...new Set([...pinned, ...Array.from({ length: LONG || share }, (_, i) => FROM + i)])];
}

/** A length of time or a number: the first in every run, the second in a long one. */
export function inLongRun<T>(share: T, long: T): T {
  return LONG > 0 ? long : share;
}

/** A bound in milliseconds: as it is named in a long run, which has the machine to itself; with slack in every other. */
export const within = (ms: number) => inLongRun(3 * ms, ms);

export const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
