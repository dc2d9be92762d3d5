import { expect, test } from "vitest";
import { FIRST_MEMORY, PAGE } from "#sandbox/limits";
import { makeMemory } from "#sandbox/memory";

const ALL = (64 * 1024 * 1024) / PAGE;

test("memory begins small, and is all there is once more is asked for; views of it stay what they are", () => {
  const memory = makeMemory(ALL);
  const view = new Uint8Array(memory.buffer);
  expect(view.length).toBe(FIRST_MEMORY);
  view[FIRST_MEMORY - 1] = 7;
  expect(memory.grow(1)).toBe(FIRST_MEMORY / PAGE);
  expect(view.length).toBe(ALL * PAGE);
  expect(view[FIRST_MEMORY - 1]).toBe(7);
  expect(memory.buffer.byteLength).toBe(ALL * PAGE);
});

test("more than there is cannot be had, and changes nothing", () => {
  const memory = makeMemory(ALL);
  expect(() => memory.grow(ALL)).toThrow(RangeError);
  expect(memory.buffer.byteLength).toBe(FIRST_MEMORY);
  memory.grow(1);
  expect(() => memory.grow(1)).toThrow(RangeError);
});

test("one that may have less than others begin with has that", () => {
  const memory = makeMemory(2);
  expect(memory.buffer.byteLength).toBe(2 * PAGE);
  expect(() => memory.grow(1)).toThrow(RangeError);
});
