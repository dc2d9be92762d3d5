/** Two people and the files of their room: made, renamed, moved, deleted and had back, and never one lost. */
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { editorOf, joinRoom, outputOf, ready, roomOf, saved, showsText, write } from "../support/browser.ts";
import { makeFile, openFile } from "../support/files.ts";
import { openRoom } from "../support/scene.ts";

const { app, browser, ada, bo } = await openRoom(["Ada", "Bo"]);

const treeOf = (page: Page) => page.getByRole("tree", { name: "Files" });
const rowOf = (page: Page, name: string) => treeOf(page).getByRole("treeitem", { name, exact: true });
const tabOf = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Open files" }).getByRole("button", { name, exact: true });
const pathField = (page: Page) => page.getByRole("textbox", { name: /^(Path of the new file|New (name|path) of)/ });

async function menu(page: Page, name: string, item: string): Promise<void> {
  await rowOf(page, name).click({ button: "right" });
  await page.getByRole("menuitem", { name: item }).click();
}

/** The files of the room as the tree names them, folders left out. */
async function titles(page: Page): Promise<string[]> {
  const rows = treeOf(page).locator('[role="treeitem"]:not([aria-expanded])');
  return rows.evaluateAll((elements) => elements.map((element) => element.getAttribute("title") ?? ""));
}

describe("the files of a room", () => {
  it("are made by one and there for both, folders with them", async () => {
    await makeFile(ada.page, "lib/util.js");
    await write(ada.page, "export const double = (n) => n * 2");
    await rowOf(bo.page, "lib").waitFor();
    await openFile(bo.page, "util.js");
    await showsText(bo.page, "export const double = (n) => n * 2");
  });

  it("are renamed with F2, and who has one open stays in it", async () => {
    await rowOf(ada.page, "util.js").click();
    await treeOf(ada.page).press("F2");
    await pathField(ada.page).fill("tools.js");
    await pathField(ada.page).press("Enter");
    await tabOf(bo.page, "tools.js").waitFor();
    await rowOf(bo.page, "util.js").waitFor({ state: "detached" });
    await showsText(bo.page, "export const double = (n) => n * 2");
  });

  it("are moved by their path, while the other types in them", async () => {
    await editorOf(bo.page).click();
    await bo.page.keyboard.press("ControlOrMeta+End");
    await menu(ada.page, "tools.js", "Move to…");
    await pathField(ada.page).fill("src/deep/math.js");
    await bo.page.keyboard.insertText("\n// Bo typed on");
    await pathField(ada.page).press("Enter");
    for (const { page } of [ada, bo]) {
      await rowOf(page, "math.js").waitFor();
      await rowOf(page, "lib").waitFor({ state: "detached" });
      await showsText(page, "export const double = (n) => n * 2\n// Bo typed on");
    }
    expect(await titles(bo.page)).toContain("src/deep/math.js");
  });

  it("close their tabs when they are deleted, and Undo brings them back with what the other typed", async () => {
    await makeFile(ada.page, "gone.js");
    await write(ada.page, "one");
    await openFile(bo.page, "gone.js");
    await showsText(bo.page, "one");
    await bo.context.setOffline(true);
    await editorOf(bo.page).click();
    await bo.page.keyboard.press("ControlOrMeta+End");
    await bo.page.keyboard.insertText(" and two");
    await rowOf(ada.page, "gone.js").click();
    await treeOf(ada.page).press("Delete");
    await tabOf(ada.page, "gone.js").waitFor({ state: "detached" });
    await saved(ada.page);
    await bo.context.setOffline(false);
    await bo.page.getByText("gone.js was deleted by someone else").waitFor();
    await tabOf(bo.page, "gone.js").waitFor({ state: "detached" });
    await saved(bo.page);
    await ada.page.getByRole("button", { name: "Undo", exact: true }).click();
    await rowOf(bo.page, "gone.js").waitFor();
    await showsText(ada.page, "one and two");
    await openFile(bo.page, "gone.js");
    await showsText(bo.page, "one and two");
  });

  it("are both kept when two people make the same path at once", async () => {
    // Without a network neither can know of the other's.
    await ada.context.setOffline(true);
    await bo.context.setOffline(true);
    await makeFile(ada.page, "same.js");
    await write(ada.page, "Ada's");
    await makeFile(bo.page, "same.js");
    await write(bo.page, "Bo's");
    await ada.context.setOffline(false);
    await bo.context.setOffline(false);
    for (const { page } of [ada, bo]) {
      await rowOf(page, "same.js").waitFor();
      await rowOf(page, "same (2).js").waitFor();
      await saved(page);
    }
    await showsText(ada.page, "Ada's");
    await showsText(bo.page, "Bo's");
    const own = await ada.page.locator('[data-tab][aria-current="page"]').textContent();
    await openFile(ada.page, own === "same.js" ? "same (2).js" : "same.js");
    await showsText(ada.page, "Bo's");
    await openFile(ada.page, own ?? "");
    await showsText(ada.page, "Ada's");
  });

  it.each([
    ["../secret.js", /cannot contain “\.” or “\.\.”/],
    ["a/../b.js", /cannot contain “\.” or “\.\.”/],
    ["/etc/passwd", /starts with a name, not with a slash/],
    ["bell\u0007.js", /control or invisible characters/],
    ["turned\u202egnp.js", /control or invisible characters/],
    [`${"x".repeat(496)}.js`, /at most 200 characters/],
    ["main.js", /exists already/],
    ["main.js/more.js", /“main\.js” is a file/],
    ["", /Give the file a name/],
  ])("say in a sentence why a file cannot be called %j", async (name, sentence) => {
    const before = await titles(ada.page);
    await ada.page.getByRole("button", { name: "New file", exact: true }).click();
    await pathField(ada.page).fill(name);
    await pathField(ada.page).press("Enter");
    await ada.page.getByRole("alert").filter({ hasText: sentence }).waitFor();
    expect(await pathField(ada.page).getAttribute("aria-invalid")).toBe("true");
    await pathField(ada.page).press("Escape");
    await pathField(ada.page).waitFor({ state: "detached" });
    expect(await titles(ada.page)).toEqual(before);
  });

  it("refuse a paste of 5 MB with a sentence, and lose nothing", async () => {
    await openFile(ada.page, "gone.js");
    await write(ada.page, "kept");
    await ada.page.evaluate(() => navigator.clipboard.writeText("x".repeat(79).concat("\n").repeat(65_536)));
    await ada.page.keyboard.press("ControlOrMeta+v");
    await ada.page.getByText(/A file has at most 1 M characters; this would make 5 M. Nothing was changed/).waitFor();
    await ada.page.keyboard.press("ControlOrMeta+End");
    await ada.page.keyboard.insertText(" and typed");
    await showsText(ada.page, "kept and typed");
    await saved(ada.page);
    await openFile(bo.page, "gone.js");
    await showsText(bo.page, "kept and typed");
  });

  it("carry emoji, right-to-left and surrogate pairs in names and code", async () => {
    const text = '// שלום עולם 👩‍👩‍👧 𝒳\nconst name = "مرحبا 🏳️‍🌈"\nconsole.log(name.length, "𝒳")';
    await makeFile(ada.page, "שלום 🎉 𝒳.js");
    await write(ada.page, text);
    await openFile(bo.page, "שלום 🎉 𝒳.js");
    await showsText(bo.page, text);
    // A caret between the halves of a pair would tear it: one step to the left is one character.
    await editorOf(bo.page).click();
    await bo.page.keyboard.press("ControlOrMeta+Home");
    await bo.page.keyboard.press("End");
    await bo.page.keyboard.press("Backspace");
    await bo.page.keyboard.insertText("🎈");
    const changed = text.replace("👧 𝒳", "👧 🎈");
    for (const { page } of [ada, bo]) await showsText(page, changed);
    const guest = await joinRoom(browser, app, ada.page, "أمل 🎓 𝒜");
    await ada.page.getByRole("list", { name: "People" }).getByRole("button", { name: "أمل 🎓 𝒜" }).waitFor();
    await openFile(guest.page, "שלום 🎉 𝒳.js");
    await showsText(guest.page, changed);
    expect(guest.complaints).toEqual([]);
    await guest.context.close();
  });
});

describe("following a person", () => {
  it("goes with them across files and to the board, until a key is pressed", async () => {
    await openFile(ada.page, "main.js");
    await bo.page.getByRole("list", { name: "People" }).getByRole("button", { name: "Ada", exact: true }).click();
    await bo.page.getByRole("region", { name: "Following Ada" }).waitFor();
    await bo.page.locator('[aria-current="page"]').filter({ hasText: "main.js" }).waitFor();
    await openFile(ada.page, "math.js");
    await bo.page.locator('[aria-current="page"]').filter({ hasText: "math.js" }).waitFor();
    await ada.page.getByRole("tab", { name: "Board", exact: true }).click();
    await bo.page.getByRole("tab", { name: "Board", exact: true, selected: true }).waitFor();
    await bo.page.locator(".tl-canvas").waitFor();
    await ada.page.getByRole("tab", { name: "Code", exact: true }).click();
    await bo.page.getByRole("tab", { name: "Code", exact: true, selected: true }).waitFor();
    await bo.page.keyboard.press("Escape");
    await bo.page.getByRole("region", { name: "Following Ada" }).waitFor({ state: "detached" });
    await openFile(ada.page, "main.js");
    await rowOf(bo.page, "main.js").and(bo.page.locator('[aria-description*="Ada is here"]')).waitFor();
    expect(await bo.page.locator('[aria-current="page"]').first().textContent()).toContain("math.js");
  });
});

describe("running the files", () => {
  it("runs several together, TypeScript among them", async () => {
    await makeFile(ada.page, "shapes.ts");
    await write(
      ada.page,
      "export interface Box { side: number }\nexport const area = (box: Box): number => box.side ** 2",
    );
    await openFile(ada.page, "main.js");
    await write(
      ada.page,
      'import { double } from "./src/deep/math.js"\nimport { area } from "./shapes"\nconsole.log("together", area({ side: double(3) }))',
    );
    await saved(ada.page);
    await ada.page.getByRole("button", { name: "Run", exact: true }).click();
    for (const { page } of [ada, bo]) await outputOf(page).getByText("together 36").waitFor();
  });

  it("starts with what one of them chose, at both", async () => {
    await makeFile(bo.page, "other.ts");
    await write(bo.page, 'const word: string = "chosen"\nconsole.log(word)');
    await saved(bo.page);
    await bo.page.getByRole("button", { name: /: choose how Run runs$/ }).click();
    await bo.page.getByRole("menuitemradio", { name: "other.ts" }).click();
    for (const { page } of [ada, bo])
      await page.getByRole("button", { name: "other.ts: choose how Run runs" }).waitFor();
    await ada.page.getByRole("button", { name: "Run", exact: true }).click();
    await outputOf(bo.page).getByText("chosen", { exact: true }).waitFor();
  });

  it("runs with the same random numbers and time each run, if one of them wants that", async () => {
    await makeFile(bo.page, "chance.js");
    await write(bo.page, 'console.log(Math.random() + " " + Date.now())');
    await saved(bo.page);
    const options = (page: Page, name: string) => page.getByRole("button", { name });
    await options(bo.page, "other.ts: choose how Run runs").click();
    await bo.page.getByRole("menuitemradio", { name: "chance.js" }).click();
    const chooser = options(ada.page, "chance.js: choose how Run runs");
    await chooser.waitFor();
    // By keyboard alone.
    await chooser.focus();
    await ada.page.keyboard.press("Enter");
    const check = ada.page.getByRole("menuitemcheckbox", { name: "Same random numbers and time each run" });
    await check.waitFor();
    expect(await check.getAttribute("aria-checked")).toBe("false");
    while (!(await check.evaluate((item) => item === document.activeElement)))
      await ada.page.keyboard.press("ArrowDown");
    await ada.page.keyboard.press("Enter");
    const printed = async (page: Page, said: RegExp): Promise<string> => {
      await page.getByRole("button", { name: "Run", exact: true }).click();
      await page.getByText(said).first().waitFor();
      const line = outputOf(page).getByText(/^0\.\d+ \d+$/);
      await line.waitFor();
      return (await line.textContent()) ?? "";
    };
    for (const { page } of [ada, bo])
      await options(page, "chance.js, the same each time: choose how Run runs").waitFor();
    const first = await printed(ada.page, /You ran chance\.js with random numbers 1/);
    expect(first).toContain("1767268800000");
    expect(await printed(bo.page, /You ran chance\.js with random numbers 1/)).toBe(first);
    await options(ada.page, "chance.js, the same each time: choose how Run runs").click();
    await ada.page.getByRole("menuitem", { name: "Other random numbers (these are 1)" }).click();
    expect(await printed(ada.page, /You ran chance\.js with random numbers 2/)).not.toBe(first);
    // An earlier one again, with the numbers that it had: after a restart of the server the history still has them.
    await app.restart();
    await ada.page.reload();
    await ready(ada.page);
    await ada.page.getByRole("button", { name: "History" }).click();
    await ada.page
      .getByRole("menuitemradio", { name: /ran chance\.js with random numbers 1/ })
      .last()
      .click();
    await ada.page.getByRole("button", { name: "Run chance.js again with random numbers 1" }).click();
    await ada.page
      .getByText(/You ran chance\.js with random numbers 1/)
      .first()
      .waitFor();
    await outputOf(ada.page).getByText(first).waitFor();
    await options(ada.page, "chance.js, the same each time: choose how Run runs").click();
    await check.click();
    await options(bo.page, "chance.js: choose how Run runs").waitFor();
  });

  it("says what has probably led to an error, with the lines around it, and ends an input", async () => {
    await makeFile(ada.page, "wrong.ts");
    await write(ada.page, "const total: number = 1\nconsole.log(totl)\nconsole.log(total)");
    await makeFile(ada.page, "sum.js");
    await write(
      ada.page,
      'let sum = 0\nprocess.stdin.on("data", (line) => { sum += Number(line) }).on("end", () => console.log("sum", sum))',
    );
    await saved(ada.page);
    const choose = async (name: string) => {
      await ada.page.getByRole("button", { name: /: choose how Run runs$/ }).click();
      await ada.page.getByRole("menuitemradio", { name }).click();
      await ada.page.getByRole("button", { name: `${name}: choose how Run runs` }).waitFor();
      await ada.page.getByRole("button", { name: "Run", exact: true }).click();
    };
    await choose("wrong.ts");
    for (const { page } of [ada, bo]) {
      await outputOf(page).getByText('There is no "totl" here. Did you mean "total"?').waitFor();
      const lines = await outputOf(page).locator("pre").textContent();
      expect(lines).toBe(
        "  1 | const total: number = 1\n> 2 | console.log(totl)\n    |             ^\n  3 | console.log(total)\n",
      );
    }
    await choose("sum.js");
    const field = outputOf(ada.page).getByPlaceholder("Type the answer, then press Enter");
    for (const line of ["4", "38"]) {
      await field.fill(line);
      await field.press("Enter");
      await outputOf(ada.page).getByText(line, { exact: false }).first().waitFor();
    }
    await field.press("Control+d");
    for (const { page } of [ada, bo]) await outputOf(page).getByText("sum 42").waitFor();
    await choose("sum.js");
    await outputOf(bo.page).getByRole("button", { name: "End input" }).click();
    for (const { page } of [ada, bo]) await outputOf(page).getByText("sum 0").waitFor();
  });
});

describe("a room with 200 files", () => {
  it("lists, finds, opens and edits them", async () => {
    const { page } = ada;
    const chosen = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("menuitem", { name: "Import files or a zip…" }).click();
    await (await chosen).setFiles(
      Array.from({ length: 200 }, (_, n) => ({
        name: `many-${String(n).padStart(3, "0")}.js`,
        mimeType: "text/javascript",
        buffer: Buffer.from(`export const n = ${n}\n`),
      })),
    );
    for (const person of [ada, bo]) await rowOf(person.page, "many-199.js").waitFor({ timeout: 30_000 });
    expect((await titles(bo.page)).filter((title) => title.startsWith("many-"))).toHaveLength(200);
    await treeOf(bo.page).focus();
    await bo.page.keyboard.type("many-150");
    await bo.page.keyboard.press("Enter");
    await showsText(bo.page, "export const n = 150\n");
    await editorOf(bo.page).click();
    await bo.page.keyboard.press("ControlOrMeta+End");
    await bo.page.keyboard.insertText("// found");
    await openFile(ada.page, "many-150.js");
    await showsText(ada.page, "export const n = 150\n// found");
    await saved(bo.page);
    await bo.page.reload();
    await ready(bo.page);
    await showsText(bo.page, "export const n = 150\n// found");
    expect(roomOf(bo.page)).toBe(roomOf(ada.page));
  });

  it("ends with a clean console, and no other host was asked", () => {
    for (const person of [ada, bo]) expect([person.complaints, person.foreign]).toEqual([[], []]);
  });
});
