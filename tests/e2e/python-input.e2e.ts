/** `input()` in a browser that cannot suspend WebAssembly: its worker stands still in a request, and nothing else does. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, startApp } from "../support/app.ts";
import {
  createRoom,
  editorOf,
  joinRoom,
  launchBrowser,
  newPerson,
  outputOf,
  type Person,
  ready,
  saved,
} from "../support/browser.ts";
import { allSee, chooseEntry, makeFile, openFile, runFile } from "../support/files.ts";

let app: App;
let browser: Browser;
let ada: Person;
let bo: Person;
/** Requests for answers that Ada's browser has made, and what came of them. */
const polls: { url: string; origin: string; cookie: boolean; status: number }[] = [];

/** Takes the way to suspend out of the page, its frames, and the worker that runs Python. */
async function cannotSuspend(context: BrowserContext): Promise<void> {
  const without = "delete WebAssembly.Suspending; delete WebAssembly.promising; delete WebAssembly.Suspender;";
  await context.addInitScript(without);
  await context.route(/\/shelf\/[\w-]+-python-worker\.js$/, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: `${without}\n${await answer.text()}` });
  });
}

beforeAll(async () => {
  app = await startApp();
  browser = await launchBrowser();
  ada = await createRoom(browser, app, "Ada");
  await cannotSuspend(ada.context);
  await ada.page.reload();
  await ready(ada.page);
  ada.context.on("response", async (response) => {
    if (!response.url().includes("/collab/answers/")) return;
    const headers = await response.request().allHeaders();
    polls.push({
      url: response.url(),
      origin: headers.origin ?? "",
      cookie: "cookie" in headers,
      status: response.status(),
    });
  });
  bo = await joinRoom(browser, app, ada.page, "Bo");
  await makeFile(ada.page, "main.py");
  await chooseEntry(ada.page, "main.py");
});
afterAll(async () => {
  await browser?.close();
  await app?.dispose();
});

const run = (text: string) => runFile(ada.page, "main.py", text);
const bothSee = (text: string | RegExp) => allSee([ada, bo], text);
const idle = (page: Page) => page.getByRole("button", { name: "Run", exact: true }).waitFor();
const question = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });

async function answer(page: Page, name: string, text: string): Promise<void> {
  await question(page, name).waitFor({ timeout: 60_000 });
  await question(page, name).fill(text);
  await question(page, name).press("Enter");
}

describe("input()", () => {
  it("takes what anybody in the room answers, several times, and its own time goes on after each", async () => {
    await run(
      'import sys\nprint("begin")\na = input("First?")\nb = input("Second?")\nc = sys.stdin.readline()\nprint(f"<{a}|{b}|{c.strip()}>")\n',
    );
    await answer(bo.page, "First?", "Zoë 👋");
    await answer(ada.page, "Second?", "");
    await answer(bo.page, "Input", "third");
    for (const seen of await bothSee("<Zoë 👋||third>")) expect(seen).toContain("begin");
    await idle(ada.page);
    await run('input("Then?")\nwhile True: pass\n');
    await answer(bo.page, "Then?", "on");
    await bothSee("used all of its time");
    await idle(ada.page);
  });

  it("leaves the page alive: one can type, and sees what others type", async () => {
    await run('print("got", input("Still here?"))\n');
    await question(ada.page, "Still here?").waitFor();
    await editorOf(ada.page).click();
    await ada.page.keyboard.press("ControlOrMeta+End");
    await ada.page.keyboard.insertText("# typed while it waits\n");
    await saved(ada.page);
    await openFile(bo.page, "main.py");
    await bo.page.locator(".cm-content").filter({ hasText: "typed while it waits" }).waitFor();
    await editorOf(bo.page).click();
    await bo.page.keyboard.press("ControlOrMeta+End");
    await bo.page.keyboard.insertText("# and Bo\n");
    await ada.page.locator(".cm-content").filter({ hasText: "and Bo" }).waitFor();
    await answer(ada.page, "Still here?", "yes");
    await bothSee("got yes");
    await idle(ada.page);
  });

  it("is stopped while it waits, by anybody, and the next run begins at once", async () => {
    await run('input("Stop me?")\nprint("not stopped")\n');
    await question(bo.page, "Stop me?").waitFor();
    await bo.page.getByRole("button", { name: "Stop", exact: true }).click();
    for (const seen of await bothSee("Bo stopped it.")) expect(seen).not.toContain("not stopped");
    await idle(ada.page);
    await run('print("next", input("Again?"))\n');
    await answer(bo.page, "Again?", "one");
    await bothSee("next one");
    await idle(ada.page);
  });

  it("went over one path of this server, of no origin and without a cookie", () => {
    const answered = polls.filter(({ status }) => status === 200);
    expect(answered.length).toBeGreaterThanOrEqual(6);
    for (const { url, origin, cookie } of polls) {
      expect(url.startsWith(`${app.url}/collab/answers/`)).toBe(true);
      expect(origin).toBe("null");
      expect(cookie).toBe(false);
    }
  });

  it("opens no other path and no other server to a program", async () => {
    const heard: string[] = [];
    const other: Server = createServer((request, response) => {
      heard.push(request.url ?? "");
      response.writeHead(200, { "Access-Control-Allow-Origin": "*" }).end("reached");
    });
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const elsewhere = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    const spy = `
import js

def attempt(address):
    try:
        asked = js.XMLHttpRequest.new()
        asked.open("GET", address, False)
        asked.send()
        print("reached", asked.status)
    except BaseException as error:
        print("refused")

for path in ["/api/me", "/api/health", "/collab", "/collab/answers", "/shelf/manifest.json", "/collab/answers/../../api/health"]:
    attempt("${app.url}" + path)
attempt("${elsewhere}/collab/answers/x")
attempt("${app.url}/collab/answers/x?question=1")
print("origin", js.origin)
`;
    await run(spy);
    for (const seen of await bothSee("origin null")) {
      expect(seen.match(/refused/g)).toHaveLength(7);
      // The one path may be asked, and knows nothing of a key that is none.
      expect(seen.match(/reached 404/g)).toHaveLength(1);
    }
    expect(heard).toEqual([]);
    other.close();
    await idle(ada.page);
  });

  it("sleeps, in asyncio.run as well, and asks between its tasks", async () => {
    await run(`
import asyncio, time
async def count(name):
    for n in range(2):
        print(name, n)
        await asyncio.sleep(0.1)
async def main():
    await asyncio.gather(count("a"), count("b"))
    print("asked", input("In a task?"))
time.sleep(0.1)
asyncio.run(main())
`);
    await answer(bo.page, "In a task?", "yes");
    for (const seen of await bothSee("asked yes")) expect(seen).toMatch(/a 0\s+b 0\s+a 1\s+b 1/);
    await idle(ada.page);
  });

  it("ends when the server is restarted while it waits, and runs again", async () => {
    await run('print("before")\ninput("Will it last?")\n');
    await question(bo.page, "Will it last?").waitFor();
    await app.restart();
    for (const { page } of [ada, bo]) {
      await outputOf(page)
        .filter({ hasText: /The server was restarted while this ran|lost its connection/ })
        .waitFor({ timeout: 60_000 });
      await saved(page);
    }
    await idle(ada.page);
    await run('print("again", input("And now?"))\n');
    await answer(bo.page, "And now?", "fine");
    await bothSee("again fine");
    await idle(ada.page);
  });

  it("ends when the page that runs it is gone, and with its connection", async () => {
    await run('input("Gone?")\n');
    await question(bo.page, "Gone?").waitFor();
    await ada.context.setOffline(true);
    await outputOf(bo.page).filter({ hasText: "lost its connection" }).waitFor({ timeout: 90_000 });
    await ada.context.setOffline(false);
    await outputOf(ada.page).filter({ hasText: "lost its connection" }).waitFor({ timeout: 60_000 });
    await idle(ada.page);
    await run('print("back", input("Back?"))\n');
    await answer(bo.page, "Back?", "yes");
    await bothSee("back yes");
  });

  it("leaves the console clean but for what the spy was refused, and asks no other host", () => {
    const refusal = /Content Security Policy|violates|Refused|blocked|404|ERR_|net::/i;
    expect([ada, bo].flatMap(({ complaints }) => complaints).filter((text) => !refusal.test(text))).toEqual([]);
    expect(bo.foreign).toEqual([]);
  });
});

describe("a browser that can suspend", () => {
  it("keeps its frame closed to every address", async () => {
    const cy = await newPerson(browser);
    await cy.page.goto(app.url);
    const policies = await cy.page.evaluate(async () => {
      const names = (await (await fetch("/shelf/manifest.json")).json()) as Record<string, string>;
      const policy = async (query: string) =>
        (await fetch(`/shelf/${names["frame.html"]}${query}`)).headers.get("Content-Security-Policy");
      return { plain: await policy(""), asking: await policy("?answers"), odd: await policy("?answers=1") };
    });
    expect(policies.plain).not.toContain("connect-src");
    expect(policies.odd).toBe(policies.plain);
    expect(policies.asking).toContain(`connect-src ${app.url}/collab/answers/;`);
    await cy.context.close();
  });
});
