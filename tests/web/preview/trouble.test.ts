// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Places } from "../../../web/programs/preview/places.ts";
import { watchTrouble } from "../../../web/programs/preview/trouble.ts";

const FOLDER = "http://host/preview/token/";
const places = new Places(`${FOLDER}index.html`, 0);

let said: string[] = [];
let observed: ((list: { getEntries(): object[] }) => void)[] = [];
let listeners: [string, (event: Event) => void][] = [];

beforeEach(() => {
  said = [];
  observed = [];
  listeners = [];
  vi.stubGlobal("addEventListener", (kind: string, listener: (event: Event) => void) =>
    listeners.push([kind, listener]),
  );
  vi.stubGlobal(
    "PerformanceObserver",
    class {
      constructor(listener: (list: { getEntries(): object[] }) => void) {
        observed.push(listener);
      }
      observe() {}
    },
  );
  watchTrouble((text) => said.push(text), places, { stack: (error) => places.stack(error) }, ["p5", "react"]);
});
afterEach(() => vi.unstubAllGlobals());

const happens = (kind: string, event: object) => {
  for (const [one, listener] of listeners) if (one === kind) listener(event as Event);
};
const error = (message: string, more: object = {}) =>
  happens("error", Object.assign(new ErrorEvent("error", { message }), more));
const loaded = (name: string, responseStatus: number) =>
  observed.forEach((listen) => void listen({ getEntries: () => [{ name, responseStatus }] }));

test("an error in each frame of an animation is told five times, and that it is not told again", () => {
  const thrown = new TypeError("x is not a function");
  for (let n = 0; n < 600; n++) error("Uncaught TypeError: x is not a function", { error: thrown });
  expect(said).toHaveLength(6);
  expect(said.at(-1)).toMatch(/again and again/);
});

test("a thousand different errors are bounded, too", () => {
  for (let n = 0; n < 1000; n++) error(`Uncaught Error: ${n}`, { error: new Error(String(n)) });
  expect(said.length).toBeLessThan(250);
});

test("an error names its place, and one that is no error what was thrown", () => {
  error("Uncaught SyntaxError: no", { error: null, filename: `${FOLDER}main.js?v=1`, lineno: 3, colno: 9 });
  error("Uncaught code 7", { error: 7 });
  error("Script error.", { error: null });
  error("Script error.", { error: null });
  expect(said).toEqual([
    "Uncaught SyntaxError: no\n    at main.js:3:9\n",
    "Uncaught 7\n",
    "An error in a script that this page has added. Its place is not known.\n",
  ]);
});

test.each([
  [
    "Chromium",
    'Uncaught TypeError: Failed to resolve module specifier "lodash". Relative references must start with "/"',
  ],
  ["Firefox", "TypeError: The specifier “lodash” was a bare specifier, but was not remapped to anything."],
  ["Safari", 'TypeError: Module specifier, "lodash" does not start with "/", "./", or "../".'],
])("a name that is not on the shelf is told in words, from %s", (_, message) => {
  error(message, { error: null });
  happens("unhandledrejection", { reason: new TypeError(message) });
  expect(said).toEqual([
    'There is no lodash to import on this server. What can be imported by name: p5, react. A file of this room is imported by its path: "./lodash.js".\n',
  ]);
});

test("a promise's rejection is told, whatever it was rejected with", () => {
  happens("unhandledrejection", { reason: undefined });
  happens("unhandledrejection", { reason: "text" });
  happens("unhandledrejection", { reason: Object.assign(new Error("late"), { stack: "" }) });
  expect(said).toEqual([
    "Uncaught (in promise) undefined\n",
    "Uncaught (in promise) 'text'\n",
    "Uncaught (in promise) Error: late\n",
  ]);
});

test("a file that is not there is named once, and of another address nothing is said", () => {
  for (let n = 0; n < 3; n++) loaded(`${FOLDER}style.css?v=2`, 404);
  loaded("http://host/shelf/p5.js", 404);
  loaded(`${FOLDER}main.js`, 200);
  const picture = document.createElement("img");
  picture.src = `${FOLDER}cat%20one.png`;
  happens("error", { target: picture });
  happens("error", { target: picture });
  happens("error", { target: null });
  expect(said).toEqual([
    "style.css could not be loaded: there is no such file in this room.\n",
    "cat one.png could not be loaded: there is no such file in this room.\n",
  ]);
});

test("what the policy refuses is told with what there is; what it refuses of the page itself is not", () => {
  for (const blockedURI of ["https://cdn.example/react.js", "https://cdn.example/react.js", "inline", "eval"])
    happens("securitypolicyviolation", { blockedURI });
  happens("securitypolicyviolation", { blockedURI: `https://cdn.example/${"x".repeat(5000)}` });
  expect(said).toHaveLength(2);
  expect(said[0]).toBe(
    "https://cdn.example/react.js was not loaded: a preview loads the files of this room and no other address. What can be imported by name: p5, react.\n",
  );
  expect(said[1]?.length).toBeLessThan(500);
});
