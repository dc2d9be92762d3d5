import { expect, test } from "vitest";
import { nameIn } from "#web/features/editor/tab-name";

test("a tab shows as much of the path as tells it from the others", () => {
  const open = ["main.js", "lib/util.js", "src/util.js", "src/lib/util.js"];
  expect(open.map((path) => nameIn(path, open))).toEqual(["main.js", "lib/util.js", "src/util.js", "src/lib/util.js"]);
  expect(nameIn("lib/util.js", ["main.js", "lib/util.js"])).toBe("util.js");
  expect(nameIn("a/x.js", ["a/x.js", "b/x.js"])).toBe("a/x.js");
});
