/** The server's disk is really full: pages say so, lose nothing, and go on by themselves once there is room. */
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, startApp } from "../support/app.ts";
import {
  connectionOf,
  createRoom,
  editorOf,
  joinRoom,
  launchBrowser,
  newPerson,
  type Person,
  ready,
  saved,
  showsText,
  write,
} from "../support/browser.ts";
import { mountSmallDisk, type SmallDisk } from "../support/small-disk.ts";

/** Milliseconds within which a page says that it is not saved: two seconds, and some more on a busy machine. */
const SAID = 8_000;

let disk: SmallDisk;
let app: App;
let browser: Browser;
let ada: Person;
let bo: Person;

beforeAll(async () => {
  disk = mountSmallDisk(16);
  app = await startApp({ DATA_DIR: disk.path });
  browser = await launchBrowser();
  ada = await createRoom(browser, app, "Ada");
  bo = await joinRoom(browser, app, ada.page, "Bo");
});
afterAll(async () => {
  await browser?.close();
  // Its folder goes with the disk.
  await app?.stop();
  disk?.dispose();
});

const banner = ({ page }: Person) => page.getByText(/The server cannot save at the moment\. Keep this page open/);

describe("a disk that is full", () => {
  it("is said to everyone within seconds of the first edit, and their typing is kept", async () => {
    await write(ada.page, "before");
    await saved(ada.page);
    disk.fill();
    await editorOf(ada.page).click();
    await ada.page.keyboard.press("ControlOrMeta+End");
    await ada.page.keyboard.insertText(" and during");
    await banner(ada).waitFor({ timeout: SAID });
    await banner(bo).waitFor({ timeout: SAID });
    await connectionOf(ada.page).filter({ hasText: "Not saved, 1 change kept here" }).waitFor();
    await showsText(ada.page, "before and during");
    await showsText(bo.page, "before");
  });

  it("is answered with a sentence by everything else that would need it", async () => {
    const message = bo.page.getByRole("textbox", { name: "Message" });
    await message.fill("Is it me?");
    await message.press("Enter");
    await bo.page
      .getByRole("log", { name: "Chat" })
      .getByText(/cannot do that right now/)
      .waitFor();

    const [chooser] = await Promise.all([
      bo.page.waitForEvent("filechooser"),
      (async () => {
        await bo.page.getByRole("button", { name: "More" }).first().click();
        await bo.page.getByRole("menuitem", { name: /Import files or a zip/ }).click();
      })(),
    ]);
    await chooser.setFiles([{ name: "one.js", mimeType: "text/plain", buffer: Buffer.from("1") }]);
    // The chat's sentence ends otherwise.
    await bo.page.getByText(/The server cannot do that right now\. Nothing is lost; try again\.$/).waitFor();

    const cy = await newPerson(browser);
    await cy.page.goto(app.url);
    await cy.page.getByRole("textbox", { name: "Your name" }).first().fill("Cy");
    await cy.page.getByRole("button", { name: "Create a room" }).click();
    await cy.page.getByText(/The server’s disk is full\. Nothing that was saved is lost/).waitFor();
    await cy.context.close();
    expect((await fetch(`${app.url}/api/health`)).status).toBe(200);
    expect((await fetch(`${app.url}/api/ready`)).status).toBe(503);
  });

  it("that has room again is written to without anybody's doing, and nothing is damaged", async () => {
    disk.free();
    await saved(ada.page);
    await banner(ada).waitFor({ state: "detached" });
    await showsText(bo.page, "before and during");
    await bo.page.keyboard.press("Escape");
    await app.kill();
    const db = new Sqlite(join(disk.path, "pairlab.db"), { readonly: true });
    expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
    db.close();
    // With no page left that could bring it back.
    await ada.context.setOffline(true);
    await bo.page.close();
    await app.restart();
    const { page } = ada;
    const address = page.url();
    await page.goto("about:blank");
    await ada.context.setOffline(false);
    await page.goto(address);
    await ready(page);
    await showsText(page, "before and during");
  });
});
