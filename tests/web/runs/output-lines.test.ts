// @vitest-environment happy-dom
import { expect, test } from "vitest";
import type { PersonId } from "#protocol/ids";
import { OutputLines, SHOWN_LINES } from "#web/features/runs/output-lines";
import { Transcript } from "#web/features/runs/transcript";

function draw(transcript: Transcript) {
  const parent = document.createElement("div");
  const drawn = new OutputLines(parent, transcript);
  drawn.draw();
  return { parent, drawn };
}
const lines = (parent: HTMLElement) =>
  [...parent.querySelectorAll<HTMLElement>("[data-stream]")].map(
    (line) => `${line.dataset.stream}:${line.textContent}`,
  );

test("pieces of a line are one line; an empty line is one", () => {
  const transcript = new Transcript();
  const { parent, drawn } = draw(transcript);
  transcript.add({ seq: 0, stream: "out", text: "a" });
  drawn.draw();
  transcript.add({ seq: 1, stream: "out", text: "b\n\nc\n" });
  drawn.draw();
  expect(lines(parent)).toEqual(["out:ab", "out:", "out:c"]);
});

test("error output is told from output by more than its colour, and has lines of its own", () => {
  const transcript = new Transcript();
  transcript.add({ seq: 0, stream: "out", text: "half" });
  transcript.add({ seq: 1, stream: "err", text: "bad\nworse\n" });
  transcript.add({ seq: 2, stream: "out", text: "good\n" });
  expect(lines(draw(transcript).parent)).toEqual(["out:half", "err:error output: bad", "err:worse", "out:good"]);
});

test("text is text, never markup", () => {
  const transcript = new Transcript();
  transcript.add({ seq: 0, stream: "out", text: "<img src=x onerror=alert(1)>\u001b[2J\n" });
  const { parent } = draw(transcript);
  expect(parent.querySelector("img")).toBeNull();
  expect(lines(parent)).toEqual(["out:<img src=x onerror=alert(1)>␛[2J"]);
});

test("an answer stands where it was typed, with who typed it", () => {
  const transcript = new Transcript();
  transcript.add({ seq: 0, stream: "out", text: "Name? " });
  const by = { id: "b" as PersonId, name: "Ben", color: "#000" };
  transcript.type({ seq: 0, by, kind: "answer", text: "Bo", question: "" });
  transcript.add({ seq: 1, stream: "out", text: "Hello\n" });
  transcript.type({ seq: 1, by, kind: "answer", text: "7", question: "Age?" });
  transcript.type({ seq: 1, by, kind: "line", text: "1 + 1" });
  transcript.add({ seq: 2, stream: "out", text: "2\n" });
  const typed = ["typed:Age? 7Ben", "typed:> 1 + 1Ben"];
  expect(lines(draw(transcript).parent)).toEqual(["out:Name? BoBen", "out:Hello", ...typed, "out:2"]);
  expect(transcript.toString()).toBe("Name? Bo\nHello\nAge? 7\n> 1 + 1\n2\n");
});

test("a late piece is drawn in its place", () => {
  const transcript = new Transcript();
  const { parent, drawn } = draw(transcript);
  transcript.add({ seq: 0, stream: "out", text: "1\n" });
  transcript.add({ seq: 2, stream: "out", text: "3\n" });
  drawn.draw();
  transcript.add({ seq: 1, stream: "out", text: "2\n" });
  drawn.draw();
  expect(lines(parent)).toEqual(["out:1", "out:2", "out:3"]);
});

test("a flood leaves a bounded number of lines in the document, the last ones", () => {
  const transcript = new Transcript();
  const { parent, drawn } = draw(transcript);
  transcript.add({ seq: 0, stream: "out", text: Array.from({ length: 20_000 }, (_, i) => `${i}\n`).join("") });
  drawn.draw();
  const shown = lines(parent);
  expect(shown.at(-1)).toBe("out:19999");
  expect(shown.length).toBeLessThanOrEqual(SHOWN_LINES + 200);
  expect(shown.length + drawn.dropped).toBe(20_000);
});

test("colours are drawn, and a line that is begun anew has its last text", () => {
  const transcript = new Transcript();
  transcript.add({ seq: 0, stream: "out", text: "a \u001b[1;31mred\u001b[0m b\n10 %\r50 %\rdone\r\n" });
  const { parent } = draw(transcript);
  expect(lines(parent)).toEqual(["out:a red b", "out:done"]);
  expect(parent.querySelector("[data-look]")?.className).toBe("font-bold text-bad");
});

test("looks the same however the text was cut", () => {
  const parts = [
    "x \u001b[32mgreen 👩🏽‍💻\u001b[7m in",
    "verse\u001b[0m\r",
    "\n\u001b[38;5;196mred?\u001b[39m 1\r2\u001b[2J",
    "\r\n\u001b[",
  ];
  const text = parts.join("");
  const whole = new Transcript();
  whole.add({ seq: 0, stream: "out", text });
  const { innerHTML } = draw(whole).parent;
  const pieces = new Transcript();
  for (let at = 0; at < text.length; at++) pieces.add({ seq: at, stream: "out", text: text.charAt(at) });
  expect(draw(pieces).parent.innerHTML).toBe(innerHTML);
  expect(innerHTML).toContain("👩🏽‍💻");
});

test("much is drawn little by little, and in the end it is all there", () => {
  const transcript = new Transcript();
  const said = Array.from({ length: 900 }, (_, n) => `line ${n} 👩🏽‍💻\u001b[31mred\u001b[0m`);
  transcript.add({ seq: 0, stream: "out", text: `${said.join("\r\n")}\n` });
  transcript.type({ seq: 0, by: { id: "b" as PersonId, name: "Ben", color: "#000" }, kind: "line", text: "1" });
  const whole = draw(transcript).parent;
  const parent = document.createElement("div");
  const drawn = new OutputLines(parent, transcript);
  // No time at all: a slice each.
  let calls = 1;
  while (!drawn.draw(-1)) calls++;
  expect(calls).toBeGreaterThan(10);
  expect(parent.innerHTML).toBe(whole.innerHTML);
  expect(lines(parent)).toHaveLength(901);
  expect(drawn.draw(-1)).toBe(true);
});

test("a line without an end goes on in another element, and no character is cut", () => {
  const transcript = new Transcript();
  const long = `x${"🦊".repeat(6_000)}`;
  transcript.add({ seq: 0, stream: "out", text: long });
  transcript.add({ seq: 1, stream: "out", text: `${"\u001b[31ma\u001b[32mb".repeat(200)}\nnext\n` });
  const shown = lines(draw(transcript).parent).map((line) => line.replace("out:", ""));
  expect(shown.slice(0, -1).join("")).toBe(long + "ab".repeat(200));
  expect(shown.at(-1)).toBe("next");
  for (const part of shown) {
    expect(part.length).toBeLessThanOrEqual(2_000);
    expect(part.isWellFormed()).toBe(true);
  }
});

test("what takes the place of a long line leaves nothing of it", () => {
  const transcript = new Transcript();
  const { parent, drawn } = draw(transcript);
  transcript.add({ seq: 0, stream: "err", text: `${"x".repeat(5_000)}\rshort` });
  drawn.draw();
  expect(lines(parent)).toEqual(["err:error output: short"]);
  transcript.add({ seq: 1, stream: "err", text: " and more\n" });
  drawn.draw();
  expect(lines(parent)).toEqual(["err:error output: short and more"]);
});

test("the rows of a table are not wrapped, whatever stands around them", () => {
  const transcript = new Transcript();
  transcript.add({ seq: 0, stream: "out", text: "words\n┌───┬───┐\n  │ a │ b │\nnot │ one\n" });
  const [words, border, row, other] = draw(transcript).parent.querySelectorAll("[data-stream]");
  for (const line of [words, other]) expect(line?.classList).toContain("whitespace-pre-wrap");
  for (const line of [border, row]) {
    expect(line?.classList).toContain("whitespace-pre");
    expect(line?.classList).not.toContain("break-words");
  }
});
