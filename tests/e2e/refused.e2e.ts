/** What the server refuses: a page that has diverged keeps its text, and one that asks first loses nothing. */
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { editorOf, ready, roomOf, saved, showsText, write } from "../support/browser.ts";
import { openRoom } from "../support/scene.ts";

/** While true, Bo's edits leave as an update that no server can take: one that stands on itself. */
let corrupt = false;

/** Client 7, clock 0, a text that has itself to its left. */
const STANDS_ON_ITSELF = [1, 1, 7, 0, 0x84, 7, 0, 1, 120, 0];

function corrupted(frame: Buffer): Buffer {
  const name = frame[0] ?? 0;
  const [type, step] = [frame[name + 1], frame[name + 2]];
  if (!corrupt || type !== 0 || step !== 2) return frame;
  return Buffer.concat([
    frame.subarray(0, name + 3),
    Buffer.from([STANDS_ON_ITSELF.length]),
    Buffer.from(STANDS_ON_ITSELF),
  ]);
}

const { app, ada, bo } = await openRoom(["Ada", "Bo"]);

beforeAll(async () => {
  const address = ada.page.url();
  // The route must be there before the socket is.
  await bo.page.routeWebSocket(/\/collab$/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => server.send(typeof message === "string" ? message : corrupted(message)));
  });
  await bo.page.goto(address);
  await ready(bo.page);
});

const treeitem = (page: Page, name: string) => page.getByRole("treeitem", { name });

describe("a page whose edit the server refused", () => {
  it("keeps its text of every file beside a fresh document, over a reload too, and puts it back", async () => {
    await write(ada.page, "ours");
    await saved(ada.page);
    await showsText(bo.page, "ours");
    await editorOf(bo.page).click();
    await bo.page.keyboard.press("ControlOrMeta+End");
    corrupt = true;
    await bo.page.keyboard.insertText(" and Bo's");
    const banner = bo.page.getByText(/The server refused a change from this page.* Your text of main\.js is kept here/);
    await banner.waitFor();
    corrupt = false;
    await saved(bo.page);
    await showsText(bo.page, "ours");
    await showsText(ada.page, "ours");
    await bo.page.reload();
    await ready(bo.page);
    await banner.waitFor();
    await bo.page.getByRole("button", { name: "Put it back beside the live files" }).click();
    await banner.waitFor({ state: "detached" });
    await saved(bo.page);
    await showsText(bo.page, "ours and Bo's");
    await treeitem(ada.page, "recovered").waitFor();
    await showsText(ada.page, "ours");
  });
});

describe("a room that is nearly full", () => {
  it("says so, refuses a paste with a sentence, and loses neither it nor the replica", async () => {
    const files = Object.fromEntries([1, 2, 3, 4].map((n) => [`big${n}.txt`, "x".repeat(1024 * 1024)]));
    const form = new FormData();
    for (const [name, text] of Object.entries(files)) form.append("file", new File([text], name));
    const cookie = (await bo.context.cookies(app.url)).find(({ name }) => name === "pairlab");
    const imported = await fetch(`${app.url}/api/rooms/${roomOf(bo.page)}/import`, {
      method: "POST",
      headers: { cookie: `${cookie?.name}=${cookie?.value}` },
      body: form,
    });
    expect(imported.status).toBe(200);
    await treeitem(ada.page, "big4.txt").waitFor();
    await ada.page.evaluate(() => navigator.clipboard.writeText("y".repeat(900_000)));
    await editorOf(ada.page).click();
    await ada.page.keyboard.press("ControlOrMeta+v");
    await ada.page.getByText(/would make the room larger than it can be \(5 MB\)\. Nothing was changed/).waitFor();
    await showsText(ada.page, "ours");
    await ada.page.evaluate(() => navigator.clipboard.writeText("z".repeat(500_000)));
    await ada.page.keyboard.press("ControlOrMeta+a");
    await ada.page.keyboard.press("ControlOrMeta+v");
    await ada.page.getByText(/The code of this room is nearly full \(5 MB\)/).waitFor();
    await saved(ada.page);
    await ada.page.keyboard.press("ControlOrMeta+a");
    await ada.page.keyboard.insertText("small again");
    await ada.page.getByText(/The code of this room is nearly full/).waitFor({ state: "detached" });
    await saved(ada.page);
    await showsText(ada.page, "small again");
    expect([...ada.complaints, ...bo.complaints.filter((text) => !/WebSocket/.test(text))]).toEqual([]);
  });
});
