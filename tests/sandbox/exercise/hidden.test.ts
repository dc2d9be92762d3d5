import { expect, test } from "vitest";
import { sandboxForTests } from "../programs.ts";
import { examine } from "./examine.ts";

const { sandbox } = sandboxForTests();
/** Runs hidden tests of a program: `name → passed`. */
async function verdicts(program: string, hidden: string, more: Record<string, string> = {}) {
  const results = await examine(sandbox(), { files: { "main.js": program, ...more }, tests: "h.test.js", hidden });
  return Object.fromEntries(
    results.map(({ name, passed, outcome }) => [
      name,
      passed || (outcome.error?.message ?? outcome.explanation ?? outcome.reason),
    ]),
  );
}

test("hidden tests call what the program exports", async () => {
  expect(
    await verdicts(
      `export const add = (a, b) => a + b;
       export default function twice(list) { return list.map((n) => n * 2); }
       export const limit = 7;
       export const make = () => ({ a: [1, { b: new Map([["k", new Set([1])]]) }], d: new Date(5), n: null, u: undefined, z: -0, big: 10n });`,
      `import twice, { add, limit, make } from "./main.js";
       test("adds", () => { expect(add(1, 2)).toBe(3); expect(add("a", "b")).toBe("ab"); });
       test("lists", () => { expect(twice([1, 2])).toEqual([2, 4]); });
       test("values", () => { expect(limit).toBe(7); });
       test("deep", () => { expect(make()).toEqual({ a: [1, { b: new Map([["k", new Set([1])]]) }], d: new Date(5), n: null, u: undefined, z: -0, big: 10n }); });
       test("wrong", () => { expect(add(1, 2)).toBe(4); });`,
    ),
  ).toEqual({ adds: true, lists: true, values: true, deep: true, wrong: "expected 3 to be 4" });
});

test("classes, closures, callbacks, promises, changes in place and errors cross as well", async () => {
  expect(
    await verdicts(
      `export class Stack { items = []; push(x) { this.items.push(x); return this; } pop() { if (!this.items.length) throw new RangeError("empty"); return this.items.pop(); } get size() { return this.items.length; } static of(...all) { const s = new Stack(); all.forEach((x) => s.push(x)); return s; } }
       export function counter() { let n = 0; return { next: () => ++n, get now() { return n; } }; }
       export const each = (list, fn) => { for (const x of list) fn(x); };
       export const later = async (x) => { await new Promise((done) => setTimeout(done, 5)); if (x < 0) throw new TypeError("negative"); return x + 1; };
       export function sortInPlace(list) { list.sort((a, b) => a - b); return list; }
       export class Broke extends Error {}
       export function pay() { throw new Broke("no money"); }`,
      `import { Stack, counter, each, later, sortInPlace, Broke, pay } from "./main.js";
       test("class", () => { const s = new Stack(); s.push(1).push(2); expect(s.size).toBe(2); expect(s.pop()).toBe(2); expect(s).toEqual({ items: [1] }); expect(s).toBeInstanceOf(Stack); expect(Stack.of(1, 2).size).toBe(2); });
       test("throws", () => { expect(() => new Stack().pop()).toThrow(RangeError); expect(() => new Stack().pop()).toThrow("empty"); });
       test("closure", () => { const c = counter(); c.next(); c.next(); expect(c.now).toBe(2); expect(counter().now).toBe(0); });
       test("callback", () => { const seen = []; each([1, 2], (x) => seen.push(x)); expect(seen).toEqual([1, 2]); });
       test("promise", async () => { expect(await later(1)).toBe(2); await expect(later(2)).resolves.toBe(3); await expect(later(-1)).rejects.toThrow(TypeError); const all = await Promise.all([later(1), later(2)]); expect(all).toEqual([2, 3]); });
       test("in place", () => { const list = [3, 1, 2]; const same = sortInPlace(list); expect(list).toEqual([1, 2, 3]); expect(same).toBe(list); });
       test("own error", () => { expect(pay).toThrow(Broke); });`,
    ),
  ).toEqual({
    class: true,
    throws: true,
    closure: true,
    callback: true,
    promise: true,
    "in place": true,
    "own error": true,
  });
});

test("programs that read and print, CommonJS and several files are examined likewise", async () => {
  expect(
    await verdicts(
      'const { double } = require("./lib/double.js"); const n = Number(prompt("n?")); console.log(double(n)); module.exports = { double };',
      `import { double } from "./lib/double.js";
       import data from "./data.json";
       test("reads", () => io("4", "8"));
       test("reads wrongly", () => io("4", "9"));
       test("imports", () => { expect(double(data.n)).toBe(6); });`,
      { "lib/double.js": "exports.double = (n) => n * 2;", "data.json": '{"n": 3}' },
    ),
  ).toEqual({ reads: true, "reads wrongly": "The program printed something else than expected.", imports: true });
});

test("a program that cannot be loaded or lacks an export fails its tests", async () => {
  expect(
    Object.keys(await verdicts("throw new Error('no')", 'import { a } from "./main.js"; test("a", () => {});')),
  ).toEqual(["h.test.js"]);
  expect(
    Object.keys(await verdicts("export const b = 1", 'import { a } from "./main.js"; test("a", () => {});')),
  ).toEqual(["h.test.js"]);
});

test.each([
  ["leaves", "export const sum = () => process.exit(0);", /exit/],
  ["leaves in a getter", "export const sum = () => ({ get x() { return process.exit(0); } }.x);", /exit/],
  ["loops", "export const sum = () => { for (;;); };", /ran for/],
  ["floods", "export const sum = () => { for (;;) console.log('x'.repeat(1000)); };", /printed more/],
  ["eats memory", "export const sum = () => { const all = []; for (;;) all.push(new Array(9e4).fill(1)); };", /memory/],
  ["asks", "export const sum = () => prompt();", /prompt/],
])("a program that %s fails the test, and is no error that a test can expect", async (_, program, why) => {
  const [refuses] = await examine(sandbox(), {
    files: { "main.js": program },
    tests: "h.test.js",
    hidden:
      'import { sum } from "./main.js"; test("refuses", () => { try { expect(() => sum()).toThrow(); } catch {} });',
    limits: { time: 250, output: 10_000 },
  });
  expect([refuses?.name, refuses?.passed]).toEqual(["refuses", false]);
  expect(refuses?.outcome.explanation ?? refuses?.outcome.reason).toMatch(why);
});

const LARGE = "A value is too large to be tested.";
test.each([
  ["a long text", 'export const f = () => "x".repeat(300_000);', "f();", LARGE],
  ["a long list", "export const f = () => Array.from({ length: 20_001 }, () => 1);", "f();", LARGE],
  ["a sparse list", "export const f = () => { const a = []; a.length = 4e9; return a; };", "f();", LARGE],
  [
    "a deep value",
    "export const f = () => { let a = 1; for (let n = 0; n < 61; n++) a = [a]; return a; };",
    "f();",
    LARGE,
  ],
  ["a long argument", "export const f = () => 1;", 'f("x".repeat(300_000));', LARGE],
  [
    "many functions",
    "export const f = () => Array.from({ length: 10_001 }, () => () => 1);",
    "f();",
    "The test and the program have exchanged too many values.",
  ],
  [
    "many calls",
    "export const f = () => 1;",
    "for (let n = 0; n < 20_001; n++) f();",
    "The test asks the program too often.",
  ],
  [
    "calls within calls",
    "export const f = (fn) => fn();",
    "const down = () => f(down); down();",
    "The test and the program call each other too deeply.",
  ],
])("%s is more than crosses the border, and is told so", async (_, program, use, message) => {
  const results = await verdicts(program, `import { f } from "./main.js"; test("t", () => { ${use} });`);
  expect(results).toEqual({ t: message });
});

test("exports that are too much together are told so, and cost nobody anything", async () => {
  const program = Array.from({ length: 5 }, (_, n) => `export const x${n} = "${n}".repeat(100_000);`).join(" ");
  const [loaded] = await examine(sandbox(), {
    files: { "main.js": program },
    tests: "h.test.js",
    hidden: 'import { x1 } from "./main.js"; test("t", () => {});',
  });
  expect(loaded?.outcome.error?.message).toContain("main.js exports more than can be tested.");
});

test.each([
  ["an instance of a class of its own", "new (class Secret { answer = 1; })()"],
  ["an object with a method", "{ answer() {} }"],
  ["an object with a getter", "{ get answer() { return 1; } }"],
  ["a promise", "Promise.resolve(1)"],
])("a test cannot hand %s to the program, which would lead back to the test", async (_, value) => {
  const results = await verdicts(
    "export const f = (x) => 1;",
    `import { f } from "./main.js"; test("t", () => { f(${value}); });`,
  );
  expect(results.t).toMatch(/^A hidden test can hand plain values and functions to the program/);
});
