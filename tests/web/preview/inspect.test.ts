import { expect, test } from "vitest";
import { show } from "../../../web/programs/preview/inspect.ts";

const showing = { stack: (error: Error) => `${error.name}: ${error.message}` };
const shown = (value: unknown, depth?: number) => show(value, showing, depth);

class Dog {
  name = "Rex";
}
class Puppy extends Dog {}

test.each<[unknown, string]>([
  [undefined, "undefined"],
  [-0, "-0"],
  [10n, "10n"],
  [Symbol("s"), "Symbol(s)"],
  ["it's", `"it's"`],
  ["a\nb", "'a\\nb'"],
  [Object.assign([1], { 2: 3, length: 5 }), "[ 1, <1 empty item>, 3, <2 empty items> ]"],
  [new Uint8Array([1, 2]), "Uint8Array(2) [ 1, 2 ]"],
  [{ a: 1, "b c": "x", [Symbol("s")]: [] }, "{ a: 1, 'b c': 'x', [Symbol(s)]: [] }"],
  [new Map([["k", { v: 1 }]]), "Map(1) { 'k' => { v: 1 } }"],
  [new Set([1, "a"]), "Set(2) { 1, 'a' }"],
  [Object.create(null), "[Object: null prototype] {}"],
  [new Dog(), "Dog { name: 'Rex' }"],
  [Dog, "[class Dog]"],
  [Puppy, "[class Puppy extends Dog]"],
  [() => 1, "[Function (anonymous)]"],
  [new Date(0), "1970-01-01T00:00:00.000Z"],
  [new Date(Number.NaN), "Invalid Date"],
  [/a/g, "/a/g"],
  [new Error("no", { cause: 1 }), "Error: no { [cause]: 1 }"],
])("%#: as Node shows it", (value, text) => {
  expect(shown(value)).toBe(text);
});

test("what contains itself, and what lies deep, is said to be there", () => {
  const ring: Record<string, unknown> = { a: 1 };
  ring.ring = ring;
  expect(shown(ring)).toBe("{ a: 1, ring: [Circular] }");
  expect(shown({ a: { b: { c: { d: { e: 1 } } } } })).toBe("{ a: { b: { c: { d: [Object] } } } }");
  expect(shown({ a: [1] }, 0)).toBe("{ a: [Array] }");
});

test("getters are named and not called", () => {
  let called = 0;
  const value = {
    get it() {
      return ++called;
    },
    set that(_: number) {
      called++;
    },
  };
  expect(shown(value)).toBe("{ it: [Getter], that: [Setter] }");
  expect(called).toBe(0);
});

test("what throws when it is looked at takes nothing down", () => {
  const hostile = new Proxy(
    {},
    {
      ownKeys() {
        throw new Error("no");
      },
    },
  );
  expect(shown(hostile)).toBe("[cannot be shown]");
});

test("it is bounded, however much there is", () => {
  expect(shown(Array.from({ length: 1e6 }, (_, i) => i))).toContain("… 999900 more");
  expect(shown(new Set(Array.from({ length: 500 }, (_, i) => i)))).toContain("… 400 more");
  expect(shown(["x".repeat(1e6)]).length).toBeLessThan(10_100);
  let bush: unknown[] = [];
  for (let level = 0; level < 3; level++) bush = Array.from({ length: 100 }, () => bush);
  expect(shown(bush, 50).length).toBeLessThan(200_000);
});
