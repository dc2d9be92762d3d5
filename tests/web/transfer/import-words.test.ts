import { expect, test } from "vitest";
import { importWords } from "#web/features/transfer/import-words";

const left = (count: number) => Array.from({ length: count }, (_, n) => ({ path: `${n}.png`, why: "It is no text." }));

test("one file is named as it is called now, several are counted", () => {
  expect(importWords(["main (2).js"], [])).toEqual({ text: "Imported main (2).js.", kind: "ok" });
  expect(importWords(["a", "b"], []).text).toMatch(/^Imported 2 files\./);
});

test("hidden tests are counted apart", () => {
  expect(importWords(["a"], [], 1)).toEqual({ text: "Imported a and a file of hidden tests.", kind: "ok" });
  expect(importWords([], [], 2)).toEqual({ text: "Imported 2 files of hidden tests.", kind: "ok" });
  expect(importWords(["a", "b"], [], 2).text).toMatch(/^Imported 2 files and 2 files of hidden tests\./);
});

test("what was left out is told with its reason, as far as one reads", () => {
  const words = importWords(["a"], left(7));
  expect(words.text).toBe("Imported a. 7 were left out:");
  expect(words.detail?.split("\n")).toEqual([...[0, 1, 2, 3, 4].map((n) => `${n}.png: It is no text.`), "And 2 more."]);
});

test("nothing imported is no success", () => {
  expect(importWords([], left(1))).toMatchObject({ text: "Nothing was imported. One was left out:", kind: "bad" });
});
