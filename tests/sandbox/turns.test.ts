import { expect, test } from "vitest";
import { FREE_TIMEOUTS, LONG_SHARE, MANY_PARKED } from "#sandbox/limits";
import { type Turn, Turns } from "#sandbox/turns";

let count = 0;
const turn = (more: Partial<Turn> = {}): Turn => {
  const runId = `run${++count}`;
  return { runId, room: runId, person: runId, used: 0, parked: false, ...more };
};
const drain = (turns: Turns<Turn>): Turn[] => {
  const taken: Turn[] = [];
  for (let next = turns.take(); next; next = turns.take()) taken.push(next);
  return taken;
};

test("answered first, then what has not run, then the shortest so far", () => {
  const turns = new Turns<Turn>();
  const [fresh, answered, long, longer] = [turn(), turn({ used: 900 }), turn({ used: 50 }), turn({ used: 400 })];
  turns.pushAgain(longer, false);
  turns.pushAgain(long, false);
  turns.push(fresh);
  turns.pushAgain(answered, true);
  expect(turns.size).toBe(4);
  expect(drain(turns)).toEqual([answered, fresh, long, longer]);
  expect(turns.size).toBe(0);
});

test("a person has one run at a time, whatever the room; the other keeps its place", () => {
  const turns = new Turns<Turn>();
  const [first, second, other] = [
    turn({ person: "ada", room: "a" }),
    turn({ person: "ada", room: "b" }),
    turn({ room: "b" }),
  ];
  for (const item of [first, second, other]) turns.push(item);
  expect(drain(turns)).toEqual([first, other]);
  expect(turns.size).toBe(1);
  // It stands still, and it is still that person's one run.
  turns.pushAgain(first, false);
  expect(drain(turns)).toEqual([first]);
  turns.finish(first, "ok");
  expect(drain(turns)).toEqual([second]);
});

test("whoever's programs keep running out of time stands behind, until one ends in time", () => {
  const turns = new Turns<Turn>();
  const attempt = (reason: "time" | "ok") => {
    const item = turn({ person: "loop" });
    turns.push(item);
    const [taken] = drain(turns);
    if (taken) turns.finish(taken, reason);
  };
  const order = (): boolean => {
    const [late, early] = [turn({ person: "loop" }), turn()];
    turns.push(late);
    turns.push(early);
    const [first, second] = drain(turns);
    for (const item of [first, second]) if (item) turns.finish(item, "cancelled");
    return first === late;
  };
  for (let time = 0; time < FREE_TIMEOUTS; time++) attempt("time");
  expect(order()).toBe(true);
  attempt("time");
  expect(order()).toBe(false);
  attempt("ok");
  expect(order()).toBe(true);
});

test("long programs come to an end some day", () => {
  const turns = new Turns<Turn>();
  const long = turn({ used: 5_000 });
  turns.pushAgain(long, false);
  for (let n = 0; n < 3 * LONG_SHARE; n++) turns.push(turn());
  expect(drain(turns).indexOf(long)).toBe(LONG_SHARE - 1);
});

test("when many stand still, they come first among the long ones", () => {
  const turns = new Turns<Turn>();
  const begun = turn({ used: 40 });
  turns.pushAgain(begun, false);
  const parked = Array.from({ length: MANY_PARKED }, (_, index) => turn({ used: 100 + index, parked: true }));
  for (const item of parked) turns.pushAgain(item, false);
  expect(drain(turns)[0]).toBe(parked[0]);
});

test("a run is asked for its slot only for one that comes before it", () => {
  const turns = new Turns<Turn>();
  expect(turns.outranks(1_000)).toBe(false);
  turns.pushAgain(turn({ used: 500 }), false);
  expect([turns.outranks(400), turns.outranks(600)]).toEqual([false, true]);
  turns.push(turn());
  expect(turns.outranks(40)).toBe(true);
});

test("positions are those of runs that have not begun, in their order", () => {
  const turns = new Turns<Turn>();
  turns.pushAgain(turn({ used: 70 }), false);
  const items = [turn({ room: "a" }), turn({ room: "a" }), turn({ room: "b" })];
  for (const item of items) turns.push(item);
  expect(turns.inOrder()).toEqual([items[0], items[2], items[1]]);
  turns.remove(items[2] as Turn);
  expect(turns.inOrder()).toEqual([items[0], items[1]]);
});
