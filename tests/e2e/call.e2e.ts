/** People who talk: media flows, survives what networks do to it, and devices are free when it is over. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, startApp } from "../support/app.ts";
import { codeOf, launchBrowser, newPerson, type Person, ready, roomOf } from "../support/browser.ts";
import {
  connections,
  grows,
  iceNames,
  joinCall,
  noteOf,
  openDevices,
  ownEnds,
  received,
  tileOf,
  watchCalls,
} from "../support/call.ts";
import { type Coturn, startCoturn } from "../support/coturn.ts";
import { showTheme, THEMES, violations } from "../support/looks.ts";

let app: App;
let coturn: Coturn;
let browser: Browser;
let ada: Person;
let bo: Person;

async function enter(name: string, path: string, button: string): Promise<Person> {
  const person = await newPerson(browser);
  await watchCalls(person.page);
  await person.page.goto(`${app.url}${path}`);
  await person.page.getByRole("textbox", { name: "Your name" }).first().fill(name);
  await person.page.getByRole("button", { name: button, exact: true }).click();
  await ready(person.page);
  return person;
}
const join = async (name: string) => enter(name, `/join/${await codeOf(ada.page)}`, "Join");
const leave = async (...people: Person[]) => {
  for (const { page } of people) await page.getByRole("button", { name: "Leave call" }).click();
  for (const { page } of people) await page.getByRole("button", { name: "Join call" }).waitFor();
};

beforeAll(async () => {
  coturn = await startCoturn();
  app = await startApp({ TURN_URLS: coturn.urls, TURN_SECRET: coturn.secret });
  browser = await launchBrowser();
  ada = await enter("Ada", "/", "Create a room");
  bo = await join("Bo");
});
afterAll(async () => {
  await browser?.close();
  await app?.dispose();
  await coturn?.dispose();
});

describe("a call", () => {
  it("asks for no device and makes no connection until someone joins", async () => {
    expect(await connections(ada.page)).toEqual({ made: 0, open: 0 });
    expect(await openDevices(ada.page)).toEqual([]);
    await ada.page.getByRole("button", { name: "Join call" }).click();
    await ada.page.getByRole("meter", { name: "Microphone level" }).waitFor({ state: "attached" });
    expect(await openDevices(ada.page)).toEqual(["audio"]);
    await ada.page.getByRole("button", { name: "Preview camera" }).click();
    await ada.page.getByRole("button", { name: "Stop preview" }).waitFor();
    await ada.page.keyboard.press("Escape");
    await expect.poll(() => openDevices(ada.page)).toEqual([]);
    expect(await connections(ada.page)).toEqual({ made: 0, open: 0 });
  });

  it("shows who is in it to those who are not", async () => {
    await joinCall(ada.page, "with camera");
    await bo.page.getByText("Ada is in the call.").waitFor();
  });

  it("carries picture and sound both ways, directly", async () => {
    await joinCall(bo.page, "with camera");
    for (const { page } of [ada, bo]) {
      await grows(page, "video", 1);
      await grows(page, "audio", 1);
    }
    expect(await ownEnds(ada.page)).not.toContain("relay");
    await tileOf(ada.page, "Bo").locator("video").waitFor();
  });

  it("mutes, and both sides show it", async () => {
    await bo.page.getByRole("button", { name: "Mute microphone" }).click();
    await bo.page.getByRole("button", { name: "Unmute microphone" }).waitFor();
    await ada.page.getByRole("listitem", { name: /^Bo, muted/ }).waitFor();
    await bo.page.getByRole("button", { name: "Unmute microphone" }).click();
    await ada.page.getByRole("listitem", { name: /^Bo, (?!muted)/ }).waitFor();
  });

  it("turns the camera off and on without a new connection", async () => {
    const before = await connections(ada.page);
    await bo.page.getByRole("button", { name: "Turn camera off" }).click();
    await tileOf(ada.page, "Bo").locator("video").waitFor({ state: "detached" });
    expect(await openDevices(bo.page)).toEqual(["audio"]);
    await bo.page.getByRole("button", { name: "Turn camera on" }).click();
    await tileOf(ada.page, "Bo").locator("video").waitFor();
    await grows(ada.page, "video", 1);
    expect(await connections(ada.page)).toEqual(before);
  });

  it("shares a screen in the camera's place, and gives the camera back", async () => {
    await bo.page.getByRole("button", { name: "Share screen" }).click();
    await bo.page.getByRole("button", { name: "Stop sharing" }).waitFor();
    await ada.page.getByRole("listitem", { name: /^Bo,.* sharing the screen/ }).waitFor();
    await bo.page.getByRole("button", { name: "Stop sharing" }).click();
    await bo.page.getByRole("button", { name: "Share screen" }).waitFor();
    await grows(ada.page, "video", 1);
  });

  it("goes on in whatever layout the window has", async () => {
    const before = await connections(bo.page);
    await bo.page.setViewportSize({ width: 390, height: 780 });
    await bo.page.getByRole("navigation", { name: "Parts of the room" }).waitFor();
    await grows(ada.page, "audio", 1);
    await bo.page.setViewportSize({ width: 1440, height: 900 });
    await bo.page.getByRole("button", { name: "Leave call" }).waitFor();
    expect(await connections(bo.page)).toEqual(before);
  });

  it("talks while Space is held, but not where Space types", async () => {
    const pushToTalk = async () => {
      await bo.page.getByRole("button", { name: "Call settings" }).click();
      await bo.page.getByRole("menuitemcheckbox", { name: /Push to talk/ }).click();
    };
    const muted = ada.page.getByRole("listitem", { name: /^Bo, muted/ });
    await pushToTalk();
    await muted.waitFor();
    await bo.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await bo.page.keyboard.down("Space");
    await muted.waitFor({ state: "detached" });
    await bo.page.keyboard.up("Space");
    await muted.waitFor();
    await bo.page.getByRole("textbox", { name: "Message" }).focus();
    await bo.page.keyboard.down("Space");
    await bo.page.keyboard.up("Space");
    expect(await bo.page.getByRole("textbox", { name: "Message" }).inputValue()).toBe(" ");
    expect(await bo.page.getByRole("button", { name: "Hold to talk" }).getAttribute("aria-pressed")).toBe("false");
    await bo.page.getByRole("textbox", { name: "Message" }).fill("");
    await pushToTalk();
    await muted.waitFor({ state: "detached" });
  });

  it("has no accessibility violation, in the check and in the call", async () => {
    const cy = await join("Cy");
    await cy.page.getByRole("button", { name: "Join call" }).click();
    await cy.page.getByRole("meter", { name: "Microphone level" }).waitFor({ state: "attached" });
    for (const theme of THEMES) {
      for (const { page } of [cy, bo]) {
        await showTheme(page, theme);
        expect(await violations(page, '[data-call], [role="dialog"]'), theme).toEqual([]);
      }
    }
    await cy.context.close();
  });

  it("finds a new path when the network changes, on the same connection", async () => {
    const before = await connections(ada.page);
    const [name] = await iceNames(ada.page);
    await bo.page.evaluate(() => window.dispatchEvent(new Event("online")));
    await expect.poll(async () => (await iceNames(ada.page))[0], { timeout: 15_000 }).not.toBe(name);
    await grows(ada.page, "video", 1);
    await grows(bo.page, "video", 1);
    expect(await connections(ada.page)).toEqual(before);
  });

  it("goes on while the server is restarted, and still knows who is in it", async () => {
    const before = await connections(ada.page);
    await app.restart();
    await ready(ada.page);
    await ready(bo.page);
    for (const { page } of [ada, bo]) await grows(page, "video", 1);
    expect(await connections(ada.page)).toEqual(before);
    await bo.page.getByRole("button", { name: "Mute microphone" }).click();
    await ada.page.getByRole("listitem", { name: /^Bo, muted/ }).waitFor();
    await bo.page.getByRole("button", { name: "Unmute microphone" }).click();
  });

  it("takes a third in, with smaller pictures for all", async () => {
    const cy = await join("Cy");
    await joinCall(cy.page, "with camera");
    for (const { page } of [ada, bo, cy]) await grows(page, "video", 2);
    const limits = await ada.page.evaluate(() =>
      window.watchedPeers
        .filter(({ connectionState }) => connectionState === "connected")
        .flatMap((peer) => peer.getSenders())
        .filter(({ track }) => track?.kind === "video")
        .map((sender) => sender.getParameters().encodings[0]?.maxBitrate),
    );
    expect(limits).toEqual([500_000, 500_000]);
    await cy.context.close();
    await tileOf(ada.page, "Cy").waitFor({ state: "detached" });
    await grows(ada.page, "video", 1);
  });

  it("connects a peer that reloaded, once they join again", async () => {
    await bo.page.reload();
    await ready(bo.page);
    await tileOf(ada.page, "Bo").waitFor({ state: "detached" });
    await joinCall(bo.page, "with camera");
    for (const { page } of [ada, bo]) await grows(page, "video", 1);
  });

  it("moves to another tab of the same person", async () => {
    const tab = await bo.context.newPage();
    await watchCalls(tab);
    await tab.goto(bo.page.url());
    await ready(tab);
    await noteOf(tab).filter({ hasText: "Joining here moves it" }).waitFor();
    await joinCall(tab, "without camera");
    await noteOf(bo.page).filter({ hasText: "so it ended here" }).waitFor();
    expect(await openDevices(bo.page)).toEqual([]);
    await grows(tab, "video", 1);
    expect(await tileOf(ada.page, "Bo").count()).toBe(1);
    await tab.close();
    await tileOf(ada.page, "Bo").waitFor({ state: "detached" });
  });

  it("frees every device and connection on leaving", async () => {
    await leave(ada);
    expect(await openDevices(ada.page)).toEqual([]);
    expect((await connections(ada.page)).open).toBe(0);
  });

  it("goes through the relay alone when that is wanted", async () => {
    for (const { page } of [ada, bo]) {
      await page.getByRole("button", { name: "Join call" }).click();
      await page.getByRole("switch", { name: /Always relay my calls/ }).click();
      await page.getByRole("button", { name: "Join with camera" }).click();
      await page.getByRole("button", { name: "Leave call" }).waitFor();
    }
    for (const { page } of [ada, bo]) await grows(page, "video", 1);
    for (const { page } of [ada, bo]) expect(await ownEnds(page)).toEqual(["relay"]);
    expect(coturn.output()).toMatch(/ALLOCATE processed, success/);
  });

  it("ends for all, with a sentence, when the owner switches calls off", async () => {
    const switchCalls = (calls: boolean) =>
      ada.page.evaluate(
        async ([id, calls]) => {
          const body = JSON.stringify({ calls });
          const answer = await fetch(`/api/rooms/${id}`, {
            method: "PATCH",
            headers: { "content-type": "application/json" },
            body,
          });
          return answer.status;
        },
        [roomOf(ada.page), calls] as const,
      );
    expect(await switchCalls(false)).toBe(200);
    for (const { page } of [ada, bo]) {
      await noteOf(page).filter({ hasText: "Calls are switched off in this room." }).waitFor();
      expect(await openDevices(page)).toEqual([]);
      expect(await page.getByRole("button", { name: "Join call" }).isDisabled()).toBe(true);
    }
    expect(await switchCalls(true)).toBe(200);
    await bo.page.getByText("Nobody is in the call.").waitFor();
  });

  it("can be listened to without a camera, and heard", async () => {
    await joinCall(ada.page, "without camera");
    await joinCall(bo.page, "without camera");
    for (const { page } of [ada, bo]) await grows(page, "audio", 1);
    expect(await received(ada.page, "video", "framesDecoded")).toEqual([0]);
    expect(await openDevices(ada.page)).toEqual(["audio"]);
    await leave(ada, bo);
  });

  it("left no complaint in the console and asked no other host", () => {
    for (const person of [ada, bo]) {
      expect(person.complaints).toEqual([]);
      expect(person.foreign).toEqual([]);
    }
  });
});

describe("without a camera allowed, or on plain http", () => {
  it("says what the browser blocks, and lets one join to listen", async () => {
    const shy = await join("Shy");
    await shy.page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("", "NotAllowedError"));
    });
    await shy.page.getByRole("button", { name: "Join call" }).click();
    await shy.page.getByRole("alert").getByText("The browser blocks the microphone").waitFor();
    await joinCall(ada.page, "with camera");
    await shy.page.getByRole("button", { name: "Join without camera" }).click();
    await shy.page.getByRole("button", { name: "Unmute microphone" }).waitFor();
    await grows(shy.page, "audio", 1);
    await grows(shy.page, "video", 1);
    await shy.context.close();
    await leave(ada);
  });

  it("says that calls need https, and everything else works", async () => {
    const mapped = await launchBrowser(["--host-resolver-rules=MAP bootcamp.example 127.0.0.1"]);
    try {
      const { page } = await newPerson(mapped);
      await page.goto(`http://bootcamp.example:${app.port}/`);
      await page.getByRole("textbox", { name: "Your name" }).first().fill("Di");
      await page.getByRole("button", { name: "Create a room", exact: true }).click();
      await ready(page);
      await noteOf(page).filter({ hasText: "only to pages opened over https" }).waitFor();
      expect(await page.getByRole("button", { name: "Join call" }).isDisabled()).toBe(true);
    } finally {
      await mapped.close();
    }
  });
});
