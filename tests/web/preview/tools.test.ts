import { afterEach, expect, test } from "vitest";
import { setPreviewTools, withTools } from "../../../web/server/preview/tools.ts";

afterEach(() => setPreviewTools(undefined));

test("they stand behind the doctype and in its line, so that every line keeps its number", () => {
  setPreviewTools("<T>");
  expect(withTools("<!doctype html>\n<p>")).toBe("<!doctype html><T>\n<p>");
  expect(withTools(" <!-- a --> <!-- b -->\n<!DOCTYPE html><p>")).toBe(" <!-- a --> <!-- b -->\n<!DOCTYPE html><T><p>");
  expect(withTools("<p>")).toBe("<T><p>");
  expect(withTools("<!-- never closed <!doctype html>")).toBe("<T><!-- never closed <!doctype html>");
  setPreviewTools(undefined);
  expect(withTools("<p>")).toBe("<p>");
});

test("scripts with an address are asked for as another origin's, others stay", () => {
  setPreviewTools("");
  expect(withTools('<script src="a.js"></script><SCRIPT defer SRC=b></SCRIPT>')).toBe(
    '<script crossorigin src="a.js"></script><SCRIPT crossorigin defer SRC=b></SCRIPT>',
  );
  const same = '<script>let src = 1</script><script crossorigin src=c></script><scripty src=d><script data-x="1">';
  expect(withTools(same)).toBe(same);
});

test.each([
  ["comments without a doctype", "<!--a-->".repeat(100_000)],
  ["tags without an end", "<script src".repeat(100_000)],
  ["spaces", " ".repeat(1_000_000)],
])("it takes no time over %s", (_what, html) => {
  setPreviewTools("<T>");
  expect(withTools(html).length).toBeGreaterThanOrEqual(html.length);
});
