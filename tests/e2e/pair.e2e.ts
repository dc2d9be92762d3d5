import { describe, expect, it } from "vitest";
import {
  codeOf,
  connectionOf,
  editorOf,
  joinRoom,
  outputOf,
  type Person,
  ready,
  saved,
  shownText,
  showsText,
  write,
} from "../support/browser.ts";
import { openRoom } from "../support/scene.ts";

const { app, browser, ada, bo } = await openRoom(["Ada", "Bo"]);

describe("two people in a room", () => {
  it("see what the other types, and where, under their names", async () => {
    await write(ada.page, 'const greeting = "hej"\nconsole.log(greeting)');
    await showsText(bo.page, 'const greeting = "hej"\nconsole.log(greeting)');
    await bo.page.locator(".cm-ySelectionInfo").filter({ hasText: /^Ada$/ }).waitFor();
    await editorOf(bo.page).click();
    await bo.page.keyboard.press("ControlOrMeta+End");
    await bo.page.keyboard.insertText("\n// Bo was here");
    await ada.page.locator(".cm-content").getByText("Bo was here").waitFor();
    await ada.page.locator(".cm-ySelectionInfo").filter({ hasText: /^Bo$/ }).waitFor();
  });

  it("are both in the list of people", async () => {
    for (const { page } of [ada, bo]) {
      const people = page.getByRole("list", { name: "People" });
      for (const name of ["Ada", "Bo"]) await people.getByLabel(new RegExp(`^${name}`)).waitFor();
    }
  });

  it("undo their own typing, not the other's", async () => {
    await write(ada.page, "one");
    await showsText(bo.page, "one");
    await editorOf(bo.page).click();
    await bo.page.keyboard.press("ControlOrMeta+End");
    await bo.page.keyboard.insertText(" two");
    await showsText(ada.page, "one two");
    await editorOf(ada.page).click();
    await ada.page.keyboard.press("ControlOrMeta+End");
    await ada.page.keyboard.insertText(" three");
    await showsText(bo.page, "one two three");
    await editorOf(bo.page).click();
    await bo.page.keyboard.press("ControlOrMeta+z");
    await showsText(ada.page, "one three");
  });

  it("run the code and both see the output, whoever ran it", async () => {
    await write(ada.page, 'console.log("both", 6 * 7)');
    await saved(ada.page);
    await ada.page.getByRole("button", { name: "Run", exact: true }).click();
    for (const { page } of [ada, bo]) await outputOf(page).getByText("both 42").waitFor();
    await bo.page
      .getByText(/Ada ran/)
      .first()
      .waitFor();
  });

  it("run by keyboard from within the editor", async () => {
    await write(bo.page, 'console.log("keys " + 1)');
    await saved(bo.page);
    await bo.page.keyboard.press("ControlOrMeta+Enter");
    await outputOf(ada.page).getByText("keys 1").waitFor();
  });

  it("stop a loop that one of them started", async () => {
    await write(ada.page, 'console.log("turning"); for (;;) {}');
    await saved(ada.page);
    await ada.page.getByRole("button", { name: "Run", exact: true }).click();
    await outputOf(bo.page).getByText("turning").waitFor();
    await bo.page.getByRole("button", { name: "Stop", exact: true }).click();
    for (const { page } of [ada, bo]) await page.getByRole("button", { name: "Run", exact: true }).waitFor();
  });

  it("follow an error to its line", async () => {
    await write(ada.page, "const list = 1\n\nfor (const x of list) console.log(x)");
    await saved(ada.page);
    await ada.page.getByRole("button", { name: "Run", exact: true }).click();
    await outputOf(bo.page)
      .getByText(/TypeError/)
      .first()
      .waitFor();
    await outputOf(bo.page)
      .getByText(/main\.js:3/)
      .first()
      .click();
    await bo.page.keyboard.press("End");
    await bo.page.keyboard.insertText(" // here");
    await showsText(ada.page, "const list = 1\n\nfor (const x of list) console.log(x) // here");
  });

  it("let a third see the last run when they come later", async () => {
    const cleo = await joinRoom(browser, app, ada.page, "Cleo");
    await outputOf(cleo.page)
      .getByText(/TypeError/)
      .first()
      .waitFor();
    expect(cleo.complaints).toEqual([]);
    await cleo.context.close();
  });

  it("go on with the values of a program that has ended", async () => {
    await write(ada.page, 'const list = [3, 1, 2]\nconst name = prompt("Who?")\nconsole.log("hello", name)');
    await saved(ada.page);
    await ada.page.getByRole("button", { name: "Run", exact: true }).click();
    await bo.page.getByRole("textbox", { name: "Who?" }).fill("Cy");
    await bo.page.keyboard.press("Enter");
    const line = (page: Person["page"]) => page.getByRole("textbox", { name: "Line for the program" });
    await line(ada.page).fill("list.sort().concat(name)");
    await ada.page.keyboard.press("Enter");
    for (const { page } of [ada, bo]) await outputOf(page).getByText("[ 1, 2, 3, 'Cy' ]").waitFor();
    await line(bo.page).fill("for (;;);");
    await bo.page.keyboard.press("Enter");
    await ada.page.getByRole("button", { name: "Stop the line" }).click();
    await bo.page.getByRole("button", { name: "Stop the line" }).waitFor({ state: "detached" });
    await line(bo.page).press("ArrowUp");
    expect(await line(bo.page).inputValue()).toBe("for (;;);");
    const seen = await outputOf(bo.page).textContent();
    for (const what of ["Who? Cy", "Bo", "hello Cy", "> list.sort", "> for (;;);"]) expect(seen).toContain(what);
  });

  it("tell two Sams apart", async () => {
    const one = await joinRoom(browser, app, ada.page, "Sam");
    const two = await joinRoom(browser, app, ada.page, "Sam");
    const names = await ada.page.evaluate(async () => {
      const id = location.pathname.split("/")[2];
      const body = await (await fetch(`/api/rooms/${id}`)).json();
      return (body.people as { name: string }[]).map((person) => person.name);
    });
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => name.startsWith("Sam"))).toHaveLength(2);
    await one.context.close();
    await two.context.close();
  });

  it("write on without a network and merge when it is back", async () => {
    await write(ada.page, "start");
    await showsText(bo.page, "start");
    await bo.context.setOffline(true);
    await connectionOf(bo.page)
      .filter({ hasText: /Offline/ })
      .waitFor();
    await editorOf(bo.page).click();
    await bo.page.keyboard.press("ControlOrMeta+End");
    await bo.page.keyboard.insertText(" offline");
    await editorOf(ada.page).click();
    await ada.page.keyboard.press("ControlOrMeta+Home");
    await ada.page.keyboard.insertText("online ");
    await saved(ada.page);
    await bo.context.setOffline(false);
    await saved(bo.page);
    for (const { page } of [ada, bo]) await showsText(page, "online start offline");
  });

  it("keep everything that was saved when the server is killed while both type", async () => {
    await write(ada.page, "");
    await saved(ada.page);
    const typed = async ({ page }: Person, letter: string) => {
      await editorOf(page).click();
      for (let n = 0; n < 40; n++) {
        await page.keyboard.press("ControlOrMeta+End");
        await page.keyboard.insertText(`${letter}${n};`);
      }
    };
    await Promise.all([typed(ada, "a"), typed(bo, "b")]);
    await Promise.all([saved(ada.page), saved(bo.page)]);
    // What is saved is on its way to the other.
    for (const { page } of [ada, bo])
      for (const last of ["a39;", "b39;"]) await page.locator(".cm-content").filter({ hasText: last }).waitFor();
    const more = typed(ada, "c");
    await app.kill();
    await more;
    const url = ada.page.url();
    const cookies = await ada.context.cookies();
    // The pages that saw it are closed first: they would bring back what the server had lost.
    await bo.context.close();
    await ada.context.close();
    await app.restart();
    const context = await browser.newContext();
    await context.addCookies(cookies);
    const page = await context.newPage();
    await page.goto(url);
    await ready(page);
    const after = await shownText(page);
    for (let n = 0; n < 40; n++) {
      expect(after).toContain(`a${n};`);
      expect(after).toContain(`b${n};`);
    }
    Object.assign(ada, { context, page });
  });

  it("go on typing through a restart of the server, and Saved is exact", async () => {
    const code = await codeOf(ada.page);
    expect(code).toMatch(/^[2-9A-HJ-NP-Z]{6}$/);
    await write(ada.page, "before");
    await saved(ada.page);
    await app.kill();
    await connectionOf(ada.page)
      .filter({ hasText: /Offline/ })
      .waitFor();
    await editorOf(ada.page).click();
    await ada.page.keyboard.press("ControlOrMeta+End");
    await ada.page.keyboard.insertText(" during");
    await connectionOf(ada.page)
      .filter({ hasText: /\d+ changes? kept here/ })
      .waitFor();
    await app.restart();
    await saved(ada.page);
    const url = ada.page.url();
    const cookies = await ada.context.cookies();
    await ada.context.close();
    await app.restart();
    const context = await browser.newContext();
    await context.addCookies(cookies);
    const page = await context.newPage();
    await page.goto(url);
    await ready(page);
    await showsText(page, "before during");
    await context.close();
  });

  it("saw nothing in the console and asked no other host", () => {
    expect(bo.complaints).toEqual([]);
    expect(bo.foreign).toEqual([]);
    expect(ada.foreign).toEqual([]);
  });
});
