/** The tests of a room by the file that they are in. */
import type { TestResult } from "#protocol/tests";

export interface TestGroup {
  key: string;
  /** The file's path, or what stands for it where that is not to be known. */
  label: string;
  hidden: boolean;
  tests: TestResult[];
}

export function groupTests(tests: readonly TestResult[]): TestGroup[] {
  const groups = new Map<string, TestGroup>();
  for (const test of tests) {
    const hidden = test.hidden === true;
    const key = `${hidden ? "hidden" : "file"}:${test.path ?? ""}`;
    const group = groups.get(key) ?? { key, label: test.path ?? "Hidden tests", hidden, tests: [] };
    group.tests.push(test);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** How many failing tests show why at once: one reads the first ones first. */
const OPENED = 5;

export function openedAtFirst(tests: readonly TestResult[]): ReadonlySet<string> {
  const failed = tests.filter(({ status }) => status === "failed");
  return new Set(failed.slice(0, OPENED).map(({ id }) => id));
}
