import { expect, test } from "vitest";
import { Places } from "../../../web/programs/preview/places.ts";

const FOLDER = "http://host:3000/preview/secret.token/";
const on = (page: string, added = 0) => new Places(`${FOLDER}${page}`, added);

test("an address of the room is its path, any other is none", () => {
  const places = on("index.html");
  expect(places.path(`${FOLDER}lib/a.js?v=3#top`)).toBe("lib/a.js");
  expect(places.path(`${FOLDER}gr%C3%BC%C3%9Fe%20du.js`)).toBe("grüße du.js");
  expect(places.path(FOLDER)).toBe("index.html");
  // A name that is not encoded as addresses are is shown as it stands.
  expect(places.path(`${FOLDER}50%.js`)).toBe("50%.js");
  for (const other of ["http://host:3000/preview/other/a.js", "https://host:3000/a.js", "blob:null/1", "", "main.js"])
    expect(places.path(other)).toBeNull();
});

test("outside of a preview, nothing is a place, and nothing is shortened", () => {
  const places = new Places("about:srcdoc", 0);
  expect(places.path("about:srcdoc")).toBeNull();
  expect(places.calls("    at f (about:srcdoc:1:2)")).toBe("");
  expect(places.plain("see http://host/a")).toBe("see http://host/a");
});

test("what stands before the page's own first line is not counted", () => {
  const places = on("a/page.html", 20);
  expect(places.place(`${FOLDER}a/page.html`, 1, 35)).toBe("a/page.html:1:15");
  expect(places.place(`${FOLDER}a/page.html`, 2, 35)).toBe("a/page.html:2:35");
  expect(places.place(`${FOLDER}a/other.js`, 1, 35)).toBe("a/other.js:1:35");
  // Within what was added, and of a browser that counts from nothing.
  expect(places.place(`${FOLDER}a/page.html`, 1, 5)).toBe("a/page.html:1:5");
  expect(places.place(`${FOLDER}a/other.js`, 3, 0)).toBe("a/other.js:3:1");
  expect(places.place(`${FOLDER}a/other.js`, 0, 0)).toBeNull();
});

test.each([
  ["Chromium", `Error: x\n    at greet (${FOLDER}main.js?v=2:3:21)\n    at ${FOLDER}main.js:6:1`],
  ["Firefox", `greet@${FOLDER}main.js?v=2:3:21\n@${FOLDER}main.js:6:1\n`],
  ["Safari", `greet@${FOLDER}main.js?v=2:3:21\nmodule code@${FOLDER}main.js:6:1`],
])("a stack of %s becomes the room's places", (_, stack) => {
  const calls = on("index.html").calls(stack);
  expect(calls.split("\n").slice(0, 2)).toEqual(["", "    at greet (main.js:3:21)"]);
  expect(calls).toContain("main.js:6:1");
  expect(calls).not.toContain("secret.token");
});

test("a stack is bounded, and of what is elsewhere nothing stands in it", () => {
  const places = on("index.html");
  const deep = Array.from({ length: 500 }, (_, n) => `    at f (${FOLDER}main.js:${n + 1}:1)`).join("\n");
  expect(places.calls(deep).split("\n")).toHaveLength(21);
  expect(places.calls("    at f (http://host:3000/shelf/p5.js:1:1)\n    at g (native)\nat: :1:2")).toBe("");
});

test("an error bears the name of its class, and one without a stack its message alone", () => {
  const places = on("index.html");
  class CartError extends Error {}
  expect(places.stack(new CartError("empty"))).toMatch(/^CartError: empty/);
  const bare = Object.assign(new Error(""), { stack: undefined, name: "" });
  expect(places.stack(bare)).toBe("Error");
});

test("nobody reads whose preview it was", () => {
  const text = `${FOLDER}a.js and ${FOLDER}b.js and http://host:3000/shelf/p5.js`;
  expect(on("index.html").plain(text)).toBe("a.js and b.js and /shelf/p5.js");
});
