/**
 * Programs that try to pass hidden tests without solving them, to read what is hidden, or to make their examination
 * fail: one file each in adversaries/. None may pass a test that it does not solve, none may learn what is expected,
 * and what each does to itself leaves the next test as it was.
 */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { sandboxForTests } from "../programs.ts";
import { examine, runTest } from "./examine.ts";

const { sandbox } = sandboxForTests();
const folder = new URL("adversaries/", import.meta.url);
const names = readdirSync(folder).sort();

/** A text that stands in the hidden tests alone. */
const SECRET = "SECRET_OF_THE_TEST_7d1f";
/** What is examined: the sum of a list, its doubles, a callback for each, a name that is read. */
const HIDDEN = `
  import * as program from "./main.js";
  import solve, { sum, each, later } from "./main.js";
  const ${SECRET} = 5040;
  test("sums", () => { console.log("${SECRET}"); expect(sum([1, 2, ${SECRET}])).toBe(5043); });
  test("equals", () => { expect(solve([2, 3])).toEqual([4, { six: 6 }]); });
  test("partly", () => { expect(solve([2, 3])).toMatchObject([4, { six: 6 }]); });
  test("strictly", () => { expect(solve([2, 3])).toStrictEqual([4, { six: 6 }]); });
  test("calls back", () => { const seen = []; each(["${SECRET}", 2], (x) => { seen.push(x); expect(["${SECRET}", 2]).toContain(x); return "${SECRET}"; }); expect(seen).toEqual(["${SECRET}", 2]); });
  test("looks inside", () => { let calls = 0; each(["${SECRET}"], (x) => { calls++; expect(x).toBe("${SECRET}"); }); expect(calls).toBeGreaterThan(0); });
  test("awaits", async () => { expect(await later(3)).toBe(9); });
  test("greater", () => { expect(sum([4, 5])).toBeGreaterThan(8); expect(sum([4, 5])).toBeLessThan(10); });
  test("throws", () => { expect(() => sum(null)).toThrow("no list"); });
  test("matches", () => { expect(program.word()).toMatch(/^hidden-[0-9]{4}$/); });
  test("reads", () => io("${SECRET}", "Hello ${SECRET}", "ask.js"));
`;
/** Everything right: what the hidden tests are for. */
const RIGHT = `
  export const sum = (list) => { if (!list) throw new TypeError("no list"); return list.reduce((a, b) => a + b, 0); };
  export default (list) => [list[0] * 2, { six: list[1] * 2 }];
  export const each = (list, fn) => list.forEach((x) => fn(x));
  export const later = async (n) => n * n;
  export const word = () => "hidden-1234";
`;
const ASK = 'console.log("Hello " + prompt("name?"));';

test("whoever solves it passes", async () => {
  const results = await examine(sandbox(), {
    files: { "main.js": RIGHT, "ask.js": ASK },
    tests: "h.test.js",
    hidden: HIDDEN,
  });
  expect(results.filter(({ passed }) => !passed)).toEqual([]);
  expect(results).toHaveLength(11);
  for (const { printed } of results) expect(printed).toBe("");
});

test("there are enough of them", () => {
  expect(names.length).toBeGreaterThanOrEqual(65);
});

describe.each(names)("%s", (name) => {
  const program = readFileSync(new URL(name, folder), "utf8");

  test("passes nothing, learns nothing, and harms nobody", async () => {
    const files = { "main.js": program, "ask.js": program };
    const limits = { time: 250 };
    const listed = await runTest(sandbox(), { files, tests: "h.test.js", hidden: HIDDEN, limits }, null);
    const all = listed.outcome.exercise?.tests ?? [];
    const exercise = { files, tests: "h.test.js", hidden: HIDDEN, limits };
    const outcomes = [listed, ...(await Promise.all(all.map((_, index) => runTest(sandbox(), exercise, index))))];
    for (const [index, { outcome }] of outcomes.entries())
      expect([all[index - 1], outcome.exercise?.passed ?? false]).toEqual([all[index - 1], false]);
    // What a program prints, and the words of its own errors, is all that could carry something out.
    for (const { printed } of outcomes) expect(printed).toBe("");
    const leaked = JSON.stringify(outcomes.map(({ outcome }) => outcome.error?.message ?? ""));
    expect(leaked).not.toContain("LEAK");
    const [after] = await examine(sandbox(), {
      files: { "main.js": "export const one = () => 1;" },
      tests: "a.test.js",
      hidden: 'import { one } from "./main.js"; test("one", () => { expect(one()).toBe(1); });',
    });
    expect(after?.passed).toBe(true);
  }, 60_000);
});
