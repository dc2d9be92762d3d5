// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from "vitest";
import type { FileId, RoomId } from "#protocol/ids";
import { createStore } from "#web/features/room/store";
import { createWorkbench } from "#web/features/room/workbench";

const file = (path: string) => ({ id: `id-${path}` as FileId, path });

function bench(paths: string[]) {
  const files = createStore(paths.map(file));
  const shown: object[] = [];
  const workbench = createWorkbench({ room: "r" as RoomId, files, show: (view) => shown.push(view) });
  return { files, shown, workbench, now: () => workbench.get() };
}

describe("the workbench", () => {
  beforeEach(() => localStorage.clear());

  it("opens the program that a room starts with", () => {
    expect(bench(["a.css", "main.js"]).now().file).toBe("id-main.js");
    localStorage.clear();
    expect(bench(["notes.md"]).now().file).toBe("id-notes.md");
  });

  it("closes the tab of a deleted file and shows the one beside it", () => {
    const { files, now } = bench(["main.js", "b.js"]);
    now().openFile("id-b.js" as FileId);
    files.set([file("main.js")]);
    expect(now().tabs).toEqual(["id-main.js"]);
    expect(now().file).toBe("id-main.js");
  });

  it("keeps an empty editor when the last tab was closed on purpose", () => {
    const { now, files } = bench(["main.js"]);
    now().closeTab("id-main.js" as FileId);
    expect(now().file).toBe(null);
    now().openFile("id-main.js" as FileId);
    expect(now().file).toBe("id-main.js");
    expect(files.get()).toHaveLength(1);
  });

  it("goes to a place by its path, leaves the board for it, and tells the editor", () => {
    const { now } = bench(["main.js", "lib/b.js"]);
    now().setPanel("board");
    const heard: object[] = [];
    now().onGo((place) => heard.push(place));
    now().go({ path: "lib/b.js", line: 12 });
    expect(now()).toMatchObject({ panel: "code", file: "id-lib/b.js" });
    expect(heard).toEqual([{ path: "lib/b.js", line: 12, file: "id-lib/b.js" }]);
  });

  it("tells a page that shows one part at a time what is asked for, also what is chosen already", () => {
    const { now, shown } = bench(["main.js"]);
    const heard: object[] = [];
    const stop = now().onShow((what) => heard.push(what));
    now().setPanel("preview");
    now().setPanel("preview");
    now().setBottom("tests");
    now().setRail("chat");
    expect(heard).toEqual([
      { part: "panel", value: "preview" },
      { part: "panel", value: "preview" },
      { part: "bottom", value: "tests" },
      { part: "rail", value: "chat" },
    ]);
    // The others are told of a change only.
    expect(shown.filter((view) => "panel" in view && view.panel === "preview")).toHaveLength(1);
    stop();
    now().setPanel("code");
    expect(heard).toHaveLength(4);
  });

  it("keeps a place for an editor that is not there yet", async () => {
    const { now } = bench(["main.js"]);
    now().go({ path: "main.js", line: 3 });
    const heard: object[] = [];
    now().onGo((place) => heard.push(place));
    await Promise.resolve();
    expect(heard).toEqual([{ path: "main.js", line: 3, file: "id-main.js" }]);
  });

  it("remembers panel and tabs of the room", () => {
    const { now } = bench(["main.js", "b.js"]);
    now().openFile("id-b.js" as FileId);
    now().setPanel("split");
    expect(bench(["main.js", "b.js"]).now()).toMatchObject({ panel: "split", file: "id-b.js" });
  });

  it("tells the others the panel and the file, once a change", () => {
    const { now, shown } = bench(["main.js"]);
    now().setPanel("board");
    now().setPanel("board");
    now().setRail("call");
    expect(shown).toEqual([
      { panel: "code", file: "id-main.js" },
      { panel: "board", file: "id-main.js" },
    ]);
  });
});
