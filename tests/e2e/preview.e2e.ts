/** The room's page as a browser shows it: alive as people type, and locked out of the room it is shown in. */
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { codeOf, newPerson, ready, roomOf, saved, write } from "../support/browser.ts";
import { openRoom } from "../support/scene.ts";

const { app, browser, ada, bo } = await openRoom(["Ada", "Bo"], { template: "Web page" });

/** The page in the frame that is shown, not in the one that loads behind it. */
const shownIn = (page: Page) => page.frameLocator('iframe[title^="Preview of"]:not([aria-hidden="true"])');
const openPreview = (page: Page) => page.getByRole("tab", { name: "Preview" }).click();
const openFile = (page: Page, name: string) => page.getByRole("treeitem", { name }).click();

/** What a script in the preview tries to get at, each as what it got or why not. */
const INTRUDER = `<!doctype html><title>Intruder</title><pre id="got">trying</pre><script type="module">
const attempt = async (doing) => { try { return "got " + String(await doing()) } catch (error) { return "refused" } };
const got = {
  parent: await attempt(() => parent.document.title),
  top: await attempt(() => { if (top !== self) top.location = "about:blank"; return "moved" }),
  cookie: await attempt(() => document.cookie),
  storage: await attempt(() => localStorage.length),
  api: await attempt(async () => (await fetch("ORIGIN/api/me", { credentials: "include" })).status),
  foreign: await attempt(async () => (await fetch("http://198.51.100.7/")).status),
  image: await attempt(() => new Promise((ok, no) => { const i = new Image(); i.onload = ok; i.onerror = no; i.src = "ORIGIN/icon.svg" })),
};
document.getElementById("got").textContent = JSON.stringify(got);
</script>`;

describe("the preview", () => {
  it("shows index.html with its style and its script", async () => {
    for (const { page } of [ada, bo]) {
      await openPreview(page);
      await shownIn(page).getByRole("heading", { name: "Hello!" }).waitFor();
      await shownIn(page).getByRole("button", { name: "Pressed 0 times" }).click();
      await shownIn(page)
        .getByRole("button", { name: /Pressed 1 time/ })
        .waitFor();
    }
  });

  it("follows what anybody types", async () => {
    await openFile(ada.page, "index.html");
    await write(ada.page, "<!doctype html><title>t</title><h1>Hello from Ada</h1>");
    for (const { page } of [ada, bo]) {
      await shownIn(page).getByRole("heading", { name: "Hello from Ada" }).waitFor();
    }
  });

  it("shows what was typed, however long it takes to the server", async () => {
    const cy = await newPerson(browser);
    await cy.page.routeWebSocket(/\/collab/, (socket) => {
      const server = socket.connectToServer();
      // Longer than the files must be quiet before the page is loaded anew.
      socket.onMessage((message) => void setTimeout(() => server.send(message), 1000));
    });
    await cy.page.goto(`${app.url}/join/${await codeOf(ada.page)}`);
    await cy.page.getByRole("textbox", { name: "Your name" }).first().fill("Cy");
    await cy.page.getByRole("button", { name: "Join", exact: true }).click();
    await ready(cy.page);
    await openPreview(cy.page);
    await openFile(cy.page, "index.html");
    await shownIn(cy.page).getByRole("heading", { name: "Hello from Ada" }).waitFor();
    await write(cy.page, "<!doctype html><title>t</title><h1>Hello from afar</h1>");
    await shownIn(cy.page).getByRole("heading", { name: "Hello from afar" }).waitFor();
    await cy.context.close();
  });

  it("gives a script neither the room's page, nor cookies, nor the API, nor another host", async () => {
    await write(ada.page, INTRUDER.replaceAll("ORIGIN", app.url));
    const got = shownIn(ada.page).locator("#got").filter({ hasText: "parent" });
    await got.waitFor();
    expect(JSON.parse((await got.textContent()) ?? "")).toEqual({
      parent: "refused",
      top: "refused",
      cookie: "refused",
      storage: "refused",
      api: "refused",
      foreign: "refused",
      image: "refused",
    });
    expect(roomOf(ada.page)).toMatch(/^\w+$/);
  });

  it("shows the same as a stranger when it is opened in a tab of its own", async () => {
    await saved(ada.page);
    const [tab] = await Promise.all([
      ada.context.waitForEvent("page"),
      ada.page.getByRole("button", { name: "Open the preview in a new tab" }).click(),
    ]);
    const got = tab.locator("#got").filter({ hasText: "parent" });
    await got.waitFor();
    const { cookie, storage, api, foreign } = JSON.parse((await got.textContent()) ?? "");
    expect({ cookie, storage, api, foreign }).toEqual({
      cookie: "refused",
      storage: "refused",
      api: "refused",
      foreign: "refused",
    });
    await tab.close();
  });

  it("is over for one who has a made-up address", async () => {
    const stranger = await newPerson(browser);
    const answer = await stranger.page.goto(`${app.url}/preview/made-up/index.html`);
    expect(answer?.status()).toBe(404);
    await stranger.context.close();
  });

  it("offers to make the page where there is none", async () => {
    await write(ada.page, "<!doctype html><title>t</title><h1>Soon gone</h1>");
    await shownIn(ada.page).getByRole("heading", { name: "Soon gone" }).waitFor();
    await ada.page.getByRole("treeitem", { name: "index.html" }).click();
    await ada.page.keyboard.press("Delete");
    await ada.page.getByRole("button", { name: "Create index.html" }).click();
    await shownIn(ada.page).getByRole("heading", { name: "Hello", exact: true }).waitFor();
    await openFile(bo.page, "index.html");
    await shownIn(bo.page).getByRole("heading", { name: "Hello", exact: true }).waitFor();
  });

  it("left the room's own console clean", () => {
    expect(bo.foreign).toEqual([]);
    // What the intruder was refused is in the console of whoever looked at it; nothing else is.
    const own = [ada, bo].flatMap(({ complaints }) => complaints).filter((text) => !REFUSAL.test(text));
    expect(own).toEqual([]);
  });
});

const REFUSAL =
  /Content Security Policy|Unsafe attempt to initiate navigation|Failed to load resource|Blocked|CORS|violates/i;
