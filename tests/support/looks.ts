/** A page in each of its themes, and what axe finds in it. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { ROOT } from "../../bin/launch.mjs";

export const THEMES = ["light", "dark", "contrast"] as const;
export type Theme = (typeof THEMES)[number];

/** As a person's own choice does: the attribute that every colour hangs on. */
export async function showTheme(page: Page, theme: Theme): Promise<void> {
  await page.evaluate((name) => document.documentElement.setAttribute("data-theme", name), theme);
  // Colours fade over at most 200 ms; axe must not measure half-way. A fade that another takes the place of is over,
  // and the other is not; a caret blinks for ever, and is not waited for.
  await page.evaluate(async () => {
    const fading = () =>
      document
        .getAnimations()
        .filter(
          ({ effect, playState }) =>
            playState === "running" && effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY,
        );
    // A meter never comes to rest.
    for (let round = 0; round < 5; round++) await Promise.allSettled(fading().map(({ finished }) => finished));
  });
}

/** Waits until no short message stands over the page: it fades when it will, also while axe looks. */
export const toastsGone = (page: Page) => page.locator("[data-sonner-toast]").first().waitFor({ state: "detached" });

/** One line for each element that breaks a rule. `within`: a selector of the parts that are looked at; all by itself. */
export async function violations(page: Page, within?: string): Promise<string[]> {
  const axe = new AxeBuilder({ page })
    // The preview's page is the students' own, and tldraw's canvas is tldraw's.
    .exclude("iframe")
    .exclude(".tl-container")
    // What frames of other origins would add is excluded; without them axe needs no second page, and half the time.
    .setLegacyMode();
  if (within) axe.include(within);
  const { violations: found } = await axe.analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")} ${node.failureSummary ?? ""}`),
  );
}

/** Kept where SCREENSHOTS names a folder; otherwise nothing is written. */
export async function picture(page: Page, name: string): Promise<void> {
  if (!process.env.SCREENSHOTS) return;
  const folder = join(ROOT, process.env.SCREENSHOTS);
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** Nothing for axe to say of the page in a theme, and nothing wider than the window. */
export async function expectFit(page: Page, name: string, theme: Theme): Promise<void> {
  const width = page.viewportSize()?.width ?? 0;
  await showTheme(page, theme);
  await picture(page, `${name}-${theme}-${width}`);
  expect(await violations(page), `${name}, ${theme}, ${width}`).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
}
