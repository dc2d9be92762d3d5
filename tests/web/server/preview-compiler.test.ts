import { afterAll, afterEach, expect, test } from "vitest";
import { setPreviewCompiler } from "../../../web/server/preview/compiled.ts";
import { ThreadedCompiler } from "../../../web/server/preview/compiler.ts";
import { contentOf } from "../../../web/server/preview/content.ts";

const compiler = new ThreadedCompiler(1_000);
afterAll(() => compiler.dispose());
afterEach(() => setPreviewCompiler(undefined));

/** Each level of it doubles the compiler's time: this one takes years. */
const hostile = (name: string) => `${`class ${name} { x = `.repeat(60)}1${" }".repeat(60)}`;

test("a text that takes the compiler for ever is given up, rooms take turns, and nobody else stands still", async () => {
  const order: string[] = [];
  const noted = async (room: string, name: string, text: string) => {
    const outcome = await compiler.compile(room, `${name}.tsx`, text);
    order.push(name);
    return outcome;
  };
  let turns = 0;
  const ticking = setInterval(() => turns++, 1);
  const outcomes = await Promise.all([
    noted("attacker", "a", hostile("A")),
    noted("attacker", "b", hostile("B")),
    noted("honest", "c", "export const twice = (n: number) => <b>{n * 2}</b>;"),
  ]);
  clearInterval(ticking);
  const fault = { fault: expect.stringMatching(/^it takes too long to read/) };
  expect(outcomes).toEqual([fault, fault, { code: expect.stringMatching(/^import.*twice = \(n\) => _jsx/s) }]);
  expect(order).toEqual(["a", "c", "b"]);
  expect(turns).toBeGreaterThan(0);
  // It is remembered, and costs nothing a second time.
  expect(compiler.compile("attacker", "a.tsx", hostile("A"))).toBe(compiler.compile("honest", "a.tsx", hostile("A")));
});

test("the page is told, and a text of empty lines is no more work than any other", async () => {
  setPreviewCompiler(compiler);
  const { body } = await contentOf("r", "x.ts", `${"\n".repeat(190_000)}export const = ;`, true);
  expect(body).toMatch(/^import "SyntaxError in x\.ts: Unexpected token/);
  const { body: large } = await contentOf("r", "x.ts", "\n".repeat(2_000_000), true);
  expect(large).toMatch(/^throw new SyntaxError\("SyntaxError in x\.ts: it has more than 200000 characters"\)/);
});
