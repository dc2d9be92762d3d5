/**
 * Python and SQL as people see them: while they are fetched, and their runs, questions, tables and errors in every
 * theme, wide and narrow; and Python by keyboard alone.
 */
import { describe, expect, it } from "vitest";
import { outputOf, saved, showsText } from "../support/browser.ts";
import { makeFile, writeFile } from "../support/files.ts";
import { focused, says, tabTo } from "../support/keyboard.ts";
import { expectFit, THEMES, type Theme, toastsGone } from "../support/looks.ts";
import { openRoom } from "../support/scene.ts";

const WIDTHS = [1440, 390] as const;

const { ada } = await openRoom(["Ada"]);
const { page } = ada;

const made = new Set<string>();

async function run(name: string, text: string): Promise<void> {
  if (!made.has(name)) await makeFile(page, name);
  made.add(name);
  await writeFile(page, name, text);
  const choice = page.getByRole("button", { name: /: choose how Run runs$/ });
  if (!((await choice.getAttribute("aria-label")) ?? "").startsWith(name)) {
    await choice.click();
    await page.getByRole("menuitemradio", { name, exact: true }).click();
  }
  await page.getByRole("button", { name: "Run", exact: true }).click();
}

const shows = (text: string | RegExp) => outputOf(page).filter({ hasText: text }).waitFor({ timeout: 60_000 });

/** Looks at the page in a theme and a width; axe has nothing to say, and nothing is wider than the page. */
async function look(name: string, theme: Theme, width: (typeof WIDTHS)[number]): Promise<void> {
  // A tooltip is not what is looked at.
  await page.mouse.move(700, 400);
  await page.getByRole("tooltip").waitFor({ state: "detached" });
  await page.setViewportSize({ width, height: 900 });
  // On a phone one part is seen at a time.
  if (width < 600) await page.getByRole("navigation").getByText("Output", { exact: true }).click();
  await outputOf(page).waitFor();
  await expectFit(page, name, theme);
}

/** Where a person has all parts before them. */
async function wide(): Promise<void> {
  await page.getByRole("navigation").getByText("Code", { exact: true }).click();
  await page.setViewportSize({ width: 1440, height: 900 });
  // Whatever had the focus in the other layout loses it when that goes.
  await page.getByRole("navigation", { name: "Parts of the room" }).waitFor({ state: "detached" });
}

async function looks(name: string, themes: readonly Theme[] = THEMES): Promise<void> {
  for (const width of WIDTHS) for (const theme of themes) await look(name, theme, width);
  await wide();
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
    // It is seen for a moment, while Python starts; a busy machine may not look in that one.
    const here = page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const look = () => document.body.textContent?.includes("Python is here.") && resolve();
          new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
        }),
    );
    open();
    await here;
    await shows("run 42");
    await toastsGone(page);
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
});

const runButton = page.getByRole("button", { name: "Run", exact: true });
const stopButton = page.getByRole("button", { name: "Stop", exact: true });

const TRACEBACK = `def greet(name, age):
    return "Hello " + name + ", you are " + age + " years old, and this line is wider than a phone is"

people = [("Grace", 12)]
for person in people:
    print(greet(*person))
`;
const SYNTAX = `total = 0
for n in range(10)
    total += n
print(total)
`;

describe("a run of Python", () => {
  // A program has ten seconds, and to look at it in every theme takes longer: each look has a run of its own.
  it.each(THEMES)("that goes on is fit to be seen in the theme %s", async (theme) => {
    for (const width of WIDTHS) {
      await run("main.py", 'import time\nprint("turning")\ntime.sleep(60)\n');
      await shows("turning");
      await look("python-running", theme, width);
      // It did go on for as long as it was looked at.
      if (width < 600) await wide();
      await stopButton.click();
      await shows(/stopped it\./);
      await runButton.waitFor();
    }
  });

  it("that waits for an answer is fit to be seen", async () => {
    const asked = "What is the name of the town in which you would like to spend your next holidays?";
    await run("main.py", `print("first")\nprint("So:", input(${JSON.stringify(asked)}))\n`);
    const field = page.getByRole("textbox", { name: asked });
    await field.waitFor({ timeout: 60_000 });
    await looks("python-asks");
    await field.fill("Graz");
    await field.press("Enter");
    await shows("So: Graz");
    await runButton.waitFor();
  });

  it.each([
    ["traceback", TRACEBACK, "TypeError: can only concatenate str", /str\(/, "main.py:2:12"],
    ["syntax", SYNTAX, "SyntaxError: expected ':'", /colon/, "main.py:2:19"],
  ])(
    "that ends in an error (%s) shows what it means and where, fit to be seen",
    async (name, text, error, means, place) => {
      await run("main.py", text);
      await shows(error);
      const log = outputOf(page);
      await log.getByText(means).waitFor();
      await log.getByRole("button", { name: place, exact: true }).waitFor();
      await looks(`python-${name}`);
    },
  );
});

describe("by keyboard alone, a person", () => {
  async function type(text: string): Promise<void> {
    await tabTo(page, "Code editor", { back: true });
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText(text);
    await saved(page);
  }

  it("runs Python by its key, and answers what it asks", async () => {
    await type('name = input("Your name?")\nprint("Hello", name)\n');
    await page.keyboard.press("ControlOrMeta+Enter");
    await says(page, "The program asks: Your name?");
    // Whoever is typing in the editor is left there; the question is some Tabs away.
    expect(await focused(page)).toBe("Code editor");
    await tabTo(page, "Your name?");
    await page.keyboard.type("Grace");
    await page.keyboard.press("Enter");
    await shows("Hello Grace");
    await says(page, /^main\.py ended: [\d.]+ m?s\.$/);
    await expect.poll(() => focused(page)).toBe("Output");
  });

  it("stops it, and the focus is where it was", async () => {
    await type('import time\nprint("turning")\ntime.sleep(60)\n');
    await page.keyboard.press("ControlOrMeta+Enter");
    await shows("turning");
    await tabTo(page, "Stop", { back: true });
    await page.keyboard.press("Enter");
    await runButton.waitFor();
    await says(page, "Ada stopped it.");
    await expect.poll(() => focused(page)).toBe("Run");
  });

  it("hears of an error, and goes to its line", async () => {
    await type("people = []\n\npeople[3]");
    await page.keyboard.press("ControlOrMeta+Enter");
    await says(page, /main\.py ended: failed after .* IndexError: .+\. .+/);
    await tabTo(page, /^main\.py:3/);
    await page.keyboard.press("Enter");
    await expect.poll(() => focused(page)).toBe("Code editor");
    await page.keyboard.press("End");
    await page.keyboard.insertText(" # here");
    await showsText(page, "people = []\n\npeople[3] # here");
  });
});

it("leaves the console clean, and asks no other host", () => {
  const wanted = /sql\.wasm|ERR_FAILED/;
  expect(ada.complaints.filter((text) => !wanted.test(text))).toEqual([]);
  expect(ada.foreign).toEqual([]);
});
