/** Hidden tests that somebody is writing, on the room's files as they stand: nothing is stored, nobody else is told. */
import type { PersonId } from "#protocol/ids";
import type { TestResult, TrialWord } from "#protocol/tests";
import type { SandboxRun } from "#sandbox/client";
import { type ExaminationParts, examine, headOf, listedBy, resultOf, type TestSource } from "./examination.ts";
import { TESTS_TIME } from "./limits.ts";

export interface TrialWatch {
  /** Ends it. */
  signal?: AbortSignal | undefined;
  /** Is told which tests there are, and how each goes. */
  heard?(word: TrialWord): void;
}

/** One a person: whoever tries again does not wait for what was there before. */
export class TestTrials {
  readonly #going = new Map<PersonId, AbortController>();

  /** Ends with what is known by then when it is called again for the same person, and when `signal` says so. */
  async run(parts: ExaminationParts, path: string, text: string, watch: TrialWatch = {}): Promise<TestResult[]> {
    const mine = new AbortController();
    this.#going.get(parts.person)?.abort();
    this.#going.set(parts.person, mine);
    try {
      const signal = watch.signal ? AbortSignal.any([mine.signal, watch.signal]) : mine.signal;
      return await tryTests(parts, path, text, signal, watch.heard ?? (() => {}));
    } finally {
      if (this.#going.get(parts.person) === mine) this.#going.delete(parts.person);
    }
  }
}

async function tryTests(
  parts: ExaminationParts,
  path: string,
  text: string,
  signal: AbortSignal,
  heard: (word: TrialWord) => void,
): Promise<TestResult[]> {
  const source: TestSource = { key: "trial", path, hidden: text };
  const one = async (test: number | null) => {
    let stop = () => {};
    const { outcome } = await examine(parts, source, test, (handle: SandboxRun) => {
      stop = () => handle.stop();
      if (signal.aborted) stop();
      signal.addEventListener("abort", stop);
    });
    signal.removeEventListener("abort", stop);
    return outcome;
  };
  const listed = listedBy(source, await one(null));
  heard({ kind: "listed", tests: listed.map(({ result }) => result) });
  const results: TestResult[] = [];
  let used = 0;
  for (const { index, result } of listed) {
    if (result.status !== "waiting") {
      results.push(result);
      continue;
    }
    let ended: TestResult = { ...result, status: "cancelled" };
    if (!signal.aborted && used <= TESTS_TIME) {
      heard({ kind: "result", test: { ...result, status: "running" } });
      const outcome = await one(index);
      used += outcome.cpuMs;
      ended = { ...headOf(source, index, result.name), ...resultOf(outcome) };
    }
    results.push(ended);
    heard({ kind: "result", test: ended });
  }
  return results;
}
