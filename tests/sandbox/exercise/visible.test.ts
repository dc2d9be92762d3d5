import { expect, test } from "vitest";
import { sandboxForTests } from "../programs.ts";
import { examine } from "./examine.ts";

const { sandbox } = sandboxForTests();
const SUM = "export function sum(numbers) { let total = 0; for (const n of numbers) total += n; return total; }";
const withTests = (tests: string, files: Record<string, string> = { "sum.js": SUM }) =>
  examine(sandbox(), { files: { ...files, "sum.test.js": tests }, tests: "sum.test.js" });
const words = async (tests: string, files?: Record<string, string>) =>
  (await withTests(tests, files)).map(({ name, passed }) => `${passed ? "ok" : "no"} ${name}`);

test("each test passes or fails by itself", async () => {
  const results = await withTests(`
    import { sum } from "./sum.js";
    let calls = 0;
    test("adds", () => { calls++; expect(sum([1, 2])).toBe(3); });
    test("adds wrongly", () => { calls++; expect(sum([1, 2])).toBe(4); });
    test("starts anew", () => { calls++; expect(calls).toBe(1); });
  `);
  expect(results.map(({ name, passed }) => [name, passed])).toEqual([
    ["adds", true],
    ["adds wrongly", false],
    ["starts anew", true],
  ]);
  expect(results[1]?.outcome).toMatchObject({
    reason: "error",
    error: { name: "AssertionError", message: "expected 3 to be 4" },
    exercise: { expected: "4", actual: "3" },
  });
  expect(results[1]?.outcome.error?.frames[0]).toMatchObject({ path: "sum.test.js", line: 5 });
});

/** Each line has a matcher that holds; the same line with .not must fail. */
const MATCHERS = [
  "expect(3).toBe(3)",
  "expect(NaN).toBe(NaN)",
  "expect({ a: 1, b: undefined, c: [1, { d: 2 }] }).toEqual({ a: 1, c: [1, { d: 2 }] })",
  "expect(new Map([[{ a: 1 }, 2]])).toEqual(new Map([[{ a: 1 }, 2]]))",
  "expect(new Set([[1], [2]])).toEqual(new Set([[2], [1]]))",
  "expect(new Date(5)).toEqual(new Date(5))",
  "expect(/a/g).toEqual(/a/g)",
  "expect({ a: 1 }).toStrictEqual({ a: 1 })",
  "expect([1, 2, 3]).toEqual([1, expect.any(Number), expect.anything()])",
  "expect({ a: 1, b: 2 }).toMatchObject({ a: 1 })",
  "expect(0.1 + 0.2).toBeCloseTo(0.3)",
  "expect([1, 2]).toContain(2)",
  "expect('team').toContain('ea')",
  "expect(new Set([1])).toContain(1)",
  "expect([{ a: 1 }]).toContainEqual({ a: 1 })",
  "expect(() => { throw new TypeError('bad thing'); }).toThrow('bad')",
  "expect(() => { throw new TypeError('bad thing'); }).toThrow(/thing$/)",
  "expect(() => { throw new TypeError('bad thing'); }).toThrow(TypeError)",
  "expect(() => { throw new TypeError('bad thing'); }).toThrow()",
  "expect('hello').toMatch(/l+/)",
  "expect([1, 2]).toHaveLength(2)",
  "expect(2).toBeGreaterThan(1)",
  "expect(2).toBeGreaterThanOrEqual(2)",
  "expect(1n).toBeLessThan(2n)",
  "expect(1).toBeLessThanOrEqual(1)",
  "expect('x').toBeTruthy()",
  "expect('').toBeFalsy()",
  "expect(null).toBeNull()",
  "expect(undefined).toBeUndefined()",
  "expect(0).toBeDefined()",
  "expect(NaN).toBeNaN()",
  "expect(1).toBeTypeOf('number')",
  "expect(new RangeError('x')).toBeInstanceOf(Error)",
  "expect({ a: { b: 1 } }).toHaveProperty('a.b', 1)",
  "await expect(Promise.resolve(3)).resolves.toBe(3)",
  "await expect(Promise.reject(new Error('late'))).rejects.toThrow('late')",
];

test("the matchers hold, and their opposites fail", async () => {
  const file = MATCHERS.map((line, index) => {
    const opposite = line.replace(/\.(to\w+\((?!.*\.to\w+\())/, ".not.$1");
    return `test("${index}", async () => { ${line}; });\ntest("not ${index}", async () => { ${opposite}; });`;
  }).join("\n");
  const results = await withTests(file);
  const wrong = results.filter(({ passed }, index) => passed !== (index % 2 === 0));
  expect(wrong.map(({ name, outcome }) => [name, MATCHERS[Number(name.replace("not ", ""))], outcome])).toEqual([]);
  expect(results).toHaveLength(2 * MATCHERS.length);
});

test("tests wait for promises and timers, and fail when what they await never comes", async () => {
  const results = await withTests(
    `
    test("in time", async () => { await new Promise((done) => setTimeout(done, 5)); });
    test("rejected", async () => { await null; throw new Error("late"); });
    test("never", () => new Promise(() => {}));
    test("forever", () => { for (;;); });
    test("alone", () => { expect(1).toBe(1); setInterval(() => {}, 5); });
  `.replace("for (;;)", "for (;;)"),
  );
  expect(results.map(({ passed }) => passed)).toEqual([true, false, false, false, true]);
  expect(results[1]?.outcome.error?.message).toBe("late");
  expect(results[2]?.outcome.explanation).toMatch(/no longer happen/);
  expect(results[3]?.outcome.reason).toBe("time");
}, 30_000);

test("programs that read and print are run with io, each by itself", async () => {
  const files = {
    "sum.js": 'const name = prompt("Name?"); console.log("Hello " + name + "!"); console.log("Bye.");',
    "broken.js": 'console.log("begun"); missing();',
  };
  const results = await withTests(
    `
    test("greets", () => io("Ann", "Hello Ann!\\nBye."));
    test("twice", async () => { await io(["Ann"], ["Hello Ann!", "Bye."]); await io("Bo\\n", "Hello Bo!\\nBye.\\n"); });
    test("not awaited", () => { io("Ann", "Hello Bo!"); });
    test("asks too much", () => io("", "Hello"));
    test("breaks", () => io("", "begun", "broken.js"));
  `,
    files,
  );
  expect(results.map(({ passed }) => passed)).toEqual([true, true, false, false, false]);
  expect(results[2]?.outcome.exercise).toMatchObject({
    expected: "Hello Bo!\nBye.".slice(0, 9),
    actual: "Hello Ann!\nBye.",
  });
  expect(results[3]?.outcome.error?.message).toMatch(/asks for more input/);
  expect(results[4]?.outcome.error).toMatchObject({
    message: "The program stopped with ReferenceError: missing is not defined (broken.js line 1)",
    frames: [{ path: "broken.js", line: 1 }],
  });
});

test("groups, what comes before and after, and what is skipped", async () => {
  const results = await withTests(`
    let list;
    beforeEach(() => { list = ["outer"]; });
    describe("inner", () => {
      beforeEach(async () => { await null; list.push("inner"); });
      it("has both", () => { expect(list).toEqual(["outer", "inner"]); });
    });
    test("has one", () => { expect(list).toEqual(["outer"]); });
  `);
  expect(results.map(({ name, passed }) => [name, passed])).toEqual([
    ["inner › has both", true],
    ["has one", true],
  ]);
});

test("a file that cannot be loaded says why, and TypeScript and require work", async () => {
  const [broken] = await withTests('import { sum } from "./sum.js"; test("x", () => {}); nothing();');
  expect(broken?.outcome.error?.message).toBe("nothing is not defined");
  const [missing] = await withTests('import { total } from "./sum.js"; test("x", () => { total(); });');
  expect(missing?.passed).toBe(false);
  expect(
    await words('const { sum } = require("./sum.js"); test("a", () => expect(sum([1])).toBe(1));', {
      "sum.js": "exports.sum = (a) => a[0];",
    }),
  ).toEqual(["ok a"]);
  const typed = await examine(sandbox(), {
    files: {
      "sum.ts": "export const one: number = 1;",
      "a.test.ts": 'import { one } from "./sum"; test("t", (): void => { expect(one as number).toBe(1); });',
    },
    tests: "a.test.ts",
  });
  expect(typed[0]?.passed).toBe(true);
});

test("leaving the program in a test is no way to pass it, nor is asking", async () => {
  const results = await withTests(`
    test("exits", () => { process.exit(0); });
    test("asks", () => { prompt("?"); });
    test("floods", () => { for (;;) console.log("x".repeat(1000)); });
  `);
  expect(results.map(({ passed }) => passed)).toEqual([false, false, false]);
  expect(results[0]?.outcome.explanation).toMatch(/process\.exit/);
  expect(results[1]?.outcome.explanation).toMatch(/io\(/);
  expect(results[2]?.outcome.reason).toBe("output");
});
