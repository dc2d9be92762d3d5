import { afterEach, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { filesOf, readFiles } from "#protocol/documents";
import { createFirstPage } from "#web/features/preview/first-page";
import { pagesOf, pageUrl, watchFiles } from "#web/features/preview/preview-page";

describe("pages", () => {
  it("are the HTML files, the index first", () => {
    const files = ["b.html", "main.js", "index.html", "a/x.HTM", "html"].map((path) => ({ path }));
    expect(pagesOf(files)).toEqual(["index.html", "a/x.HTM", "b.html"]);
  });

  it("have addresses in which every character of a path is kept", () => {
    expect(pageUrl("/preview/t/", "a b/ü?.html")).toBe("/preview/t/a%20b/%C3%BC%3F.html");
    expect(pageUrl("/preview/t", "index.html")).toBe("/preview/t/index.html");
    expect(pageUrl("/preview/t/index.html", "b.html")).toBe("/preview/t/b.html");
  });
});

describe("watching", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it("reloads once, after the files have been quiet", () => {
    vi.useFakeTimers();
    const doc = new Y.Doc();
    const id = createFirstPage(doc);
    expect(readFiles(doc).map((file) => file.path)).toEqual(["index.html"]);
    const reload = vi.fn();
    const stop = watchFiles(doc, reload, 400);
    const text = filesOf(doc).get(id)?.get("text") as Y.Text;
    for (let i = 0; i < 5; i++) {
      text.insert(0, "x");
      vi.advanceTimersByTime(300);
    }
    expect(reload).not.toHaveBeenCalled();
    vi.advanceTimersByTime(400);
    expect(reload).toHaveBeenCalledTimes(1);
    text.insert(0, "x");
    stop();
    vi.advanceTimersByTime(1000);
    expect(reload).toHaveBeenCalledTimes(1);
  });
});
