/** Folds a document's log, one compaction at a time for each document of this process. */
import type { DocumentId } from "#protocol/ids";
import type { Fold } from "./document-log.ts";

export interface CompactionSteps {
  /** Reads and encodes, off this thread. Null if there is nothing to fold. */
  fold(document: DocumentId): Promise<Fold | null>;
  /** False if another compactor was faster. */
  commit(fold: Fold): Promise<boolean>;
}

export class Compaction {
  readonly #steps: CompactionSteps;
  readonly #last = new Map<DocumentId, Promise<boolean>>();

  constructor(steps: CompactionSteps) {
    this.#steps = steps;
  }

  /** True if a snapshot was made. */
  compact(document: DocumentId): Promise<boolean> {
    const before = this.#last.get(document) ?? Promise.resolve(false);
    // Behind the one under way, which may have read before the caller's last append.
    const mine = before.then(
      () => this.#foldAll(document),
      () => this.#foldAll(document),
    );
    this.#last.set(document, mine);
    const forget = () => {
      if (this.#last.get(document) === mine) this.#last.delete(document);
    };
    mine.then(forget, forget);
    return mine;
  }

  async #foldAll(document: DocumentId): Promise<boolean> {
    let made = false;
    for (;;) {
      const fold = await this.#steps.fold(document);
      if (!fold || !(await this.#steps.commit(fold))) return made;
      made = true;
      if (!fold.more) return true;
    }
  }

  /** Resolves when none is under way. */
  async settle(): Promise<void> {
    while (this.#last.size > 0) await Promise.allSettled(this.#last.values());
  }
}
