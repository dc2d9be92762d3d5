import { expect, test } from "vitest";
import { format, table } from "../../../web/programs/preview/format.ts";

const showing = { stack: (error: Error) => `${error.name}: ${error.message}` };

test.each<[unknown[], string]>([
  [["a", 1, { b: "c" }], "a 1 { b: 'c' }"],
  [["%s is %d", "Ann", 9], "Ann is 9"],
  [["%s", { a: 1 }, "more"], "{ a: 1 } more"],
  [["%i %f", "12.7px", "1.5em"], "12 1.5"],
  [["%d %d", {}, 5n], "NaN 5n"],
  [["%j", { a: [1] }], '{"a":[1]}'],
  [["%ctitle", "color: red"], "title"],
  [["100%"], "100%"],
  [["50%% of %s", "it"], "50% of it"],
  [["%s and %s", "one"], "one and %s"],
  [[undefined, null], "undefined null"],
])("%#: as Node formats it", (args, text) => {
  expect(format(args, showing)).toBe(text);
});

test("a text that nobody could read is cut, and says by how much", () => {
  expect(format(["x".repeat(20_005)], showing)).toBe(`${"x".repeat(20_000)}… (5 more characters)`);
});

test("a table has a column for each name, and one for plain values", () => {
  expect(table([{ a: 1, b: "x" }, 7], undefined, showing)?.split("\n")).toEqual([
    "┌─────────┬───┬─────┬────────┐",
    "│ (index) │ a │ b   │ Values │",
    "├─────────┼───┼─────┼────────┤",
    "│ 0       │ 1 │ 'x' │        │",
    "│ 1       │   │     │ 7      │",
    "└─────────┴───┴─────┴────────┘",
  ]);
  expect(table({ r: { a: 1, b: 2 } }, ["b"], showing)).toContain("│ r       │ 2 │");
  expect(table("no rows", undefined, showing)).toBeNull();
});

test("a table is bounded", () => {
  const wide = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`c${i}`, i]));
  const lines = table(Array(1000).fill(wide), undefined, showing)?.split("\n") ?? [];
  expect(lines).toHaveLength(200 + 4);
  expect(lines[1]?.split("│")).toHaveLength(1 + 1 + 20 + 1);
});
