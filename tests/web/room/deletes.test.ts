import fc from "fast-check";
import { expect, it } from "vitest";
import { type Deletes, joinRanges, type Range, subtractDeletes } from "#web/features/room/deletes";

const ranges = fc
  .array(fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 9 })))
  .map((list) => joinRanges(list.map(([from, length]): Range => [from, from + length])));
const asSet = (list: Range[]) =>
  new Set(list.flatMap(([from, to]) => Array.from({ length: to - from }, (_, i) => from + i)));

it("subtracts ranges as it would single clocks", () => {
  fc.assert(
    fc.property(ranges, ranges, (waiting, durable) => {
      const left = subtractDeletes(new Map([[7, waiting]]) as Deletes, new Map([[7, durable]]) as Deletes);
      expect(asSet(left.get(7) ?? [])).toEqual(
        new Set([...asSet(waiting)].filter((clock) => !asSet(durable).has(clock))),
      );
    }),
  );
});

it("keeps what belongs to another client", () => {
  const left = subtractDeletes(new Map([[1, [[0, 5]]]]), new Map([[2, [[0, 5]]]]));
  expect(left).toEqual(new Map([[1, [[0, 5]]]]));
});
