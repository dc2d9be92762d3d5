/** What a person is told while a language is fetched: nothing if it is quick, a share now and then, and how it ended. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FetchingNote } from "#web/features/browser-runs/fetching-note";

let shown: [text: string, lasts: boolean][];
let note: FetchingNote;
beforeEach(() => {
  vi.useFakeTimers();
  shown = [];
  note = new FetchingNote((text, { lasts }) => shown.push([text, lasts]));
});
afterEach(() => {
  note.dispose();
  vi.useRealTimers();
});

/** What has been shown since the last call. */
const news = () => shown.splice(0);

test("what is here at once is not spoken of", () => {
  note.onFetching("Python");
  vi.advanceTimersByTime(699);
  note.onFetched(true);
  vi.advanceTimersByTime(10_000);
  expect(news()).toEqual([]);
});

test("what takes longer is named, with its share as it grows, each share once", () => {
  note.onFetching("Python");
  vi.advanceTimersByTime(700);
  expect(news()).toEqual([["Python is being fetched, once for this browser.", true]]);
  vi.advanceTimersByTime(3_000);
  expect(news()).toEqual([]);
  for (const received of [100, 119, 339]) note.onFetching("Python", { received, total: 1_000 });
  expect(news()).toEqual([]);
  vi.advanceTimersByTime(300);
  expect(news()).toEqual([["Python is being fetched, once for this browser. 33 %", true]]);
  note.onFetching("Python", { received: 338, total: 1_000 });
  vi.advanceTimersByTime(300);
  expect(news()).toEqual([]);
});

test("it is never wholly here before it is, and the last word does not stay", () => {
  note.onFetching("SQLite", { received: 1_200, total: 1_000 });
  vi.advanceTimersByTime(700);
  expect(news()).toEqual([["SQLite is being fetched, once for this browser. 99 %", true]]);
  note.onFetched(true);
  expect(news()).toEqual([["SQLite is here.", false]]);
  vi.advanceTimersByTime(10_000);
  expect(news()).toEqual([]);
});

test("what cannot be had is said, and the next try is told of anew", () => {
  note.onFetching("Python", { received: 5, total: 10 });
  vi.advanceTimersByTime(1_000);
  note.onFetched(false);
  expect(news()).toEqual([
    ["Python is being fetched, once for this browser. 50 %", true],
    ["Python could not be fetched.", false],
  ]);
  note.onFetching("Python", { received: 5, total: 10 });
  vi.advanceTimersByTime(699);
  expect(news()).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(news()).toEqual([["Python is being fetched, once for this browser. 50 %", true]]);
});

test("that a language starts is said if it takes long, and how that ended", () => {
  note.onStarting("Python");
  vi.advanceTimersByTime(2_499);
  note.onStarted(true);
  expect(news()).toEqual([]);
  note.onStarting("Python");
  vi.advanceTimersByTime(5_000);
  expect(news()).toEqual([["Python is starting in this browser.", true]]);
  note.onStarted(true);
  expect(news()).toEqual([["Python has started.", false]]);
  note.onStarting("Python");
  vi.advanceTimersByTime(2_500);
  news();
  note.onStarted(false);
  expect(news()).toEqual([["Python has not started yet.", false]]);
  // A program that ends later has nothing to add.
  note.onStarted(false);
  expect(news()).toEqual([]);
});

test("whoever does not wait for a run any more is still told how far the fetching is", () => {
  note.onFetching("Python", { received: 1, total: 4 });
  vi.advanceTimersByTime(700);
  news();
  note.onStarted(false);
  note.onFetching("Python", { received: 2, total: 4 });
  vi.advanceTimersByTime(300);
  expect(news()).toEqual([["Python is being fetched, once for this browser. 50 %", true]]);
});

test("after it was disposed of it says nothing", () => {
  note.onFetching("Python");
  vi.advanceTimersByTime(700);
  news();
  note.onFetching("Python", { received: 9, total: 10 });
  note.dispose();
  vi.advanceTimersByTime(10_000);
  note.onFetched(true);
  expect(news()).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});
