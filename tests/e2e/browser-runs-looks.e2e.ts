/** Python and SQL as people see them: while they are fetched, and tables and errors of SQL in every theme, wide and narrow. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { describe, expect, it } from "vitest";
import { ROOT } from "../../bin/launch.mjs";
import { outputOf, saved, write } from "../support/browser.ts";
import { openRoom } from "../support/scene.ts";

const THEMES = ["light", "dark", "contrast"] as const;
const WIDTHS = [1440, 390] as const;

const { ada } = await openRoom(["Ada"]);
const { page } = ada;

async function makeFile(name: string): Promise<void> {
  await page.getByRole("button", { name: "New file", exact: true }).click();
  const field = page.getByRole("textbox", { name: /Path of the new file|path/i });
  await field.fill(name);
  await field.press("Enter");
  await field.waitFor({ state: "detached" });
}

const made = new Set<string>();

async function run(name: string, text: string): Promise<void> {
  if (!made.has(name)) await makeFile(name);
  made.add(name);
  await page.getByRole("treeitem", { name }).click();
  await write(page, text);
  await saved(page);
  const choice = page.getByRole("button", { name: /: choose how Run runs$/ });
  if (!((await choice.getAttribute("aria-label")) ?? "").startsWith(name)) {
    await choice.click();
    await page.getByRole("menuitemradio", { name, exact: true }).click();
  }
  await page.getByRole("button", { name: "Run", exact: true }).click();
}

const shows = (text: string | RegExp) => outputOf(page).filter({ hasText: text }).waitFor({ timeout: 60_000 });

/** Looks at the page in every theme and width; axe has nothing to say, and nothing is wider than the page. */
async function looks(name: string, themes: readonly string[] = THEMES): Promise<void> {
  // A tooltip is not what is looked at.
  await page.mouse.move(700, 400);
  await page.getByRole("tooltip").waitFor({ state: "detached" });
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    // On a phone one part is seen at a time.
    if (width < 600) await page.getByRole("navigation").getByText("Output", { exact: true }).click();
    for (const theme of themes) {
      await page.evaluate((one) => document.documentElement.setAttribute("data-theme", one), theme);
      await page.evaluate(() =>
        Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {}))),
      );
      if (process.env.SCREENSHOTS) {
        const folder = join(ROOT, process.env.SCREENSHOTS);
        mkdirSync(folder, { recursive: true });
        await page.screenshot({ path: join(folder, `${name}-${theme}-${width}.png`) });
      }
      const { violations } = await new AxeBuilder({ page }).exclude("iframe").analyze();
      const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")}`));
      expect(found, `${name}, ${theme}, ${width}`).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
  }
  await page.getByRole("navigation").getByText("Code", { exact: true }).click();
  await page.setViewportSize({ width: 1440, height: 900 });
}

const TABLE = `create table people (id integer primary key, name text, town text, age int, note text);
insert into people values
  (1, 'Ann', 'Graz', 31, 'plays the cello on Sundays and on every second Thursday in winter'),
  (2, '漢字', null, 7, x'00ff'), (3, 'Zoë', 'Linz', null, 'two
lines');
select *, age * 1.5 as more, name || ' of ' || town as long_name from people;
`;

describe("what is fetched when it is first used", () => {
  it("is counted while it comes, and runs when it is here", async () => {
    let open: () => void = () => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    await ada.context.route(/pyodide\.asm\.wasm$/, async (route) => {
      await opened;
      await route.continue();
    });
    await run("main.py", "print('run', 40 + 2)\n");
    await page.getByText(/Python is being fetched, once for this browser\./).waitFor();
    await looks("fetching", ["light"]);
    open();
    // It is seen for a moment, while Python starts.
    await page.getByText("Python is here.").waitFor();
    await shows("run 42");
    await ada.context.unroute(/pyodide\.asm\.wasm$/);
  });

  it("that cannot be had is a sentence for all, and the next run tries again", async () => {
    await ada.context.route(/sql\.wasm$/, (route) => route.abort());
    await run("shop.sql", TABLE);
    await shows("SQLite could not be fetched from this server. Look at your connection, then run it again.");
    await looks("not-fetched", ["light"]);
    await ada.context.unroute(/sql\.wasm$/);
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await shows("(3 rows)");
  });
});

describe("a run", () => {
  it("of SQL shows its tables straight, however wide they are", async () => {
    await run("shop.sql", TABLE);
    await shows("(3 rows)");
    await looks("sql-table");
    const rows = outputOf(page).locator("[data-stream=out]");
    const heights = await rows.evaluateAll((lines) => lines.map((line) => line.getBoundingClientRect().height));
    // A row that is broken into two lines would be twice as high.
    expect(Math.max(...heights)).toBeLessThan(2 * Math.min(...heights));
  });

  it("of SQL that fails shows the line", async () => {
    await run("shop.sql", "select 1 as one;\n\nselect *\nfrom nowhere\nwhere one = 1;\n");
    await shows("There is no table nowhere");
    await looks("sql-error", ["light"]);
  });

  it("left the console clean", () => {
    const wanted = /sql\.wasm|ERR_FAILED/;
    expect(ada.complaints.filter((text) => !wanted.test(text))).toEqual([]);
    expect(ada.foreign).toEqual([]);
  });
});
