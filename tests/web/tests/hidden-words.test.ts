import { expect, test } from "vitest";
import type { PersonId } from "#protocol/ids";
import { readLines } from "#web/features/tests/hidden-files";
import { changedWords } from "#web/features/tests/hidden-words";

const at = new Date(2026, 10, 24, 14, 7).getTime();
const grace = { id: "grace" as PersonId, name: "Grace" };
const theirs = { path: "a.test.js", text: "", updatedAt: at, by: grace };
const words = (now: number, self = "dana", by: typeof grace | null = grace) =>
  changedWords({ ...theirs, by }, self as PersonId, now);

test("a conflict names who was faster, and when", () => {
  expect(words(at + 60_000)).toBe("Grace changed these tests at 14:07, while you were writing.");
  expect(words(at + 60_000, "grace")).toBe(
    "You changed these tests in another window at 14:07, while you were writing.",
  );
  // A time of day alone would mean today's.
  expect(words(at + 2 * 24 * 3600_000)).toMatch(/^Grace changed these tests on .*2026.* at 14:07/);
});

test("nobody is named where nobody is known", () => {
  expect(words(at, "dana", null)).toBeNull();
  expect(changedWords(null, "dana" as PersonId)).toBeNull();
});

test("an answer is read line by line, wherever it was cut", async () => {
  const bytes = new TextEncoder().encode('{"name":"größer 🦊"}\n{"n":2}\n{"cut');
  for (const size of [1, 2, 3, 7, bytes.length]) {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let from = 0; from < bytes.length; from += size) controller.enqueue(bytes.slice(from, from + size));
        controller.close();
      },
    });
    const read: unknown[] = [];
    for await (const value of readLines(body)) read.push(value);
    // A line that is not whole is none.
    expect(read).toEqual([{ name: "größer 🦊" }, { n: 2 }]);
  }
});
