/** A room's files, and Run, as a person handles them who has the tree before them. */
import type { Page } from "playwright-core";
import { outputOf, type Person, saved, write } from "./browser.ts";

/** Makes an empty file, which is open afterwards. */
export async function makeFile(page: Page, path: string): Promise<void> {
  await page.getByRole("button", { name: "New file", exact: true }).click();
  const field = page.getByRole("textbox", { name: /^Path of the new file/ });
  await field.fill(path);
  await field.press("Enter");
  await field.waitFor({ state: "detached" });
}

/** `name`: the last part of its path. Until the other file has left the editor, what one types would go into that. */
export async function openFile(page: Page, name: string): Promise<void> {
  await page.getByRole("treeitem", { name, exact: true }).click();
  await page.locator('[aria-current="page"]').filter({ hasText: name }).first().waitFor();
}

/** Replaces a file's text, and waits until that is durable. */
export async function writeFile(page: Page, name: string, text: string): Promise<void> {
  await openFile(page, name);
  await write(page, text);
  await saved(page);
}

/** Makes Run start a file, for everyone. */
export async function chooseEntry(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: /: choose how Run runs$/ }).click();
  await page.getByRole("menuitemradio", { name, exact: true }).click();
}

/** Writes a file, and presses Run, whatever that starts. */
export async function runFile(page: Page, name: string, text: string): Promise<void> {
  await writeFile(page, name, text);
  await page.getByRole("button", { name: "Run", exact: true }).click();
}

/** Waits until a run's output says so before each of them: all that it says by then, one for each. */
export function allSee(people: readonly Person[], text: string | RegExp): Promise<string[]> {
  const seen = people.map(async ({ page }) => {
    const log = outputOf(page).filter({ hasText: text });
    await log.waitFor({ timeout: 60_000 });
    // biome-ignore lint/performance/useDomNodeTextContent: the lines count, and text content has none
    return log.innerText();
  });
  return Promise.all(seen);
}
