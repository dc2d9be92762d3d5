/** Who may come in and what they may do: the owner's means, logins on a shared computer, and the ways into a room. */
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import {
  codeOf,
  editorOf,
  joinRoom,
  newPerson,
  outputOf,
  type Person,
  ready,
  saved,
  showsText,
  write,
} from "../support/browser.ts";
import { openRoom } from "../support/scene.ts";

const { app, browser, ada, bo } = await openRoom(["Ada", "Bo"]);

const dialogOf = (page: Page) => page.getByRole("dialog", { name: "People and room" });
const memberOf = (page: Page, name: string) =>
  dialogOf(page).getByRole("list", { name: "Members" }).getByRole("listitem").filter({ hasText: name });

async function openPeople(page: Page): Promise<void> {
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "People and room…" }).click();
  await dialogOf(page).waitFor();
}

async function closeDialog(page: Page): Promise<void> {
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
}

/** Ada, the owner, does this to a person. */
async function change(name: string, item: string): Promise<void> {
  await openPeople(ada.page);
  await ada.page.getByRole("button", { name: `Change ${name}` }).click();
  await ada.page.getByRole("menuitem", { name: item }).click();
}

/** Goes to the join page as somebody who is in no room, and presses Join. */
async function knock(name: string, code?: string): Promise<Person> {
  const guest = await newPerson(browser);
  await guest.page.goto(`${app.url}/join/${code ?? (await codeOf(ada.page))}`);
  await guest.page.getByRole("textbox", { name: "Your name" }).fill(name);
  await guest.page.getByRole("button", { name: "Join", exact: true }).click();
  return guest;
}

const faultOf = (page: Page, text: RegExp) => page.getByText(text).first();

describe("the owner of a room", () => {
  it("renames it, and everyone sees the new title", async () => {
    await ada.page.getByRole("button", { name: /, rename$/ }).click();
    await ada.page.getByRole("textbox", { name: "Title of the room" }).fill("Sorting 🎲 تمرين");
    await ada.page.keyboard.press("Enter");
    for (const { page } of [ada, bo]) {
      await page.getByRole("heading", { level: 1 }).filter({ hasText: "Sorting 🎲 تمرين" }).waitFor();
      await expect.poll(() => page.title()).toBe("Sorting 🎲 تمرين · Pairlab");
    }
    expect(await bo.page.getByRole("button", { name: /, rename$/ }).count()).toBe(0);
  });

  it("locks it: a newcomer is told so, a member comes back", async () => {
    await openPeople(ada.page);
    await ada.page.getByRole("switch", { name: "Lock the room" }).click();
    await ada.page.getByRole("switch", { name: "Lock the room", checked: true }).waitFor();
    await closeDialog(ada.page);
    const guest = await knock("Eve");
    await faultOf(guest.page, /This room is locked\. Ask its owner to unlock it/).waitFor();
    await bo.page.reload();
    await ready(bo.page);
    await openPeople(ada.page);
    await ada.page.getByRole("switch", { name: "Lock the room" }).click();
    await ada.page.getByRole("switch", { name: "Lock the room", checked: false }).waitFor();
    await closeDialog(ada.page);
    await guest.page.getByRole("button", { name: "Join", exact: true }).click();
    await ready(guest.page);
    await guest.context.close();
  });

  it("removes a person: their page says so, their text stays, and they cannot rejoin", async () => {
    await write(bo.page, 'const from = "Bo"');
    await saved(bo.page);
    await change("Bo", "Remove from the room");
    await memberOf(ada.page, "Bo").getByText("removed").waitFor();
    await closeDialog(ada.page);
    const told = bo.page.getByRole("alertdialog", { name: "You were removed from this room" });
    await told.waitFor();
    await told.getByText("main.js").click();
    await told.getByText('const from = "Bo"').waitFor();
    await showsText(ada.page, 'const from = "Bo"');
    const room = bo.page.url();
    await bo.page.goto(`${app.url}/join/${await codeOf(ada.page)}`);
    await bo.page.getByRole("button", { name: /^(Join|Continue as Bo)$/ }).click();
    await faultOf(bo.page, /removed/i).waitFor();
    expect(new URL(bo.page.url()).pathname).toMatch(/^\/join\//);
    await bo.page.goto(room);
    await bo.page.getByRole("heading", { name: "You were removed from this room" }).waitFor();
  });

  it("lets them back in, and they go on where they were", async () => {
    await change("Bo", "Let back in");
    await memberOf(ada.page, "Bo").getByText("removed").waitFor({ state: "detached" });
    await closeDialog(ada.page);
    await bo.page.reload();
    await ready(bo.page);
    await showsText(bo.page, 'const from = "Bo"');
    await editorOf(bo.page).click();
    await bo.page.keyboard.press("ControlOrMeta+End");
    await bo.page.keyboard.insertText(" + 2");
    await showsText(ada.page, 'const from = "Bo" + 2');
  });

  it("makes a person an observer, who reads and cannot write or run, and a student again", async () => {
    await change("Bo", "Make an observer, who only watches");
    await closeDialog(ada.page);
    const readOnly = bo.page.locator('.cm-content[aria-readonly="true"]');
    await readOnly.waitFor();
    await bo.page.getByRole("button", { name: "New file", exact: true, disabled: true }).waitFor();
    await editorOf(bo.page).click();
    await bo.page.keyboard.press("End");
    await bo.page.keyboard.type("nothing");
    await bo.page.keyboard.press("ControlOrMeta+Enter");
    await faultOf(bo.page, /You are watching this room, so you cannot run programs/).waitFor();
    await write(ada.page, 'console.log("seen by all")');
    await showsText(bo.page, 'console.log("seen by all")');
    await saved(ada.page);
    await ada.page.getByRole("button", { name: "Run", exact: true }).click();
    await outputOf(bo.page).getByText("seen by all").waitFor();
    await change("Bo", "Make a student, who edits and runs");
    await closeDialog(ada.page);
    await readOnly.waitFor({ state: "detached" });
    await write(bo.page, 'console.log("a student again")');
    await showsText(ada.page, 'console.log("a student again")');
    await saved(bo.page);
    await bo.page.getByRole("button", { name: "Run", exact: true }).click();
    await outputOf(ada.page).getByText("a student again").waitFor();
  });

  it("switches calls off and on", async () => {
    await openPeople(ada.page);
    await ada.page.getByRole("switch", { name: "Allow calls" }).click();
    await ada.page.getByRole("switch", { name: "Allow calls", checked: false }).waitFor();
    await faultOf(bo.page, /Calls are switched off in this room/).waitFor();
    await ada.page.getByRole("switch", { name: "Allow calls" }).click();
    await ada.page.getByRole("switch", { name: "Allow calls", checked: true }).waitFor();
    await bo.page.getByText("Calls are switched off in this room").waitFor({ state: "detached" });
    await closeDialog(ada.page);
  });

  it("is the only one who has these means", async () => {
    await openPeople(bo.page);
    await memberOf(bo.page, "Ada").getByText("Owner").waitFor();
    expect(await dialogOf(bo.page).getByRole("switch").count()).toBe(0);
    expect(
      await dialogOf(bo.page)
        .getByRole("button", { name: /^Change / })
        .count(),
    ).toBe(0);
    await closeDialog(bo.page);
  });
});

describe("a login", () => {
  it("in two tabs is one person in the list, and stays while one tab is open", async () => {
    const faces = ada.page.getByRole("list", { name: "People" }).getByRole("listitem");
    const second = await bo.context.newPage();
    await second.goto(bo.page.url());
    await ready(second);
    await second.locator(".cm-content").click();
    await ada.page.getByRole("list", { name: "People" }).getByRole("button", { name: "Bo", exact: true }).waitFor();
    const labels = await faces.evaluateAll((items) =>
      items.map((item) => item.querySelector("[aria-label]")?.getAttribute("aria-label")),
    );
    expect(labels.filter((label) => label?.startsWith("Bo"))).toEqual(["Bo"]);
    await write(second, "from the second tab");
    await showsText(bo.page, "from the second tab");
    await second.close();
    await write(bo.page, "from the first");
    await showsText(ada.page, "from the first");
    await ada.page.getByRole("list", { name: "People" }).getByRole("button", { name: "Bo", exact: true }).waitFor();
  });

  it("on a shared computer is offered by name, and ended by whoever is someone else", async () => {
    const sam = await joinRoom(browser, app, ada.page, "Sam");
    const { page, context } = sam;
    const room = page.url();
    await page.goto(app.url);
    await page.getByText("Continue as Sam?").waitFor();
    await page.getByRole("region", { name: "Your rooms" }).waitFor();
    const before = await context.cookies();
    await page.getByRole("button", { name: "I’m someone else" }).click();
    await page.getByText("Continue as Sam?").waitFor({ state: "detached" });
    expect(await page.getByRole("textbox", { name: "Your name" }).inputValue()).toBe("");
    expect(await page.getByRole("region", { name: "Your rooms" }).count()).toBe(0);
    await page.goto(room);
    await page.getByRole("heading", { name: "You are not in this room yet" }).waitFor();
    // The old cookie opens nothing either: the login ended on the server.
    await context.addCookies(before);
    await page.goto(room);
    await page.getByRole("heading", { name: "You are not in this room yet" }).waitFor();
    await page.goto(`${app.url}/join/${await codeOf(ada.page)}`);
    await page.getByRole("textbox", { name: "Your name" }).fill("Kim");
    await page.getByRole("button", { name: "Join", exact: true }).click();
    await ready(page);
    await ada.page.getByRole("list", { name: "People" }).getByRole("button", { name: "Kim", exact: true }).waitFor();
    await context.close();
  });
});

describe("the way in", () => {
  it("says what is wrong with a code, and takes the right one in its place", async () => {
    const right = await codeOf(ada.page);
    const guest = await knock("Finn", right === "ZZZZZ9" ? "ZZZZZ8" : "ZZZZZ9");
    await faultOf(guest.page, /No room has that code/).waitFor();
    const field = guest.page.getByRole("textbox", { name: "Join code" });
    expect(await field.getAttribute("aria-invalid")).toBe("true");
    await field.fill(` ${right.slice(0, 3).toLowerCase()} ${right.slice(3)} `);
    await guest.page.getByRole("button", { name: "Join", exact: true }).click();
    await ready(guest.page);
    await guest.context.close();
  });

  it("asks for a name before anything else", async () => {
    const guest = await knock("   ");
    await faultOf(guest.page, /Type your name/).waitFor();
    await guest.context.close();
  });

  it("is shown as a link, a code and a QR code, with a warning about localhost", async () => {
    await ada.page.getByRole("button", { name: "Copy invite link" }).click();
    const dialog = ada.page.getByRole("dialog", { name: "Invite" });
    const code = await codeOf(ada.page);
    await dialog.getByText(code, { exact: true }).waitFor();
    const link = await dialog.getByRole("textbox", { name: "Invite link" }).first().inputValue();
    expect(link).toMatch(new RegExp(`/join/${code}$`));
    await dialog.getByRole("img", { name: `QR code of ${link}` }).waitFor();
    await dialog.getByText(/works on this machine only/).waitFor();
    await expect.poll(() => ada.page.evaluate(() => navigator.clipboard.readText())).toBe(link);
    await closeDialog(ada.page);
  });

  it("leaves a clean console behind, and asks no other host", () => {
    expect([ada.complaints, ada.foreign, bo.foreign]).toEqual([[], [], []]);
  });
});
