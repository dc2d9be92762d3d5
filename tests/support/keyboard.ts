/** A person without a mouse: what has the focus, how Tab comes to something, and what a screen reader hears. */
import type { Page } from "playwright-core";

/** What a screen reader calls the element that has the focus. */
export const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
    const label = labels.map((one) => one.textContent).join(" ");
    return element?.getAttribute("aria-label") ?? (label || (element?.textContent?.trim() ?? ""));
  });

/** Presses Tab, or Shift and Tab, until something of that name has the focus; Escape lets the editor go. */
export async function tabTo(page: Page, name: RegExp | string, { back = false } = {}): Promise<void> {
  const passed: string[] = [];
  for (let n = 0; n < 80; n++) {
    if (await page.evaluate(() => document.activeElement?.closest(".cm-editor") !== null)) {
      // The first closes a list of completions, if there is one.
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
    }
    await page.keyboard.press(back ? "Shift+Tab" : "Tab");
    const now = await focused(page);
    if (typeof name === "string" ? now === name : name.test(now)) return;
    passed.push(now);
  }
  throw new Error(`No Tab leads to ${name}: ${passed.join(" | ")}`);
}

/** Waits until the page's live region says so. */
export const says = (page: Page, text: string | RegExp) =>
  page.locator('[aria-live="polite"][aria-atomic="true"]').filter({ hasText: text }).waitFor({ state: "attached" });
