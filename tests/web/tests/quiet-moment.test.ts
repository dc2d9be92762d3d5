import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { QUIET, QuietMoment } from "#web/features/tests/quiet-moment";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watch(away = false) {
  const come = vi.fn();
  return { come, moment: new QuietMoment(come, away) };
}

test("comes once, a moment after the last of many changes", () => {
  const { come, moment } = watch();
  for (let n = 0; n < 10; n++) {
    moment.changed();
    vi.advanceTimersByTime(QUIET - 1);
  }
  expect(come).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(come).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(10 * QUIET);
  expect(come).toHaveBeenCalledTimes(1);
});

test.each(["away", "others"] as const)(
  "waits while held (%s), then comes once if it is due, and not if it is not",
  (by) => {
    const { come, moment } = watch();
    moment.hold(by, true);
    moment.changed();
    moment.changed();
    vi.advanceTimersByTime(10 * QUIET);
    expect(come).not.toHaveBeenCalled();
    moment.hold(by, false);
    vi.advanceTimersByTime(QUIET);
    expect(come).toHaveBeenCalledTimes(1);
    moment.hold(by, true);
    moment.hold(by, false);
    vi.advanceTimersByTime(10 * QUIET);
    expect(come).toHaveBeenCalledTimes(1);
  },
);

test("waits until nothing at all stands in the way, also if nobody looked from the beginning", () => {
  const { come, moment } = watch(true);
  moment.hold("others", true);
  moment.changed();
  moment.hold("away", false);
  vi.advanceTimersByTime(10 * QUIET);
  expect(come).not.toHaveBeenCalled();
  moment.hold("others", false);
  vi.advanceTimersByTime(QUIET);
  expect(come).toHaveBeenCalledTimes(1);
});

test("is over when it is let go", () => {
  const { come, moment } = watch();
  moment.changed();
  moment.dispose();
  vi.advanceTimersByTime(10 * QUIET);
  expect(come).not.toHaveBeenCalled();
});
