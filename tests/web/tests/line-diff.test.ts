import { expect, test } from "vitest";
import { diffLines } from "#web/features/tests/line-diff";

const shown = (expected: string, actual: string) =>
  diffLines(expected, actual).map(({ kind, text }) => `${{ same: " ", missing: "-", extra: "+" }[kind]}${text}`);

test("lines that both have stay, the others are marked", () => {
  expect(shown("a\nb\nc", "a\nx\nc\nd")).toEqual([" a", "-b", "+x", " c", "+d"]);
  expect(shown("", "a")).toEqual(["-", "+a"]);
  expect(shown("same", "same")).toEqual([" same"]);
});

test("long texts are shown one after the other", () => {
  const long = "x\n".repeat(500);
  expect(shown(long, "y")).toHaveLength(502);
});
