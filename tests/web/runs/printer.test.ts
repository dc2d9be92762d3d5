import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { MAX_PRINT_LENGTH } from "#protocol/limits";
import { Printer } from "#web/features/browser-runs/printer";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("joins a stream, keeps the order of both, cuts between characters, and says the end last", () => {
  const sent: { stream: string; text: string }[] = [];
  const printer = new Printer((piece) => sent.push(piece));
  let ended = false;
  printer.print("out", "a");
  printer.print("out", "b");
  printer.print("out", "c");
  printer.print("err", `${"x".repeat(MAX_PRINT_LENGTH - 1)}👋`);
  printer.after(() => {
    ended = true;
  });
  expect(ended).toBe(false);
  vi.runAllTimers();
  expect(ended).toBe(true);
  expect(sent.map(({ stream }) => stream)).toEqual(["out", "out", "err", "err"]);
  expect(sent.slice(0, 2).map(({ text }) => text)).toEqual(["a", "bc"]);
  expect(sent[3]?.text).toBe("👋");
});

test("sends no faster than the server takes it", () => {
  let sent = 0;
  const printer = new Printer(() => sent++);
  const flood = setInterval(() => {
    printer.print("out", "x");
    printer.print("err", "y");
  }, 1);
  vi.advanceTimersByTime(1000);
  clearInterval(flood);
  expect(sent).toBeLessThanOrEqual(32);
  printer.dispose();
  const before = sent;
  vi.runAllTimers();
  expect(sent).toBe(before);
});
