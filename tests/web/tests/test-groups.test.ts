import { expect, test } from "vitest";
import type { TestResult } from "#protocol/tests";
import { groupTests, openedAtFirst } from "#web/features/tests/test-groups";
import { failedWords, progressOf } from "#web/features/tests/test-log";

const one = (id: string, more: Partial<TestResult> = {}): TestResult => ({ id, name: id, status: "passed", ...more });

test("tests stand under their file; hidden ones of which no file is known stand together", () => {
  const tests = [
    one("a", { path: "a.test.js" }),
    one("b", { path: "b.test.js" }),
    one("c", { path: "a.test.js" }),
    one("d", { hidden: true }),
    one("e", { hidden: true }),
    one("f", { hidden: true, path: "a.test.js" }),
  ];
  expect(
    groupTests(tests).map(({ label, hidden, tests: those }) => [label, hidden, those.map(({ id }) => id)]),
  ).toEqual([
    ["a.test.js", false, ["a", "c"]],
    ["b.test.js", false, ["b"]],
    ["Hidden tests", true, ["d", "e"]],
    ["a.test.js", true, ["f"]],
  ]);
});

test("the first failing ones are open, the others wait", () => {
  const tests = Array.from({ length: 9 }, (_, n) => one(`t${n}`, { status: n === 0 ? "passed" : "failed" }));
  expect([...openedAtFirst(tests)]).toEqual(["t1", "t2", "t3", "t4", "t5"]);
});

test("how far they are, and what is said of those that failed", () => {
  const tests = (["passed", "failed", "running", "waiting", "skipped", "cancelled"] as const).map((status, n) =>
    one(`t${n}`, { status }),
  );
  expect(progressOf(tests)).toEqual({ done: 3, all: 5 });
  expect(failedWords([one("a")])).toBe("");
  expect(failedWords([one("a", { status: "failed" }), one("b")])).toBe(" Failed: a.");
  const five = Array.from({ length: 5 }, (_, n) => one(`t${n}`, { status: "failed" }));
  expect(failedWords(five)).toBe(" Failed: t0, t1, t2 and 2 more.");
});
