/** People in real browsers: each has a browser context of their own, and everything that goes wrong is noted. */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { launchChromium } from "../../bench/chromium.ts";
import type { App } from "./app.ts";

/** A camera and a microphone that need no permission, and a screen to share. */
const MEDIA = [
  "--use-fake-ui-for-media-stream",
  "--use-fake-device-for-media-stream",
  "--auto-select-desktop-capture-source=Entire screen",
];

export function launchBrowser(more: string[] = []): Promise<Browser> {
  return launchChromium([...MEDIA, ...more]);
}

export interface PersonOptions {
  viewport?: { width: number; height: number };
  colorScheme?: "light" | "dark";
  reducedMotion?: "reduce" | "no-preference";
  /** The browser passes over the policies that its pages come with. */
  bypassCSP?: boolean;
}

export interface Person {
  context: BrowserContext;
  page: Page;
  /** What the page's console said as a warning or an error, and what it threw. */
  complaints: string[];
  /** Requests to any host but the app's own. */
  foreign: string[];
}

/** Messages that say nothing about the page: what the browser prints when the test cuts its network. */
const EXPECTED = [/ERR_INTERNET_DISCONNECTED/, /ERR_CONNECTION_REFUSED/, /WebSocket connection to .* failed/];

export async function newPerson(browser: Browser, options: PersonOptions = {}): Promise<Person> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    permissions: ["clipboard-read", "clipboard-write", "camera", "microphone"],
    ...options,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  const foreign: string[] = [];
  page.on("console", (message) => {
    if (!["warning", "error"].includes(message.type())) return;
    const text = message.text();
    if (!EXPECTED.some((pattern) => pattern.test(text))) complaints.push(`${message.type()}: ${text}`);
  });
  page.on("pageerror", (error) => complaints.push(`thrown: ${error.message}`));
  context.on("request", (request) => {
    const url = new URL(request.url());
    const own = ["localhost", "127.0.0.1", "bootcamp.example"].includes(url.hostname);
    if (!own && /^(https?|wss?):$/.test(url.protocol)) foreign.push(request.url());
  });
  return { context, page, complaints, foreign };
}

export const editorOf = (page: Page) => page.getByRole("textbox", { name: "Code editor" });
export const outputOf = (page: Page) => page.getByRole("log", { name: "Output" });
export const connectionOf = (page: Page) => page.getByRole("status", { name: "Connection" });

/** Waits until one can type. */
export async function ready(page: Page): Promise<void> {
  await page.waitForURL(/\/r\//);
  await page.locator('.cm-content[contenteditable="true"]').waitFor();
  await saved(page);
}

/** Waits until everything this page wrote is durable. */
export async function saved(page: Page): Promise<void> {
  await connectionOf(page).filter({ hasText: /Saved/ }).waitFor();
}

/** Makes a room as a new person does, from the first page. `template` by its name there; JavaScript by itself. */
export async function createRoom(
  browser: Browser,
  app: App,
  name: string,
  options?: PersonOptions,
  template?: string,
): Promise<Person> {
  const person = await newPerson(browser, options);
  await person.page.goto(app.url);
  if (template) await person.page.getByRole("radio", { name: template }).click();
  await person.page.getByRole("textbox", { name: "Your name" }).first().fill(name);
  await person.page.getByRole("button", { name: "Create a room" }).click();
  await ready(person.page);
  return person;
}

/** The room's id, from the page's address. */
export function roomOf(page: Page): string {
  return new URL(page.url()).pathname.split("/")[2] ?? "";
}

export async function codeOf(page: Page): Promise<string> {
  const body = await page.evaluate(async (id) => (await fetch(`/api/rooms/${id}`)).json(), roomOf(page));
  return (body as { room: { joinCode: string } }).room.joinCode;
}

/** Comes in through the invite link of the room that `host` is in. */
export async function joinRoom(
  browser: Browser,
  app: App,
  host: Page,
  name: string,
  options?: PersonOptions,
): Promise<Person> {
  const person = await newPerson(browser, options);
  await person.page.goto(`${app.url}/join/${await codeOf(host)}`);
  await person.page.getByRole("textbox", { name: "Your name" }).first().fill(name);
  await person.page.getByRole("button", { name: "Join", exact: true }).click();
  await ready(person.page);
  return person;
}

/** Replaces the open file's text. `insertText` keeps closeBrackets out of it. */
export async function write(page: Page, text: string): Promise<void> {
  await editorOf(page).click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(text);
}

/** The text of the open file as it stands in the DOM (short files: CodeMirror draws what is visible). */
export async function shownText(page: Page): Promise<string> {
  const lines = await page.locator(".cm-content .cm-line").evaluateAll((elements) =>
    elements.map((element) => {
      const copy = element.cloneNode(true) as HTMLElement;
      // Other people's carets carry their names; they are no text of the file.
      for (const caret of copy.querySelectorAll('[class*="caret" i], [class*="Caret"]')) caret.remove();
      return (copy.textContent ?? "").replace(/[\u2060\u200b]/g, "");
    }),
  );
  return lines.join("\n");
}

/** Waits until the open file reads exactly so. */
export async function showsText(page: Page, text: string): Promise<void> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const shown = await shownText(page);
    if (shown === text) return;
    if (Date.now() > deadline)
      throw new Error(`The editor shows ${JSON.stringify(shown)}, not ${JSON.stringify(text)}`);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
}
