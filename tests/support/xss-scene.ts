/** A room that two people look at while clients of no page's making write to it. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import { documentId } from "#protocol/documents";
import type { EnteredBody, TicketBody } from "#protocol/http";
import type { RoomId } from "#protocol/ids";
import { type App, startApp } from "./app.ts";
import { codeOf, createRoom, joinRoom, launchBrowser, type Person, ready, roomOf } from "./browser.ts";
import { type Canary, watch } from "./canary.ts";
import { TestClient } from "./collab.ts";

/** Milliseconds, of polling. */
export const PATIENCE = { timeout: 15_000 };

export interface Viewer extends Person {
  canary: Canary;
}

/** A member who writes what no page would. */
export interface Intruder {
  /** As the server has it. */
  name: string;
  connect(kind: "code" | "board"): Promise<TestClient>;
}

export interface XssScene {
  app: App;
  browser: Browser;
  room: RoomId;
  /** The owner, in a browser that keeps to the pages' policy. */
  served: Viewer;
  /** Somebody whose browser passes over that policy: what keeps them safe is the pages alone. */
  bare: Viewer;
  /** At once in the browsers of both: they share nothing. */
  both(look: (viewer: Viewer) => Promise<void>): Promise<void>;
  enter(name: string): Promise<Intruder>;
  /** Fails if anything got through to either, or either is elsewhere. */
  expectQuiet(): Promise<void>;
  /** Opens a saved file as a double click does: there is no policy then. */
  open(path: string, name: string): Promise<void>;
  dispose(): Promise<void>;
}

export async function watched(person: Person, app: App): Promise<Viewer> {
  const canary = await watch(person.context, app.url);
  person.page.setDefaultTimeout(PATIENCE.timeout);
  await person.page.reload();
  await ready(person.page);
  return { ...person, canary };
}

/** A page of its own beside the room's, which is left as it is. What happens in it counts. */
export async function aside(viewer: Viewer, look: (page: Page) => Promise<void>): Promise<void> {
  const page = await viewer.context.newPage();
  await look(page);
  await viewer.canary.inspect(page);
  await page.close();
}

export async function startXssScene(): Promise<XssScene> {
  const app = await startApp();
  const browser = await launchBrowser();
  const served = await watched(await createRoom(browser, app, "Ada"), app);
  const bare = await watched(await joinRoom(browser, app, served.page, "Bo", { bypassCSP: true }), app);
  const room = roomOf(served.page) as RoomId;
  const code = await codeOf(served.page);
  const clients: TestClient[] = [];
  const post = (path: string, body: unknown, cookie = "") =>
    fetch(app.url + path, {
      method: "POST",
      headers: { "content-type": "application/json", cookie },
      body: JSON.stringify(body),
    });
  return {
    app,
    browser,
    room,
    served,
    bare,
    async both(look) {
      await Promise.all([served, bare].map(look));
    },
    async enter(given) {
      const answer = await post("/api/join", { code, name: given });
      const { name } = ((await answer.json()) as EnteredBody).person;
      const cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? "";
      const { ticket } = (await (await post(`/api/rooms/${room}/ticket`, {}, cookie)).json()) as TicketBody;
      return {
        name,
        async connect(kind) {
          const url = `${app.url.replace("http", "ws")}/collab`;
          const client = new TestClient(url, documentId(room, kind), () => ticket);
          clients.push(client);
          await client.synced();
          return client;
        },
      };
    },
    async expectQuiet() {
      for (const { page, canary } of [served, bare]) {
        await canary.inspect(page);
        expect(canary.alarms.splice(0)).toEqual([]);
        expect(roomOf(page)).toBe(room);
      }
    },
    async open(path, name) {
      const copy = join(app.dataDir, name);
      writeFileSync(copy, readFileSync(path));
      await aside(bare, async (page) => {
        await page.goto(`file://${copy}`);
        await page.waitForLoadState("networkidle");
        expect(await page.content()).toContain("xss(");
      });
    },
    async dispose() {
      for (const client of clients) client.close();
      await browser.close();
      await app.dispose();
    },
  };
}

/** The first of them, which is there. */
export function first<T>(list: readonly T[]): T {
  if (list[0] === undefined) throw new Error("Nothing is there.");
  return list[0];
}
