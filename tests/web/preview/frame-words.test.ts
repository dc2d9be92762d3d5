import { expect, test } from "vitest";
import { isFrom, isGreeting, readFrameWord } from "../../../web/features/preview/frame-words.ts";

test.each([null, 7, "said", [], {}, { pairlab: "else" }, { pairlab: "said", items: "none" }, { type: "run.started" }])(
  "%j is none of a frame's words",
  (data) => {
    expect(readFrameWord(data)).toBeNull();
    expect(isGreeting(data)).toBe(false);
  },
);

test("of what is said only text of the two streams is taken, and clearing", () => {
  const items = [
    { stream: "out", text: "a" },
    { stream: "in", text: "forged" },
    { stream: "err", text: { toString: () => "object" } },
    null,
    { stream: "out", text: "" },
    { stream: "clear", text: "ignored" },
    { stream: "err", text: "b" },
  ];
  expect(readFrameWord({ pairlab: "said", items })).toEqual({
    kind: "said",
    items: [
      { stream: "out", text: "a" },
      { stream: "clear", text: "" },
      { stream: "err", text: "b" },
    ],
  });
});

test("what is said at once is bounded in pieces and in characters", () => {
  const many = readFrameWord({ pairlab: "said", items: Array(5000).fill({ stream: "out", text: "x" }) });
  expect(many?.kind === "said" && many.items.length).toBe(2000);
  const long = readFrameWord({ pairlab: "said", items: Array(4).fill({ stream: "out", text: "x".repeat(200_000) }) });
  expect(long?.kind === "said" && long.items.map(({ text }) => text.length)).toEqual([200_000, 100_000]);
});

test("a library is wanted by its stored name, and by nothing that leads elsewhere", () => {
  const wanted = (file: unknown) => readFrameWord({ pairlab: "want", file });
  expect(wanted("0123456789ab-p5.min.js")).toEqual({ kind: "want", file: "0123456789ab-p5.min.js" });
  for (const file of ["../api/me", "0123456789ab-../../api/me.js", "0123456789ab-p5.js?x", "p5.js", 7, undefined])
    expect(wanted(file)).toBeNull();
});

test("a message is the frame's if it comes from it or from a frame in it", () => {
  const window = (parent?: object) => {
    const made: { parent?: object } = {};
    made.parent = parent ?? made;
    return made as unknown as Window;
  };
  const room = window();
  const frame = window(room);
  expect(isFrom(frame, frame)).toBe(true);
  expect(isFrom(window(frame), frame)).toBe(true);
  expect(isFrom(window(room), frame)).toBe(false);
  expect(isFrom(room, frame)).toBe(false);
  expect(isFrom(null, frame)).toBe(false);
  expect(isFrom(frame, null)).toBe(false);
});
