/** Two people at one board: what either draws is there for both, their own to undo, and kept. */
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { connectionOf, joinRoom, ready, roomOf, saved } from "../support/browser.ts";
import { canvasOf, cornerOf, drag, dropFile, openBoard, shapesOf, showsShapes } from "../support/drawing.ts";
import { openRoom } from "../support/scene.ts";

const { app, browser, ada, bo } = await openRoom(["Ada", "Bo"]);

beforeAll(async () => {
  for (const { page } of [ada, bo]) await openBoard(page);
});

/** Milliseconds, of polling. */
const PATIENCE = { timeout: 15_000 };
const both = () => [ada, bo];
const idsOf = (page: Page) =>
  shapesOf(page).evaluateAll((all) => all.map((shape) => shape.getAttribute("data-shape-id") ?? ""));
const svg = [..."<svg xmlns='http://www.w3.org/2000/svg'/>"].map((letter) => letter.charCodeAt(0));

describe("two people at a board", () => {
  it("see what the other draws", async () => {
    await drag(ada.page, "rectangle", { x: 300, y: 150 }, { x: 450, y: 260 });
    await showsShapes(bo.page, 1, "geo");
    await drag(bo.page, "draw", { x: 500, y: 150 }, { x: 600, y: 300 });
    for (const { page } of both()) await showsShapes(page, 2);
    await showsShapes(ada.page, 1, "draw");
  });

  it("see where the other points, under their name", async () => {
    const corner = await cornerOf(bo.page);
    const left = (await cornerOf(ada.page)).x;
    const cursor = ada.page.locator(".tl-cursor").first();
    // It was seen somewhere before, where he drew.
    for (const x of [400, 520]) {
      await bo.page.mouse.move(corner.x + x, corner.y + 400, { steps: 4 });
      await ada.page.locator(".tl-nametag").filter({ hasText: /^Bo$/ }).waitFor();
      const off = async () => Math.abs(((await cursor.boundingBox())?.x ?? 0) - left - x);
      await expect.poll(off, PATIENCE).toBeLessThan(30);
    }
  });

  it("undo their own drawing, not the other's", async () => {
    const before = await idsOf(bo.page);
    await drag(ada.page, "rectangle", { x: 250, y: 350 }, { x: 350, y: 420 });
    await showsShapes(bo.page, 3);
    const withAda = await idsOf(bo.page);
    await drag(bo.page, "rectangle", { x: 600, y: 350 }, { x: 700, y: 420 });
    for (const { page } of both()) await showsShapes(page, 4);
    const ofAda = withAda.filter((id) => !before.includes(id));
    const left = (await idsOf(bo.page)).filter((id) => !ofAda.includes(id));
    await ada.page.keyboard.press("ControlOrMeta+z");
    for (const { page } of both()) {
      await showsShapes(page, 3);
      expect((await idsOf(page)).sort()).toEqual(left.sort());
    }
  });

  it("put an image on the board, which the other gets from this server", async () => {
    await dropFile(ada.page, { name: "picture.png", type: "image/png" });
    for (const { page } of both()) {
      await showsShapes(page, 1, "image");
      const image = shapesOf(page, "image").locator("img").first();
      // Whoever dropped it sees their own copy until it is uploaded.
      const own = new RegExp(`^/api/rooms/${roomOf(page)}/assets/[\\w.-]+$`);
      await expect.poll(() => image.getAttribute("src"), PATIENCE).toMatch(own);
      await expect.poll(() => image.evaluate((shown: HTMLImageElement) => shown.naturalWidth), PATIENCE).toBe(160);
    }
  });

  it.each([
    { file: { name: "drawing.svg", type: "image/svg+xml", bytes: svg }, sentence: /SVG files cannot be put on/ },
    { file: { name: "huge.png", type: "image/png", size: 10 * 1024 * 1024 + 1 }, sentence: /larger than 10 MB/ },
    { file: { name: "film.mp4", type: "video/mp4", size: 8 }, sentence: /Videos cannot be put on/ },
  ])("are told why $file.name cannot be put on the board", async ({ file, sentence }) => {
    await dropFile(ada.page, file);
    await ada.page.getByText(sentence).waitFor();
    await showsShapes(ada.page, 1, "image");
  });

  it("cannot go around that: the server refuses the same", async () => {
    const url = `${app.url}/api/rooms/${roomOf(ada.page)}/assets`;
    const send = (type: string, data: Buffer) =>
      ada.page.request.post(url, { headers: { "Content-Type": type, Origin: app.url }, data });
    const scripted = await send("image/svg+xml", Buffer.from(svg));
    const disguised = await send("image/png", Buffer.from(svg));
    const huge = await send("image/png", Buffer.alloc(10 * 1024 * 1024 + 1));
    expect([scripted.status(), disguised.status(), huge.status()]).toEqual([415, 415, 413]);
    expect((await scripted.json()).error.message).toMatch(/\.$/);
  });

  it("find the board as it was after a look at the code and after a reload", async () => {
    const count = await shapesOf(ada.page).count();
    await ada.page.getByRole("tab", { name: "Code" }).click();
    await canvasOf(ada.page).waitFor({ state: "hidden" });
    await openBoard(ada.page);
    await showsShapes(ada.page, count);
    await drag(ada.page, "rectangle", { x: 750, y: 150 }, { x: 800, y: 200 });
    for (const { page } of both()) await showsShapes(page, count + 1);
    await saved(ada.page);
    await ada.page.reload();
    await openBoard(ada.page);
    await showsShapes(ada.page, count + 1);
  });

  it("let an observer watch, who cannot draw", async () => {
    const mo = await joinRoom(browser, app, ada.page, "Mo");
    await ada.page.getByRole("button", { name: "More" }).first().click();
    await ada.page.getByRole("menuitem", { name: /People and room/ }).click();
    await ada.page.getByRole("button", { name: "Change Mo" }).click();
    await ada.page.getByRole("menuitem", { name: /Make an observer/ }).click();
    await connectionOf(mo.page)
      .filter({ hasText: /Watching/ })
      .waitFor();
    await ada.page.keyboard.press("Escape");
    await openBoard(mo.page);
    const count = await shapesOf(ada.page).count();
    await showsShapes(mo.page, count);
    expect(await mo.page.getByTestId("tools.rectangle").count()).toBe(0);
    await canvasOf(mo.page).click({ position: { x: 200, y: 200 } });
    await mo.page.keyboard.press("r");
    const corner = await cornerOf(mo.page);
    await mo.page.mouse.move(corner.x + 200, corner.y + 480);
    await mo.page.mouse.down();
    await mo.page.mouse.move(corner.x + 300, corner.y + 560, { steps: 4 });
    await mo.page.mouse.up();
    await dropFile(mo.page, { name: "picture.png", type: "image/png" });
    await mo.page.getByText(/You are watching: you can look at the board/).waitFor();
    // What comes in afterwards is all that has come.
    await drag(bo.page, "rectangle", { x: 750, y: 350 }, { x: 800, y: 400 });
    for (const { page } of [ada, bo, mo]) await showsShapes(page, count + 1);
    expect(mo.complaints).toEqual([]);
    expect(mo.foreign).toEqual([]);
    await mo.context.close();
  });

  it("saw nothing in the console and asked no other host", () => {
    for (const person of both()) {
      expect(person.complaints).toEqual([]);
      expect(person.foreign).toEqual([]);
    }
  });

  it("find everything after the server was killed, with no page left that could bring it back", async () => {
    await drag(bo.page, "rectangle", { x: 750, y: 450 }, { x: 800, y: 500 });
    await saved(bo.page);
    const count = await shapesOf(bo.page).count();
    await showsShapes(ada.page, count);
    const url = ada.page.url();
    const cookies = await ada.context.cookies();
    await bo.context.close();
    await ada.context.close();
    await app.kill();
    await app.restart();
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await context.addCookies(cookies);
    const page = await context.newPage();
    await page.goto(url);
    await ready(page);
    await openBoard(page);
    await showsShapes(page, count);
    const image = shapesOf(page, "image").locator("img").first();
    await expect.poll(() => image.evaluate((shown: HTMLImageElement) => shown.naturalWidth), PATIENCE).toBe(160);
    await context.close();
  });
});
