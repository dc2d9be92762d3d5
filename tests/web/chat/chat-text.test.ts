import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test, vi } from "vitest";
import type { MessageId, PersonId } from "#protocol/ids";
import { placeUrl, readPlaceUrl, textParts } from "#web/features/chat/chat-links";
import { ChatMarkdown } from "#web/features/chat/chat-markdown";
import { chatRows, dayWords } from "#web/features/chat/chat-rows";

vi.mock("#web/features/room/room", () => ({
  useFiles: () => [{ id: "f1", path: "lib/a.ts" }],
  useWorkbench: () => ({ go: () => undefined }),
}));
const html = (text: string) => renderToStaticMarkup(createElement(ChatMarkdown, { text }));

test("finds places and addresses, and no others", () => {
  const found = (text: string) => textParts(text).filter(({ kind }) => kind !== "text");
  expect(found("see main.js:12, then lib/a.ts:3:5.")).toEqual([
    { kind: "place", text: "main.js:12", place: { path: "main.js", line: 12 } },
    { kind: "place", text: "lib/a.ts:3:5", place: { path: "lib/a.ts", line: 3, column: 5 } },
  ]);
  expect(found("größe.js:1")).toMatchObject([{ place: { path: "größe.js" } }]);
  expect(found("at 12:30, localhost:3000, a.js:1:2:3, 3.5:1")).toEqual([]);
  expect(found("(https://example.org/a_(b)?c=main.js:1).")).toMatchObject([{ kind: "address" }]);
  expect(
    textParts("a main.js:1 😀")
      .map(({ text }) => text)
      .join(""),
  ).toBe("a main.js:1 😀");
});

test("a place survives its own address", () => {
  const place = { path: "a b/ü.js", line: 3, column: 7 };
  expect(readPlaceUrl(placeUrl(place))).toEqual(place);
  expect(readPlaceUrl("place:%zz:1")).toBeNull();
  expect(readPlaceUrl("https://example.org")).toBeNull();
});

test("a place is a link only if the room has the file", () => {
  expect(html("`lib/a.ts:3` and example.com:80")).toContain("<button");
  expect(html("example.com:80")).not.toMatch(/<button|<a /);
});

test("renders the subset", () => {
  expect(html("**b** *i* `c`")).toMatch(/<strong>b<\/strong> <em>i<\/em> <code[^>]*>c<\/code>/);
  expect(html("```js\nlet a = '<b>'\n```")).toMatch(
    /<pre[^>]*><code[^>]*>let a = &#x27;&lt;b&gt;&#x27;\n<\/code><\/pre>/,
  );
  expect(html("- one\n- two")).toMatch(/<ul[^>]*>\s*<li[^>]*>one<\/li>\s*<li[^>]*>two<\/li>\s*<\/ul>/);
});

test("HTML is the letters that were typed, and images are links", () => {
  expect(html("a <b>bold</b> tag")).toContain("a &lt;b&gt;bold&lt;/b&gt; tag");
  expect(html("<script>alert(1)</script>")).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  expect(html("![cat](https://example.org/cat.png)")).toMatch(/<a href="https:\/\/example.org\/cat.png"/);
  expect(html("![cat](https://example.org/cat.png)")).not.toContain("<img");
});

test("a link opens apart, shows where it goes, and never runs anything", () => {
  expect(html("[lab](https://example.org/x)")).toMatch(
    /rel="noopener noreferrer nofollow"[^>]*>lab<\/a>.*\(example\.org\)/,
  );
  expect(html("https://example.org/x")).toContain(">https://example.org/x</a>");
  for (const address of ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x"]) {
    expect(html(`[x](${address})`)).not.toMatch(/href|script:|data:/i);
  }
});

test("right-to-left text sets its own direction", () => {
  expect(html("שלום עולם")).toContain('<p dir="auto"');
});

test("one author's messages within five minutes stand under one name; days and the unread ones are marked", () => {
  const noon = new Date(2026, 5, 1, 12).getTime();
  const say = (id: string, by: string, minutes: number) => ({
    id: id as MessageId,
    by: { id: by as PersonId, name: by, color: "" },
    text: id,
    at: noon + minutes * 60_000,
  });
  const rows = chatRows(
    [
      say("a", "sam", 0),
      say("b", "sam", 1),
      say("c", "dana", 2),
      say("d", "dana", 9),
      say("e", "dana", 10),
      say("f", "dana", 1440),
    ],
    "e" as MessageId,
  );
  expect(rows.map((row) => (row.kind === "message" ? `${row.key}${row.first ? "!" : ""}` : row.kind))).toEqual([
    "day",
    "a!",
    "b",
    "c!",
    "d!",
    "new",
    "e!",
    "day",
    "f!",
  ]);
  expect(dayWords(noon, noon + 1)).toBe("Today");
  expect(dayWords(noon, noon + 86_400_000)).toBe("Yesterday");
  expect(dayWords(noon, new Date(2027, 5, 1).getTime(), "en")).toContain("2026");
});
