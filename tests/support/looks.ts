/** A page in each of its themes, and what axe finds in it. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

export const THEMES = ["light", "dark", "contrast"] as const;
export type Theme = (typeof THEMES)[number];

/** As a person's own choice does: the attribute that every colour hangs on. */
export async function showTheme(page: Page, theme: Theme): Promise<void> {
  await page.evaluate((name) => document.documentElement.setAttribute("data-theme", name), theme);
  // Colours fade over at most 200 ms; axe must not measure half-way. A caret blinks for ever, and is not waited for.
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
        .map((animation) => animation.finished.catch(() => {})),
    ),
  );
}

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
