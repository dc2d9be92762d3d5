/** The preview as people see it: with no page, with one, and with what goes wrong in it; in every theme, wide and narrow. */
import type { Locator } from "playwright-core";
import { describe, expect, it } from "vitest";
import { outputOf, saved, write } from "../support/browser.ts";
import { expectFit, THEMES, toastsGone } from "../support/looks.ts";
import { openRoom } from "../support/scene.ts";

const WIDTHS = [1440, 1024, 390] as const;

const { ada } = await openRoom(["Ada"], { template: "Web page" });
const { page } = ada;

const shown = page.frameLocator('iframe[title^="Preview of"]:not([aria-hidden="true"])');
const parts = page.getByRole("navigation", { name: "Parts of the room" });
const part = (name: string) => parts.getByRole("button", { name, exact: true });
const reload = page.getByRole("button", { name: "Reload the preview" });
const consoleButton = page.getByRole("button", { name: "Console in the output" });
const errorLink = outputOf(page).getByRole("button", { name: "main.js:3:21" });

const openFile = (name: string) => page.getByRole("treeitem", { name }).click();
const isFocused = (one: Locator) => one.evaluate((element) => element === document.activeElement);

/** Presses Tab (or Shift+Tab) until the element has the focus; Escape gives Tab back where an editor has it. */
async function tabTo(one: Locator, keys: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    if (await isFocused(one)) return;
    if (await page.evaluate(() => document.activeElement?.classList.contains("cm-content") ?? false))
      await page.keyboard.press("Escape");
    await page.keyboard.press(keys);
  }
  throw new Error(`${one} is not reached by ${keys}`);
}

/** What a page that names no colours stands on; black text on the room's dark ground could not be read. */
const grounds = () =>
  page.locator('iframe[title^="Preview of"]').evaluateAll((frames) =>
    frames.map((frame) => {
      const { backgroundColor, colorScheme } = getComputedStyle(frame);
      return `${backgroundColor} ${colorScheme}`;
    }),
  );

/** In every width and theme: nothing for axe to say, nothing wider than the page. On a phone `phonePart` is looked at. */
async function looks(name: string, phonePart: string, seen: Locator): Promise<void> {
  // A tooltip is not what is looked at.
  await page.mouse.move(2, 2);
  await page.getByRole("tooltip").waitFor({ state: "detached" });
  await toastsGone(page);
  // Nor is a version that loads behind the shown one.
  await page.locator('iframe[title^="Preview of"][aria-hidden="true"]').waitFor({ state: "detached" });
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    if (width < 600) await part(phonePart).click();
    await seen.waitFor();
    for (const theme of THEMES) {
      await expectFit(page, name, theme);
      for (const ground of await grounds()) expect(ground).toBe("rgb(255, 255, 255) light");
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 });
}

/** A page whose script writes one line, warns, and fails in main.js:3. */
async function makeMistake(): Promise<void> {
  await openFile("main.js");
  await write(
    page,
    'console.log("loaded", Math.random());\nfunction greet(name) {\n  return name.first.length;\n}\nconsole.warn("no name");\ngreet({});\n',
  );
  await saved(page);
  await errorLink.waitFor();
}

describe("the preview's panel", () => {
  it("shows a page", async () => {
    await page.getByRole("tab", { name: "Preview" }).click();
    await shown.getByRole("heading", { name: "Hello!" }).waitFor();
    await looks("page", "Preview", shown.getByRole("heading", { name: "Hello!" }));
  });

  it("shows what goes wrong in it", async () => {
    await makeMistake();
    await looks("mistake", "Output", errorLink);
  });

  it("is used with the keyboard alone", async () => {
    const view = page.getByRole("tablist", { name: "View" });
    await view.getByRole("tab", { name: "Preview" }).focus();
    await page.keyboard.press("ArrowRight");
    await reload.waitFor({ state: "hidden" });
    await page.keyboard.press("ArrowLeft");
    await reload.waitFor();

    const said = () => outputOf(page).locator('[data-stream="out"]').textContent();
    const before = await said();
    await tabTo(reload);
    await page.keyboard.press("Enter");
    await expect.poll(said, { timeout: 20_000 }).not.toBe(before);
    await errorLink.waitFor();

    await tabTo(consoleButton);
    await page.keyboard.press("Enter");
    expect(await consoleButton.getAttribute("aria-pressed")).toBe("true");

    await tabTo(errorLink, "Shift+Tab");
    await page.keyboard.press("Enter");
    await page.locator(".cm-activeLine").filter({ hasText: "return name.first.length" }).waitFor();
    expect(await isFocused(page.getByRole("textbox", { name: "Code editor" }))).toBe(true);
  });

  it("leads on a phone from the page to its console, and to the line", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await part("Preview").click();
    await shown.getByRole("heading", { name: "Hello!" }).waitFor();
    await consoleButton.click();
    await errorLink.click();
    await page.locator(".cm-activeLine").filter({ hasText: "return name.first.length" }).waitFor();
    expect(await part("Code").getAttribute("aria-current")).toBe("page");
    // The preview was the last panel that was chosen, and is brought to the front all the same.
    await page.keyboard.press("ControlOrMeta+k");
    await page.keyboard.insertText("preview");
    await page.getByRole("option", { name: "Show the page's preview" }).click();
    await reload.waitFor();
    expect(await part("Preview").getAttribute("aria-current")).toBe("page");
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it("offers to make a page where there is none", async () => {
    await openFile("index.html");
    await page.keyboard.press("Delete");
    const offer = page.getByRole("button", { name: "Create index.html" });
    await offer.waitFor();
    await looks("none", "Preview", offer);
    await tabTo(offer);
    await page.keyboard.press("Enter");
    await shown.getByRole("heading", { name: "Hello", exact: true }).waitFor();
  });

  it("left the browser's console clean but for the page's own", () => {
    const own = /no name|reading 'length'/;
    expect(ada.complaints.filter((text) => !own.test(text))).toEqual([]);
    expect(ada.foreign).toEqual([]);
  });
});
