import { expect, test } from "vitest";
import { RunQueue } from "#sandbox/queue";

const item = (room: string, runId: string) => ({ room, runId });

test("rooms in turn, each in order of arrival, as announced", () => {
  const queue = new RunQueue();
  for (const [room, id] of [
    ["a", "1"],
    ["a", "2"],
    ["a", "3"],
    ["b", "4"],
    ["c", "5"],
    ["b", "6"],
  ] as const)
    queue.push(item(room, id));
  const announced = queue.inOrder().map(({ runId }) => runId);
  const taken = Array.from({ length: 6 }, () => queue.take()?.runId);
  expect(announced).toEqual(["1", "4", "5", "2", "6", "3"]);
  expect(taken).toEqual(announced);
  expect([queue.take(), queue.size]).toEqual([undefined, 0]);
});

test("a room that had its turn goes behind the others", () => {
  const queue = new RunQueue();
  queue.push(item("a", "1"));
  queue.push(item("a", "2"));
  expect(queue.take()?.runId).toBe("1");
  queue.push(item("b", "3"));
  queue.push(item("a", "4"));
  expect(queue.take()?.runId).toBe("2");
  expect(queue.take()?.runId).toBe("3");
  expect(queue.take()?.runId).toBe("4");
});

test("what is removed is gone, once", () => {
  const queue = new RunQueue<{ room: string; runId: string }>();
  const one = item("a", "1");
  queue.push(one);
  expect([queue.remove(one), queue.remove(one), queue.size, queue.take()]).toEqual([true, false, 0, undefined]);
});
