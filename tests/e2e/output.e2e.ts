/** The output of programs: for the keyboard and the screen reader, in every theme, and the same for whoever comes late. */
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { joinRoom, outputOf, saved, showsText, write } from "../support/browser.ts";
import { focused, says, tabTo } from "../support/keyboard.ts";
import { showTheme, THEMES, violations } from "../support/looks.ts";
import { openRoom } from "../support/scene.ts";

const { app, browser, ada, bo } = await openRoom(["Ada", "Bo"]);

const runButton = (page: Page) => page.getByRole("button", { name: "Run", exact: true });
const stopButton = (page: Page) => page.getByRole("button", { name: "Stop", exact: true });
const lineOf = (page: Page) => outputOf(page).getByRole("textbox", { name: "Line for the program" });

async function run(page: Page, program: string): Promise<void> {
  await write(page, program);
  await saved(page);
  await runButton(page).click();
}

describe("by keyboard alone, a person", () => {
  const { page } = ada;

  it("runs a program, answers it, and learns how it ended", async () => {
    await write(page, 'const name = prompt("Your name?")\nconst age = prompt("Your age?")\nconsole.log(name, age)');
    await saved(page);
    await tabTo(page, "Run", { back: true });
    await page.keyboard.press("Enter");
    await says(page, "The program asks: Your name?");
    await expect.poll(() => focused(page)).toBe("Your name?");
    await page.keyboard.type("Grace");
    await page.keyboard.press("Enter");
    await says(page, "The program asks: Your age?");
    await expect.poll(() => focused(page)).toBe("Your age?");
    await page.keyboard.type("12");
    await page.keyboard.press("Enter");
    await outputOf(page).getByText("Grace 12").waitFor();
    await says(page, /^main\.js ended: [\d.]+ m?s\.$/);
    await expect.poll(() => focused(page)).toBe("Output");
  });

  it("types lines with its values, has the earlier ones back, and leaves the panel", async () => {
    await tabTo(page, "Line for the program");
    for (const [line, value] of [
      ["name.length", "5"],
      ["age * 2", "24"],
    ] as const) {
      await page.keyboard.insertText(line);
      await page.keyboard.press("Enter");
      await says(page, new RegExp(`^${value}\\s*$`));
    }
    const shown = () => lineOf(page).inputValue();
    await page.keyboard.press("ArrowUp");
    expect(await shown()).toBe("age * 2");
    await page.keyboard.press("ArrowUp");
    expect(await shown()).toBe("name.length");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    expect(await shown()).toBe("");
    await tabTo(page, "Message");
    await tabTo(page, "Line for the program", { back: true });
    await tabTo(page, "Code editor", { back: true });
  });

  it("stops a loop, and the focus is where it was", async () => {
    await write(page, 'console.log("turning")\nfor (;;) {}');
    await saved(page);
    await page.keyboard.press("ControlOrMeta+Enter");
    await outputOf(page).getByText("turning").waitFor();
    await tabTo(page, "Stop", { back: true });
    await page.keyboard.press("Enter");
    await runButton(page).waitFor();
    await says(page, "Ada stopped it.");
    await expect.poll(() => focused(page)).toBe("Run");
  });

  it("hears of an error, and goes to its line", async () => {
    await write(page, "const list = [1]\n\nlist.first()");
    await saved(page);
    await page.keyboard.press("ControlOrMeta+Enter");
    await says(page, /main\.js ended: failed after .* TypeError: .+\. .+/);
    await tabTo(page, /^main\.js:3/);
    await page.keyboard.press("Enter");
    await expect.poll(() => focused(page)).toBe("Code editor");
    await page.keyboard.press("End");
    await page.keyboard.insertText(" // here");
    await showsText(page, "const list = [1]\n\nlist.first() // here");
  });

  it("comes to every panel and out of it again", async () => {
    const panels = ["Run", "Output", "Line for the program", "Message", "More", "Code editor"];
    for (const name of panels) await tabTo(page, name);
    for (const name of panels.toReversed()) await tabTo(page, name, { back: true });
  });
});

describe("everybody in the room", () => {
  it("sees who stopped whose program", async () => {
    await run(ada.page, 'console.log("turning again")\nfor (;;) {}');
    await outputOf(bo.page).getByText("turning again").waitFor();
    await stopButton(bo.page).click();
    for (const { page } of [ada, bo]) await outputOf(page).getByText("Bo stopped it.").waitFor();
  });

  it("sees the head of an error, and the end of a flood, without scrolling", async () => {
    await run(ada.page, 'for (let n = 0; n < 300; n++) console.log("line", n)\nnothing.at.all()');
    await outputOf(bo.page).getByText("ReferenceError: nothing is not defined").waitFor();
    await expect
      .poll(() =>
        outputOf(bo.page)
          .getByText("ReferenceError: nothing is not defined")
          .evaluate((element) => {
            const box = element.closest('[role="log"]')?.getBoundingClientRect();
            const { top, bottom } = element.getBoundingClientRect();
            return box !== undefined && top >= box.top && bottom <= box.bottom;
          }),
      )
      .toBe(true);
    await run(ada.page, 'for (let n = 0; ; n++) console.log("line", n, "of a flood")');
    const sentence = outputOf(bo.page).getByText(/printed more than 256 KB/);
    await sentence.waitFor();
    await expect
      .poll(() =>
        sentence.evaluate((element) => {
          const box = element.closest('[role="log"]')?.getBoundingClientRect();
          return box !== undefined && element.getBoundingClientRect().bottom <= box.bottom;
        }),
      )
      .toBe(true);
    expect(await bo.page.getByRole("button", { name: "Jump to newest" }).count()).toBe(0);
  });

  it("has what the others saw, to the byte, whenever they come", async () => {
    const program = `
const paint = (n) => "\\x1b[" + (31 + (n % 6)) + "mé👩🏽‍💻 " + n + "\\x1b[0m";
for (let n = 0; n < 60; n++) {
  process.stdout.write(paint(n));
  if (n % 3 === 0) process.stderr.write("! " + n + "\\n");
  if (n % 7 === 0) process.stdout.write("\\r\\nمرحبا\\t" + n + "\\n");
  if (n % 20 === 0) await new Promise((done) => setTimeout(done, 40));
}
console.log("\\x1b[2J\\x07 done");
console.error("asking");
console.log(prompt("Who?"));`;
    await run(ada.page, program);
    const drawn = (page: Page) =>
      page.evaluate(() =>
        [...document.querySelectorAll('[role="log"][aria-label="Output"] [data-stream]')].map((line) => line.outerHTML),
      );
    const copied = async (page: Page) => {
      await page.bringToFront();
      await page.getByRole("button", { name: "Copy the output" }).click();
      await page.getByText("Output copied").first().waitFor();
      return page.evaluate(() => navigator.clipboard.readText());
    };
    const question = (page: Page) => page.getByRole("textbox", { name: "Who?" });
    await question(bo.page).waitFor();
    const during = await joinRoom(browser, app, ada.page, "Cleo");
    await question(during.page).waitFor();
    await question(bo.page).fill("Zoë");
    await bo.page.keyboard.press("Enter");
    for (const { page } of [ada, bo, during]) await lineOf(page).waitFor();
    const after = await joinRoom(browser, app, ada.page, "Dee");
    await lineOf(after.page).waitFor();
    const seen = await drawn(ada.page);
    expect(seen.length).toBeGreaterThan(30);
    expect(seen.join("")).toMatch(/data-stream="err"[\s\S]*class="text-bad"[\s\S]*␛\[2J␇ done[\s\S]*Zoë/);
    let expected = "";
    for (let n = 0; n < 60; n++) {
      expected += `\u001b[${31 + (n % 6)}mé👩🏽‍💻 ${n}\u001b[0m`;
      if (n % 3 === 0) expected += `! ${n}\n`;
      if (n % 7 === 0) expected += `\r\nمرحبا\t${n}\n`;
    }
    expected += "\u001b[2J\u0007 done\nasking\nWho? Zoë\nZoë\n";
    for (const { page } of [ada, bo, during, after]) {
      expect(await drawn(page)).toEqual(seen);
      expect(await copied(page)).toBe(expected);
    }
    for (const { context, complaints } of [during, after]) {
      expect(complaints).toEqual([]);
      await context.close();
    }
  });
});

it("a person has long lines wrapped or not, and keeps the choice; tables stand straight in both", async () => {
  const { page } = ada;
  await run(
    page,
    'console.log("x".repeat(600))\nconsole.table([Object.fromEntries([..."abcdefghijklmnopqrst"].map((c) => [c, c.repeat(9)]))])',
  );
  const heights = () =>
    outputOf(page)
      .locator("[data-stream]")
      .evaluateAll((lines) => lines.map((line) => line.clientHeight));
  await expect.poll(async () => (await heights()).length).toBe(6);
  const [long = 0, ...table] = await heights();
  expect(new Set(table).size).toBe(1);
  expect(long).toBeGreaterThan(2 * (table[0] ?? 0));
  const wrap = page.getByRole("button", { name: "Wrap long lines" });
  await wrap.click();
  await expect.poll(async () => new Set(await heights()).size).toBe(1);
  await page.reload();
  await expect.poll(() => wrap.getAttribute("aria-pressed")).toBe("false");
  await wrap.click();
  await expect.poll(async () => (await heights())[0]).toBe(long);
});

describe("on a phone, where the code is out of sight", () => {
  const { page } = bo;
  const panel = page.getByRole("region", { name: "Output and errors" });
  const part = (name: string) => page.getByRole("navigation").getByRole("button", { name, exact: true });

  it("a person runs and stops the program from the output", async () => {
    await write(ada.page, 'console.log("from the pocket")\nfor (;;) {}');
    await saved(ada.page);
    await page.setViewportSize({ width: 390, height: 844 });
    await part("Output").click();
    await panel.getByRole("button", { name: "Run", exact: true }).click();
    await outputOf(page).getByText("from the pocket").waitFor();
    await panel.getByRole("button", { name: "Stop", exact: true }).click();
    await outputOf(page).getByText("Bo stopped it.").waitFor();
    // The focus stays with the button that has come.
    await expect.poll(() => focused(page)).toBe("Run");
    // Said once, although there are two buttons.
    expect(await page.getByRole("button", { name: "Run", exact: true }).count()).toBe(1);
  });

  it("a command that shows what is chosen already brings it to the front", async () => {
    for (const [name, view] of [
      ["Show the code", "Code"],
      ["Show the tests", "Output"],
      ["Show the code", "Code"],
      ["Show the tests", "Output"],
    ] as const) {
      await page.keyboard.press("ControlOrMeta+k");
      await page.keyboard.insertText(name);
      await page.getByRole("option", { name }).click();
      await expect.poll(() => part(view).getAttribute("aria-current")).toBe("page");
    }
    await page.getByRole("tab", { name: "Output" }).click();
    await page.setViewportSize({ width: 1440, height: 900 });
  });
});

describe.each(THEMES)("in the theme %s, axe finds nothing", (theme) => {
  it.each([
    [
      "where a program asks",
      'console.log("first")\nprompt("A question that is long enough to be wrapped on a phone?")',
      "A question",
    ],
    ["in an error with its lines", "const cart = [{}]\n\nfor (const one of cart) console.log(one.price.amount)", "at "],
    [
      "in coloured text beside errors",
      'for (let n = 0; n < 8; n++) console.log("\\x1b[3" + n + "mink\\x1b[0m \\x1b[4" + n + "mground\\x1b[0m \\x1b[2mdim\\x1b[7minverse\\x1b[0m")\nconsole.error("careful")',
      "careful",
    ],
  ])("%s", async (_, program, text) => {
    await run(ada.page, program);
    await outputOf(ada.page).getByText(text).first().waitFor();
    for (const width of [1440, 390]) {
      await ada.page.setViewportSize({ width, height: 844 });
      if (width === 390) await ada.page.getByRole("button", { name: "Output", exact: true }).click();
      await showTheme(ada.page, theme);
      expect(await violations(ada.page)).toEqual([]);
    }
    await ada.page.setViewportSize({ width: 1440, height: 900 });
    if (program.includes("prompt")) await stopButton(ada.page).click();
    await runButton(ada.page).waitFor();
  });
});

it("says nothing in the console and asks no other host", () => {
  for (const { complaints, foreign } of [ada, bo]) expect([complaints, foreign]).toEqual([[], []]);
});
