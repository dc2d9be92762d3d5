import { expect, test } from "vitest";
import { showInvisible } from "#web/features/tests/invisible";
import { diffLines } from "#web/features/tests/line-diff";

/** What differs within a line stands in brackets. */
const shown = (expected: string, actual: string) =>
  diffLines(expected, actual).map(({ kind, parts }) => {
    const text = parts.map((part) => (part.differs ? `[${part.text}]` : part.text)).join("");
    return `${{ same: " ", missing: "-", extra: "+", folded: "~" }[kind]}${text}`;
  });

test("lines that both have stay, the others are marked", () => {
  expect(shown("a\nb\nc", "a\nx\nc\nd")).toEqual([" a", "-b", "+x", " c", "+d"]);
  expect(shown("", "a")).toEqual(["-", "+a"]);
  expect(shown("same", "same")).toEqual([" same"]);
});

test("within a line that was changed, what differs is marked, whole characters at a time", () => {
  expect(shown("Hello Ann!", "Hello Bob!")).toEqual(["-Hello [Ann]!", "+Hello [Bob]!"]);
  expect(shown("a b", "a  b")).toEqual(["-a b", "+a [ ]b"]);
  expect(shown("well 🦊 done", "well 🦋 done")).toEqual(["-well [🦊] done", "+well [🦋] done"]);
  expect(shown("one\ntwo", "1\n2")).toEqual(["-one", "-two", "+1", "+2"]);
  expect(shown("keep 1\nkeep 2", "keep 3\nkeep 4")).toEqual(["-keep [1]", "-keep [2]", "+keep [3]", "+keep [4]"]);
});

test("long stretches of equal lines are folded", () => {
  const many = Array.from({ length: 30 }, (_, n) => `line ${n}`);
  const changed = many.map((line, n) => (n === 15 ? "here" : line));
  const lines = shown(many.join("\n"), changed.join("\n"));
  expect(lines).toHaveLength(10);
  expect(lines[0]).toBe("~12 equal lines");
  expect(lines.at(-1)).toBe("~11 equal lines");
  expect(lines.slice(3, 6)).toEqual([" line 14", "-line 15", "+here"]);
});

test("of a long text that was changed in one place, that place alone is shown", () => {
  const many = Array.from({ length: 2000 }, (_, n) => `line ${n}`);
  const changed = many.toSpliced(1500, 1, "here", "and here");
  expect(shown(many.join("\n"), changed.join("\n"))).toEqual([
    "~1497 equal lines",
    ...[" line 1497", " line 1498", " line 1499", "-line 1500", "+here", "+and here"],
    ...[" line 1501", " line 1502", " line 1503", "~496 equal lines"],
  ]);
  // What both begin with is not taken for what both end with, too.
  expect(shown("a\na", "a\na\na")).toEqual([" a", " a", "+a"]);
  expect(shown("a\na\na", "a\na")).toEqual([" a", " a", "-a"]);
});

test("long texts without anything in common are shown one after the other", () => {
  const long = "x\n".repeat(500);
  expect(shown(long, "y")).toHaveLength(502);
  expect(shown(`same\n${long}`, `same\n${"y\n".repeat(500)}`)).toHaveLength(1002);
});

test("what nobody sees is written so that it is seen", () => {
  expect(showInvisible("a b ", "end")).toBe("a b·");
  expect(showInvisible("a b\u00a0", "all")).toBe("a·b⍽");
  expect(showInvisible("a b ", "none")).toBe("a b ");
  expect(showInvisible("a\tb", "end")).toBe("a→\tb");
  expect(showInvisible("a\u200bb\u202ec\r\0", "end")).toBe("a‹200B›b‹202E›c‹000D›‹0000›");
  expect(showInvisible("plain 🦊 ü", "end")).toBe("plain 🦊 ü");
});
