/**
 * Which appends come too late to be stored. Those of one generation were called on the belief that none before them
 * would be refused: once one was, storing another would leave a log with a hole if the process died before the retry.
 */
export class Generations {
  #refused = -1;

  /** Without a generation an append stands for itself. */
  admits(generation: number | undefined): boolean {
    return generation === undefined || generation > this.#refused;
  }

  refuse(generation: number | undefined): void {
    this.#refused = Math.max(this.#refused, generation ?? -1);
  }
}

/** What the refusal of an append says that only came after the one that could not be stored. */
export const OVERTAKING = "An edit before this one could not be stored.";
