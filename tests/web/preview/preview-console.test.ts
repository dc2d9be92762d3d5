import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { MAX_PRINT_LENGTH } from "#protocol/limits";
import type { ClientMessage, ServerMessage } from "#protocol/messages";
import { RUN_LIMITS } from "#protocol/runs";
import { PreviewConsole, TOO_MUCH } from "#web/features/preview/preview-console";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function made() {
  const sent: ClientMessage[] = [];
  let hear: (message: ServerMessage) => void = () => {};
  const page = new PreviewConsole({
    send: (message) => {
      sent.push(message);
      return true;
    },
    onMessage: (listener) => {
      hear = listener;
      return () => {
        hear = () => {};
      };
    },
  });
  const printed = () => sent.flatMap((one) => (one.type === "preview.print" ? [one.text] : [])).join("");
  return {
    page,
    sent,
    printed,
    turn: (turn: number) => hear({ type: "preview.turn", turn }),
    hello: () => hear({ type: "hello" } as never),
  };
}
const out = (text: string) => ({ stream: "out" as const, text });

test("without the turn it says nothing and keeps everything; with it, all of it comes", () => {
  const { page, sent, printed, turn } = made();
  page.open("index.html");
  page.hear([out("a\n"), { stream: "err", text: "b\n" }]);
  vi.runAllTimers();
  expect(sent).toEqual([{ type: "preview.open", page: "index.html" }]);
  turn(1);
  vi.runAllTimers();
  expect(printed()).toBe("a\nb\n");
  // Of another turn, everything anew.
  turn(0);
  page.hear([out("c\n")]);
  vi.runAllTimers();
  turn(3);
  vi.runAllTimers();
  expect(printed()).toBe("a\nb\na\nb\nc\n");
  expect(page.speaks()).toBe(true);
});

test("it sends at most thirty messages a second, each of a length that the server takes, and cuts no character", () => {
  const { page, sent, printed, turn } = made();
  page.open("index.html");
  turn(1);
  const text = `x${"🦊".repeat(30_000)}`;
  page.hear([out(text)]);
  vi.advanceTimersByTime(120);
  expect(sent.filter(({ type }) => type === "preview.print").length).toBeLessThanOrEqual(5);
  vi.runAllTimers();
  expect(printed()).toBe(text);
  for (const one of sent) {
    if (one.type !== "preview.print") continue;
    expect(one.text.length).toBeLessThanOrEqual(MAX_PRINT_LENGTH);
    expect(one.text.isWellFormed()).toBe(true);
  }
});

test("a page that is loaded anew takes back what it has said, and not what nobody has seen", () => {
  const { page, sent, turn } = made();
  page.open("index.html");
  turn(1);
  page.begin();
  vi.runAllTimers();
  expect(sent.some(({ type }) => type === "preview.clear")).toBe(false);
  page.hear([out("a\n")]);
  vi.runAllTimers();
  page.begin();
  page.hear([out("b\n")]);
  vi.runAllTimers();
  expect(sent.slice(-2)).toEqual([
    { type: "preview.clear", turn: 1 },
    { type: "preview.print", turn: 1, stream: "out", text: "b\n" },
  ]);
});

test("of a page that says too much, the room is told so once, and memory is bounded", () => {
  const { page, printed, turn } = made();
  page.open("index.html");
  turn(1);
  for (let n = 0; n < 50; n++) page.hear([out("y".repeat(RUN_LIMITS.output / 4))]);
  vi.runAllTimers();
  expect(printed()).toBe(`${"y".repeat(RUN_LIMITS.output)}\n${TOO_MUCH}`);
  // A clear begins anew.
  page.hear([{ stream: "clear", text: "" }, out("z")]);
  vi.runAllTimers();
  expect(printed().endsWith(`${TOO_MUCH}z`)).toBe(true);
});

test("a press claims the turn once a second, and not of a preview that nobody has opened", () => {
  const { page, sent } = made();
  page.touched(5000);
  expect(sent).toEqual([]);
  page.open("index.html");
  for (const at of [6000, 6500, 6999, 7001]) page.touched(at);
  expect(sent).toHaveLength(3);
});

test("after a new connection whoever spoke speaks on, and the others stand behind", () => {
  const { page, sent, turn, hello } = made();
  page.open("index.html");
  hello();
  expect(sent.at(-1)).toEqual({ type: "preview.open", page: "index.html", quiet: true });
  turn(2);
  hello();
  expect(sent.at(-1)).toEqual({ type: "preview.open", page: "index.html" });
  // Until the server says so again, it has no turn.
  expect(page.speaks()).toBe(false);
  page.dispose();
  expect(sent.at(-1)).toEqual({ type: "preview.end" });
  page.dispose();
  expect(sent.filter(({ type }) => type === "preview.end")).toHaveLength(1);
});
