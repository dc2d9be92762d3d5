import { expect, test } from "vitest";
import { findPlaces } from "../../../web/features/runs/place-links.ts";

const paths = ["main.js", "lib/main.js", "a b.js", "index.html"];

test.each<[string, unknown[]]>([
  ["at main.js:3:21", ["at ", { text: "main.js:3:21", place: { path: "main.js", line: 3, column: 21 } }]],
  ["(lib/main.js:7)", ["(", { text: "lib/main.js:7", place: { path: "lib/main.js", line: 7 } }, ")"]],
  ["a b.js:1", [{ text: "a b.js:1", place: { path: "a b.js", line: 1 } }]],
  [
    "main.js:1 index.html:2",
    [
      { text: "main.js:1", place: { path: "main.js", line: 1 } },
      " ",
      { text: "index.html:2", place: { path: "index.html", line: 2 } },
    ],
  ],
  ["other.js:3:1", ["other.js:3:1"]],
  ["domain.js:3", ["domain.js:3"]],
  ["x/main.js:3", ["x/main.js:3"]],
  ["main.js:3:4:5", ["main.js:3:4:5"]],
  ["12:30", ["12:30"]],
])("%s", (text, parts) => {
  expect(findPlaces(text, paths)).toEqual(parts);
});

test("a text of nothing but places has a bounded number of links, and all of its characters", () => {
  const text = "main.js:1 ".repeat(2000);
  const parts = findPlaces(text, paths);
  expect(parts.length).toBeLessThan(510);
  expect(parts.map((part) => (typeof part === "string" ? part : part.text)).join("")).toBe(text);
});
