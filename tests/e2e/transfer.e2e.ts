/** A room carried out as a zip and into another, through the page's menu. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { createRoom, editorOf, type Person, roomOf, saved, showsText, write } from "../support/browser.ts";
import { drag, dropFile, openBoard, shapesOf, showsShapes } from "../support/drawing.ts";
import { openRoom } from "../support/scene.ts";

let exported: Buffer;

const { app, browser, ada } = await openRoom(["Ada"]);
let bo: Person;
beforeAll(async () => {
  bo = await createRoom(browser, app, "Bo", {}, "Python");
});

async function choose(page: Page, item: RegExp): Promise<void> {
  await page.getByRole("button", { name: "More" }).first().click();
  await page.getByRole("menuitem", { name: item }).click();
}

/** Gives files to what the page's menu opens. */
async function bring(page: Page, item: RegExp, files: Parameters<Page["setInputFiles"]>[1]): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), choose(page, item)]);
  await chooser.setFiles(files);
}

const text = (name: string, content: string) => ({ name, mimeType: "text/plain", buffer: Buffer.from(content) });
const fileOf = (page: Page, name: string) => page.getByRole("treeitem", { name });

describe("export and import", () => {
  it("carry files, board, its picture, images and chat out in a zip", async () => {
    await write(ada.page, 'console.log("carried 🦊")');
    await saved(ada.page);
    await openBoard(ada.page);
    await drag(ada.page, "rectangle", { x: 250, y: 200 }, { x: 400, y: 300 });
    await dropFile(ada.page, { name: "picture.png", type: "image/png" });
    await showsShapes(ada.page, 2);
    await shapesOf(ada.page, "image").locator('img[src^="/api/"]').first().waitFor();
    await saved(ada.page);
    const [download] = await Promise.all([ada.page.waitForEvent("download"), choose(ada.page, /Export as a zip/)]);
    expect(download.suggestedFilename()).toMatch(/\.zip$/);
    exported = readFileSync(await download.path());
    const entries = unzipSync(exported);
    const names = Object.keys(entries);
    expect(names).toEqual(expect.arrayContaining(["room.json", "files/main.js", "board.json", "board.svg"]));
    expect(names).toEqual(expect.arrayContaining(["chat.json", "chat.md"]));
    expect(names.filter((name) => /^assets\/\w+\.png$/.test(name))).toHaveLength(1);
    expect(strFromU8(entries["files/main.js"] as Uint8Array)).toBe('console.log("carried 🦊")');
    expect(strFromU8(entries["board.svg"] as Uint8Array)).toMatch(/<(path|rect)/);
    const { document } = JSON.parse(strFromU8(entries["board.json"] as Uint8Array));
    expect(Object.keys(document.store).filter((id) => id.startsWith("shape:"))).toHaveLength(2);
  });

  it("bring an exported room's files and board into another room, its images too", async () => {
    await bring(bo.page, /Import files or a zip/, {
      name: "room.zip",
      mimeType: "application/zip",
      buffer: exported,
    });
    await bo.page.getByText("Imported main.js.").waitFor();
    await fileOf(bo.page, "main.js").click();
    await showsText(bo.page, 'console.log("carried 🦊")');
    await openBoard(bo.page);
    await showsShapes(bo.page, 2);
    const image = shapesOf(bo.page, "image")
      .locator(`img[src^="/api/rooms/${roomOf(bo.page)}/assets/"]`)
      .first();
    await expect
      .poll(() => image.evaluate((shown: HTMLImageElement) => shown.naturalWidth), { timeout: 15_000 })
      .toBe(160);
    await saved(bo.page);
    await bo.page.reload();
    await openBoard(bo.page);
    await showsShapes(bo.page, 2);
  });

  it("leave a board on which something is as it was, and say so", async () => {
    await bring(bo.page, /Import files or a zip/, {
      name: "room.zip",
      mimeType: "application/zip",
      buffer: exported,
    });
    await bo.page.getByText(/board\.json: Something is on this room's board already/).waitFor();
    await showsShapes(bo.page, 2);
    await bo.page.getByRole("tab", { name: "Code" }).click();
    await fileOf(bo.page, "main (2).js").waitFor();
  });

  it("take several files at once, and say what was left out and why", async () => {
    await bring(bo.page, /Import files or a zip/, [
      text("one.js", "1"),
      text("two.js", "2"),
      { name: "photo.png", mimeType: "image/png", buffer: Buffer.from([0x89, 0x50, 0, 1]) },
    ]);
    await bo.page.getByText(/Imported 2 files\..* One was left out:/).waitFor();
    await bo.page.getByText("photo.png: It is no text. Images can be put on the board.").waitFor();
    for (const name of ["one.js", "two.js"]) await fileOf(bo.page, name).waitFor();
  });

  it("say why a zip cannot be read", async () => {
    await bring(bo.page, /Import files or a zip/, {
      name: "broken.zip",
      mimeType: "application/zip",
      buffer: Buffer.from("no zip"),
    });
    await bo.page.getByText("This is no zip file.").waitFor();
  });

  it("take a folder, without what tools leave in it", async () => {
    const folder = mkdtempSync(join(tmpdir(), "pairlab-folder-"));
    try {
      mkdirSync(join(folder, "lib"));
      mkdirSync(join(folder, "node_modules"));
      writeFileSync(join(folder, "top.js"), "top");
      writeFileSync(join(folder, "lib/inner.js"), "inner");
      writeFileSync(join(folder, "node_modules/heavy.js"), "heavy");
      await bring(bo.page, /Import a folder/, folder);
      await bo.page.getByText(/Imported 2 files/).waitFor();
      await fileOf(bo.page, "top.js").click();
      await editorOf(bo.page).getByText("top").waitFor();
      await fileOf(bo.page, "lib").waitFor();
      expect(await fileOf(bo.page, "node_modules").count()).toBe(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("put nothing of a board that is not valid anywhere", async () => {
    const cleo = await createRoom(browser, app, "Cleo");
    const zip = zipSync({
      "room.json": strToU8("{}"),
      "board.json": strToU8('{"document":{"schema":{},"store":{"shape:x":{"id":"shape:x","typeName":"shape"}}}}'),
      "files/kept.js": strToU8("kept"),
    });
    await bring(cleo.page, /Import files or a zip/, {
      name: "odd.zip",
      mimeType: "application/zip",
      buffer: Buffer.from(zip),
    });
    await fileOf(cleo.page, "kept.js").waitFor();
    await openBoard(cleo.page);
    await showsShapes(cleo.page, 0);
    expect(cleo.complaints).toEqual([]);
    await cleo.context.close();
  });

  it("left the console clean and asked no other host", () => {
    for (const person of [ada, bo]) {
      const own = person.complaints.filter((text) => !/status of 400/.test(text));
      expect(own).toEqual([]);
      expect(person.foreign).toEqual([]);
    }
  });
});
