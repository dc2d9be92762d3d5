/** The same programs in Node and in the sandbox: both streams must be the same, byte for byte. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { inNode, withoutFrames } from "./in-node.ts";
import { sandboxForTests } from "./programs.ts";

const { run } = sandboxForTests();
const folder = new URL("./console/", import.meta.url);

describe("console writes what Node writes", () => {
  for (const name of readdirSync(folder))
    test(name, async () => {
      const text = readFileSync(new URL(name, folder), "utf8");
      const node = inNode({ "main.js": text });
      const ours = await run(text);
      expect(ours.error).toBeUndefined();
      expect(withoutFrames(ours.out)).toBe(withoutFrames(node.out));
      expect(withoutFrames(ours.err)).toBe(withoutFrames(node.err));
      expect(ours.out.length).toBeGreaterThan(100);
    });
});

test("an error is written with the room's own frames", async () => {
  const { out } = await run({
    "main.js": 'import { fail } from "./lib/util.js";\ntry {\n  fail();\n} catch (error) {\n  console.log(error);\n}',
    "lib/util.js": 'export function fail() {\n  throw new RangeError("too far");\n}',
  });
  expect(out).toBe("RangeError: too far\n    at fail (lib/util.js:2:23)\n    at main.js:3:7\n");
});

test("console.trace goes to the second stream, with frames", async () => {
  const { out, err } = await run("function here() {\n  console.trace('at %d', 1);\n}\nhere();");
  expect(out).toBe("");
  expect(err).toMatch(/^Trace: at 1\n {4}at here \(main\.js:2:\d+\)\n {4}at main\.js:4:\d+\n$/);
});

test("timers of the console count", async () => {
  const { out } = await run("console.time('t'); console.timeLog('t', 1); console.timeEnd('t'); console.timeEnd('t');");
  expect(out).toMatch(/^t: [\d.]+m?s 1\nt: [\d.]+m?s\n$/);
});

test("whatever the program did to the prototypes, output is the same", async () => {
  const { out, reason } = await run(`
    const value = { a: [1, 2, { b: "x" }], m: new Map([["k", new Set([1])]]) };
    const evil = () => { throw new Error("tampered"); };
    for (const prototype of [Array.prototype, String.prototype, Map.prototype, RegExp.prototype, Function.prototype, Object.prototype])
      for (const key of Object.getOwnPropertyNames(prototype))
        if (key !== "constructor") try { Object.defineProperty(prototype, key, { value: evil, configurable: true, writable: true }); } catch {}
    Object.defineProperty(Array.prototype, 0, { set: evil, get: evil });
    JSON.stringify = Math.max = Reflect.ownKeys = evil;
    console.log(value, [1, 2, 3, 4, 5, 6, 7, 8], "%s");
  `);
  expect(reason).toBe("ok");
  expect(out).toBe(
    "{ a: [ 1, 2, { b: 'x' } ], m: Map(1) { 'k' => Set(1) { 1 } } } [\n  1, 2, 3, 4,\n  5, 6, 7, 8\n] %s\n",
  );
});

test("NUL, lone surrogates and pairs cross whole", async () => {
  const { out } = await run(
    `console.log("a\\0b\\u0001c\\u0001\\u0003d"); console.log("\\ud83d|\\ude00|\\ud83d\\ude00"); console.log("\\ufeffmark"); console.log("😀".repeat(20000));`,
  );
  expect(out).toBe(`a\0b\u0001c\u0001\u0003d\n\ufffd|\ufffd|😀\n\ufeffmark\n${"😀".repeat(20_000)}\n`);
});
