import { expect, test } from "vitest";
import type { PersonId } from "#protocol/ids";
import type { TestResult } from "#protocol/tests";
import { countWords, TestLog } from "#web/features/tests/test-log";

const by = { id: "p" as PersonId, name: "Sam", color: "#000" };
const one = (id: string, status: TestResult["status"]): TestResult => ({ id, name: id, status });

test("follows a run of tests, and one of them by itself", () => {
  const log = new TestLog();
  const ended: string[] = [];
  log.onEnded(({ tests }) => ended.push(countWords(tests)));
  log.ask("r");
  log.receive({ type: "tests.started", requestId: "r", by, at: 1 });
  expect(log.store.get()).toMatchObject({ asking: null, record: { running: true, tests: [] } });
  log.receive({ type: "tests.listed", tests: [one("a", "waiting"), one("b", "waiting"), one("c", "skipped")] });
  log.receive({ type: "tests.result", test: one("a", "passed") });
  log.receive({ type: "tests.result", test: one("b", "failed") });
  log.receive({ type: "tests.ended", reason: "done" });
  expect(ended).toEqual(["1 of 2 tests passed"]);
  expect(log.store.get().record).toMatchObject({ running: false, by });
  log.receive({ type: "tests.started", requestId: "r2", by, at: 2 });
  log.receive({ type: "tests.result", test: one("b", "passed") });
  expect(log.store.get().record?.tests.map(({ status }) => status)).toEqual(["passed", "passed", "skipped"]);
});

test("a refusal of what this page asked is shown, another's is not", () => {
  const log = new TestLog();
  log.ask("mine");
  log.receive({ type: "refused", requestId: "other", code: "busy", message: "no" });
  expect(log.store.get()).toMatchObject({ asking: "mine", refused: null });
  log.receive({ type: "refused", requestId: "mine", code: "busy", message: "Kim's tests are running." });
  expect(log.store.get()).toMatchObject({ asking: null, refused: "Kim's tests are running." });
});

test("what the server tells on connecting takes the place of everything", () => {
  const log = new TestLog();
  log.receive({ type: "tests.history", record: { by, at: 1, running: false, tests: [one("a", "failed")] } });
  log.receive({ type: "tests.history", record: null });
  expect(log.store.get().record).toBeNull();
});
