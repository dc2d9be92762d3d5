import { expect, test } from "vitest";
import { Pipe, type Said } from "../../../web/programs/preview/pipe.ts";

/** A pipe with a clock of its own: `wait` lets time pass, and what is due happen. */
function pipe(cap = 1000) {
  let time = 0;
  const timers: { at: number; act: () => void }[] = [];
  const said: Said[] = [];
  const made = new Pipe(
    (one) => said.push(structuredClone(one)),
    (text) => text.replaceAll("http://host/", ""),
    cap,
    () => time,
    (act, ms) => timers.push({ at: time + ms, act }),
  );
  return {
    pipe: made,
    said,
    items: () => said.flatMap((one) => (one.pairlab === "said" ? one.items : [])),
    timers,
    wait(ms: number) {
      time += ms;
      for (const { act } of timers.splice(0, timers.length).filter(({ at }) => at <= time)) act();
    },
  };
}

test("the first word goes at once, those behind it together", () => {
  const { pipe: one, said, wait, timers } = pipe();
  one.print("out", "a\n");
  expect(said).toHaveLength(1);
  for (let n = 0; n < 50; n++) one.print("out", `${n}\n`);
  one.print("err", "http://host/main.js\n");
  expect(said).toHaveLength(1);
  expect(timers).toHaveLength(1);
  wait(1000);
  expect(said).toHaveLength(2);
  expect(said[1]).toMatchObject({ items: [{ stream: "out" }, { stream: "err", text: "main.js\n" }] });
});

test("in a loop in which no timer fires, what is said goes off all the same", () => {
  const { pipe: one, said } = pipe();
  let time = 0;
  const busy = new Pipe(
    (word) => said.push(word),
    (text) => text,
    10_000,
    () => time,
    () => {},
  );
  for (let n = 0; n < 300; n++) {
    busy.print("out", `${n}\n`);
    time += 1;
  }
  // Not one a word, and not only the first one.
  expect(said.length).toBeGreaterThan(2);
  expect(said.length).toBeLessThan(40);
  expect(one.full()).toBe(false);
});

test("it is full where the room takes no more, and empty again when it is cleared", () => {
  const { pipe: one, items, wait } = pipe(10);
  one.print("out", "123456789012");
  expect(one.full()).toBe(true);
  one.print("out", "more");
  wait(1000);
  expect(items().map(({ text }) => text)).toEqual(["123456789012"]);
  one.clear();
  expect(one.full()).toBe(false);
  one.print("out", "new");
  wait(1000);
  expect(items().slice(1)).toEqual([
    { stream: "clear", text: "" },
    { stream: "out", text: "new" },
  ]);
});

test("what was said before it is cleared does not go off any more", () => {
  const { pipe: one, items, wait } = pipe();
  one.print("out", "sent\n");
  one.print("out", "not sent\n");
  one.clear();
  wait(1000);
  expect(items().map(({ stream, text }) => stream + text)).toEqual(["outsent\n", "clear"]);
});

test("a touch is told once a second", () => {
  const { pipe: one, said, wait } = pipe();
  for (let n = 0; n < 10; n++) one.touched();
  wait(999);
  one.touched();
  expect(said).toEqual([{ pairlab: "touched" }]);
  wait(2);
  one.touched();
  expect(said).toHaveLength(2);
});
