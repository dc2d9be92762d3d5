/** An exercise in a room: the owner writes hidden tests, a student runs them and sees no more than name and status. */
import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { editorOf } from "../support/browser.ts";
import { showTheme, THEMES, violations } from "../support/looks.ts";
import { openRoom } from "../support/scene.ts";

/** All that the student's page was sent. */
const received: string[] = [];

const { dana, sam } = await openRoom(["Dana", "Sam"]);

beforeAll(async () => {
  sam.page.on("websocket", (socket) =>
    socket.on("framereceived", ({ payload }) => received.push(Buffer.from(payload).toString("latin1"))),
  );
  await sam.page.reload();
});

const put = (page: Page, files: Record<string, string>) =>
  page.evaluate(async (given) => {
    const form = new FormData();
    for (const [path, text] of Object.entries(given)) form.append("files", new File([text], path));
    const room = location.pathname.split("/").at(-1);
    return (await fetch(`/api/rooms/${room}/import?existing=replace`, { method: "POST", body: form })).status;
  }, files);
const rows = (page: Page) => page.getByRole("list", { name: /^Tests/ }).getByRole("listitem");
const panel = (page: Page) => page.getByRole("tabpanel", { name: "Tests" });
const dialogOf = (page: Page) => page.getByRole("dialog", { name: "Hidden tests" });
const fieldOf = (page: Page) => dialogOf(page).getByRole("textbox", { name: "Tests" });
/** Replaces the text in the dialog's editor. */
const writeHidden = async (page: Page, text: string) => {
  await fieldOf(page).click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(text);
};
const LARGE =
  'import { sum } from "./sum.js";\ntest("of large numbers", () => { expect(sum(987654321011, 1)).toBe(987654321012); });';

it("says how to write a first test where there is none", async () => {
  await dana.page.getByRole("button", { name: "More" }).click();
  await dana.page.getByRole("menuitem", { name: "Tests…" }).click();
  await panel(dana.page).getByText("There are no tests yet").waitFor();
  await panel(dana.page).getByText('test("adds"').waitFor();
});

it("shows visible tests to both, with what was expected and what came", async () => {
  const files = {
    "sum.js": "export const sum = (a, b) => a - b;",
    "sum.test.js": 'import { sum } from "./sum.js";\ntest("adds", () => {\n  expect(sum(1, 2)).toBe(3);\n});',
  };
  expect(await put(dana.page, files)).toBe(200);
  await sam.page.getByRole("tab", { name: "Tests" }).click();
  await sam.page.getByRole("button", { name: "Run all tests" }).click();
  for (const { page } of [dana, sam]) {
    await rows(page).filter({ hasText: "expected -1 to be 3" }).waitFor();
    await page.getByText("0 of 1 test passed · Sam").waitFor();
    await page.getByRole("figure", { name: "Expected and actual" }).waitFor();
  }
  // The line of the failing test is one press away.
  await rows(sam.page).getByRole("button", { name: "sum.test.js:3" }).click();
  await editorOf(sam.page).getByText("expect(sum(1, 2))").waitFor();
  await sam.page.waitForFunction(() => document.activeElement?.classList.contains("cm-content"));
});

it("lets an instructor write hidden tests in an editor, try them alone, and keeps what is not saved", async () => {
  const { page } = dana;
  await page.getByRole("button", { name: "Hidden tests…" }).click();
  const tried = dialogOf(page).getByRole("list", { name: "Results on the current code" }).getByRole("listitem");
  // Each result comes when it is there, and what has ended stays when the rest is stopped.
  await writeHidden(page, 'test("quick", () => {});\ntest("endless", () => { for (;;); });\ntest("never", () => {});');
  await dialogOf(page).getByRole("button", { name: "Try on the current code" }).click();
  await tried.filter({ hasText: "Passed: quick" }).waitFor();
  await tried.filter({ hasText: "Running: endless" }).waitFor();
  await tried.filter({ hasText: "Waiting: never" }).waitFor();
  await dialogOf(page).getByText("1 of 3 run on the current code").waitFor();
  await dialogOf(page).getByRole("button", { name: "Stop", exact: true }).click();
  await dialogOf(page).getByText("Stopped: 1 of 3 tests passed, for you alone.").waitFor();
  await tried.filter({ hasText: "Not run: never" }).waitFor();
  const focus = () => page.evaluate(() => document.activeElement?.textContent);
  expect(await focus()).toBe("Try on the current code");

  await writeHidden(page, LARGE);
  await dialogOf(page).getByText("Not saved yet").waitFor();
  await dialogOf(page).getByRole("button", { name: "Try on the current code" }).click();
  await tried.filter({ hasText: "expected 987654321010 to be 987654321012" }).waitFor();
  await tried.getByRole("button", { name: "hidden.test.js:2" }).click();
  await page.waitForFunction(() => document.activeElement?.closest('[role="dialog"] .cm-editor') != null);

  // Tab indents, Escape frees it and does not close; outside of the editor Escape asks first.
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await page.waitForFunction(() => document.activeElement?.closest(".cm-editor") === null);
  expect(await dialogOf(page).count()).toBe(1);
  await page.keyboard.press("Escape");
  await dialogOf(page).getByText("There are changes that are not saved.").waitFor();
  await dialogOf(page).getByRole("button", { name: "Go on writing" }).click();
  expect(await fieldOf(page).textContent()).toContain("987654321012");

  await dialogOf(page).getByRole("button", { name: "Save", exact: true }).click();
  await dialogOf(page).getByText("Saved", { exact: true }).waitFor();
  await page.keyboard.press("Escape");
  await dialogOf(page).waitFor({ state: "detached" });
  // Nothing of the trial has reached the student.
  expect(await rows(sam.page).filter({ hasText: "of large numbers" }).count()).toBe(0);
});

it("keeps hidden tests from the student, who learns their names and how they ended", async () => {
  await sam.page.getByRole("button", { name: "Run all tests" }).click();
  const theirs = rows(sam.page).filter({ hasText: "of large numbers" });
  await theirs.filter({ hasText: "Failed" }).waitFor();
  await rows(dana.page).filter({ hasText: "expected 987654321010 to be 987654321012" }).waitFor();
  expect(await theirs.textContent()).not.toMatch(/98765432101/);
  expect(await sam.page.getByRole("button", { name: "Hidden tests…" }).count()).toBe(0);
  expect(received.length).toBeGreaterThan(0);
  expect(received.join("")).not.toMatch(/98765432101/);
  // To its author, its line is in the dialog.
  await rows(dana.page).getByRole("button", { name: "hidden.test.js:2" }).click();
  await fieldOf(dana.page).waitFor();
  await dana.page.waitForFunction(() => document.activeElement?.closest('[role="dialog"] .cm-editor') != null);
});

it("loses neither of two instructors' changes", async () => {
  const { page } = dana;
  const change = (text: string) =>
    page.evaluate(async (given) => {
      const path = `/api/rooms/${location.pathname.split("/").at(-1)}/hidden-tests`;
      const { tests } = await (await fetch(path)).json();
      const body = JSON.stringify({ path: "hidden.test.js", text: given, base: tests[0].updatedAt });
      await fetch(path, { method: "PUT", headers: { "Content-Type": "application/json" }, body });
    }, text);
  await change(`${LARGE}\n// theirs`);
  await writeHidden(page, `${LARGE}\n// mine`);
  await dialogOf(page).getByRole("button", { name: "Save", exact: true }).click();
  const named = /^You changed these tests in another window at \d\d:\d\d, while you were writing\./;
  await dialogOf(page).getByText(named).waitFor();
  await dialogOf(page).getByRole("button", { name: "See the difference" }).click();
  const difference = dialogOf(page).getByRole("figure", { name: "Theirs and yours" }).getByRole("listitem");
  await expect
    .poll(() => difference.allTextContents())
    .toEqual([...LARGE.split("\n").map((line) => ` ${line}`), "−only in theirs: // theirs", "+only in yours: // mine"]);
  await dialogOf(page).getByRole("button", { name: "Hide the difference" }).click();
  expect(await difference.count()).toBe(0);
  await dialogOf(page).getByRole("button", { name: "Show theirs" }).click();
  await fieldOf(page).getByText("// theirs").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await fieldOf(page).getByText("// mine").waitFor();
  await dialogOf(page).getByRole("button", { name: "Save", exact: true }).click();
  await dialogOf(page).getByText("Saved", { exact: true }).waitFor();
  await change(`${LARGE}\n// theirs again`);
  await writeHidden(page, LARGE);
  await dialogOf(page).getByRole("button", { name: "Save", exact: true }).click();
  await dialogOf(page).getByRole("button", { name: "Save mine instead" }).click();
  await dialogOf(page).getByText("Saved", { exact: true }).waitFor();
  // Removed, and back.
  await dialogOf(page).getByRole("button", { name: "Remove" }).click();
  await page.getByText("hidden.test.js is gone").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await fieldOf(page).getByText("of large numbers").waitFor();
  await dialogOf(page).getByRole("button", { name: "Close" }).click();
  await dialogOf(page).waitFor({ state: "detached" });
});

it("runs on every change, and one test by itself", async () => {
  await sam.page.getByRole("switch", { name: "On every change" }).click();
  expect(await put(dana.page, { "sum.js": "export const sum = (a, b) => a + b;" })).toBe(200);
  await sam.page.getByRole("button", { name: "Run of large numbers" }).click();
  await rows(sam.page).filter({ hasText: "of large numbers" }).filter({ hasText: "Passed" }).waitFor();
  await sam.page.getByRole("textbox", { name: "Code editor" }).click();
  await sam.page.keyboard.press("ControlOrMeta+End");
  await sam.page.keyboard.insertText("\n// changed");
  await dana.page.getByText("2 of 2 tests passed · Sam").waitFor();
  // Heard once, for all tests together.
  await sam.page.locator("[aria-live]").filter({ hasText: "2 of 2 tests passed." }).waitFor({ state: "attached" });
});

it("shows two hundred tests, a file that cannot be read, and a file that is gone", async () => {
  const many = Array.from({ length: 199 }, (_, n) => `test("test ${n}", () => {});`);
  const long = "x".repeat(190);
  const files = {
    "folder/many.test.js": [...many, `test("${long}", () => { expect("a b\\u00a0c").toBe("a  b c"); });`].join("\n"),
    "wrong.test.js": "test('never closed', () => {",
    "io.test.js": 'test("prints", () => io("", "one\\ntwo\\nthree", "print.js"));',
    "print.js": 'console.log("one\\n2\\nthree");',
  };
  expect(await put(dana.page, files)).toBe(200);
  await dana.page.getByRole("button", { name: "Run all tests" }).click();
  await dana.page.getByText(/201 of 204 tests passed · Dana/).waitFor({ timeout: 60_000 });
  await rows(dana.page).filter({ hasText: "SyntaxError" }).waitFor();
  const lines = rows(dana.page).filter({ hasText: "prints" }).getByRole("figure").getByRole("listitem");
  expect(await lines.allTextContents()).toEqual([" one", "−expected, and missing: two", "+not expected: 2", " three"]);
  expect(await rows(dana.page).filter({ hasText: long }).getByRole("figure").textContent()).toContain("⍽");
  // Nothing is wider than the panel.
  for (const width of [1440, 390]) {
    await dana.page.setViewportSize({ width, height: 900 });
    const wide = await dana.page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect([width, wide]).toEqual([width, false]);
  }
  await dana.page.setViewportSize({ width: 1440, height: 900 });
});

it("keeps what is being written where the page gets another layout", async () => {
  const { page } = dana;
  await page.getByRole("button", { name: "Hidden tests…" }).click();
  await fieldOf(page).click();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.insertText("\n// nearly lost");
  await page.setViewportSize({ width: 390, height: 900 });
  await dialogOf(page).waitFor({ state: "detached" });
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole("button", { name: "Hidden tests…" }).click();
  await fieldOf(page).getByText("// nearly lost").waitFor();
  await dialogOf(page).getByText("Not saved yet").waitFor();
  await dialogOf(page).getByRole("button", { name: "Close" }).click();
  await dialogOf(page).getByRole("button", { name: "Drop them" }).click();
  await dialogOf(page).waitFor({ state: "detached" });
});

it.each(THEMES)("has no violation that axe finds, in the panel and the dialog, %s", async (theme) => {
  const { page } = dana;
  await page.emulateMedia({ reducedMotion: "reduce" });
  const look = async () => {
    // Away from all that explains itself when it is pointed at.
    await page.mouse.move(0, 0);
    await page.getByRole("tooltip").first().waitFor({ state: "detached" });
    await showTheme(page, theme);
    return violations(page);
  };
  expect(await look()).toEqual([]);
  await page.getByRole("button", { name: "Hidden tests…" }).click();
  await fieldOf(page).waitFor();
  await dialogOf(page).getByRole("button", { name: "Try on the current code" }).click();
  await dialogOf(page).getByRole("list", { name: "Results on the current code" }).waitFor();
  expect(await look()).toEqual([]);
  await dialogOf(page).getByRole("button", { name: "Close" }).click();
  await dialogOf(page).waitFor({ state: "detached" });
});

it("says nothing wrong in any console", () => {
  for (const { complaints, foreign } of [dana, sam]) {
    // The conflict that the test has made is a 409.
    expect(complaints.filter((text) => !text.includes("409"))).toEqual([]);
    expect(foreign).toEqual([]);
  }
});
