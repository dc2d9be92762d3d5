/** What two people in real browsers see: a key, a shape, a run's first output, and how soon the editor is there. */
import { setTimeout as wait } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import type { Browser, BrowserContext, Page } from "playwright-core";
import type { App } from "./app.ts";
import { launchChromium } from "./chromium.ts";
import { kb, ms, percentile, type Row, spread } from "./figures.ts";
import { memory } from "./memory.ts";

const KEYS = 150;
const SHAPES = 40;
const RUNS = 30;
const LOADS = 5;

interface Person {
  context: BrowserContext;
  page: Page;
}

async function create(browser: Browser, app: App, name: string): Promise<Person> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(app.url);
  await page.getByRole("textbox", { name: "Your name" }).first().fill(name);
  await page.getByRole("button", { name: "Create a room" }).click();
  await page.waitForURL(/\/r\//);
  return { context, page };
}

async function join(browser: Browser, app: App, code: string, name: string): Promise<Person> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${app.url}/join/${code}`);
  await page.getByRole("textbox", { name: "Your name" }).first().fill(name);
  await page.getByRole("button", { name: "Join", exact: true }).click();
  await page.waitForURL(/\/r\//);
  return { context, page };
}

const editorOf = (page: Page) => page.getByRole("textbox", { name: "Code editor" });

/** Notes, on the page's own clock (one machine: one clock), when a marker is first seen in the DOM. */
async function watch(page: Page, selector: string): Promise<void> {
  await page.evaluate((where) => {
    const seen = new Map<string, number>();
    (window as never as { benchSeen: typeof seen }).benchSeen = seen;
    const look = () => {
      const text = document.querySelector(where)?.textContent ?? "";
      for (const [marker] of text.matchAll(/q\d+q/g)) {
        if (!seen.has(marker)) seen.set(marker, performance.timeOrigin + performance.now());
      }
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
    look();
  }, selector);
}

async function seenAt(page: Page, marker: string): Promise<number> {
  const handle = await page.waitForFunction(
    (what) => (window as never as { benchSeen: Map<string, number> }).benchSeen.get(what),
    marker,
    { timeout: 10_000 },
  );
  return (await handle.jsonValue()) as number;
}

async function keys(writer: Page, reader: Page): Promise<number[]> {
  await watch(reader, ".cm-content");
  await editorOf(writer).click();
  await writer.keyboard.press("Control+End");
  await writer.evaluate(() => {
    const pressed = new Map<string, number>();
    (window as never as { benchPressed: typeof pressed }).benchPressed = pressed;
  });
  const samples: number[] = [];
  for (let key = 0; key < KEYS; key++) {
    const marker = `q${key}q`;
    await writer.keyboard.insertText(`\n${marker.slice(0, -1)}`);
    // The key that counts is stamped where the browser hands it to the page.
    await writer.evaluate((what) => {
      addEventListener(
        "beforeinput",
        () =>
          (window as never as { benchPressed: Map<string, number> }).benchPressed.set(
            what,
            performance.timeOrigin + performance.now(),
          ),
        { once: true, capture: true },
      );
    }, marker);
    await writer.keyboard.insertText("q");
    const seen = await seenAt(reader, marker);
    const pressed = await writer.evaluate(
      (what) => (window as never as { benchPressed: Map<string, number> }).benchPressed.get(what) ?? 0,
      marker,
    );
    samples.push(seen - pressed);
    if (key % 10 === 9) {
      await writer.keyboard.press("Control+a");
      await writer.keyboard.insertText("// start");
    }
    await wait(30);
  }
  return samples;
}

async function runs(writer: Page, reader: Page): Promise<{ own: number[]; peer: number[] }> {
  await editorOf(writer).click();
  const own: number[] = [];
  const peer: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    await writer.keyboard.press("Control+a");
    await writer.keyboard.insertText(`console.log("q${"1000"}${run}" + "q")`);
    await writer
      .getByRole("status", { name: "Connection" })
      .filter({ hasText: /^Saved/ })
      .waitFor();
    if (run === 0) {
      await watch(writer, '[role="log"][aria-label="Output"]');
      await watch(reader, '[role="log"][aria-label="Output"]');
    }
    const button = writer.getByRole("button", { name: "Run", exact: true });
    await button.waitFor();
    const clicked = await button.evaluate((element) => {
      const at = performance.timeOrigin + performance.now();
      (element as HTMLElement).click();
      return at;
    });
    const marker = `q1000${run}q`;
    own.push((await seenAt(writer, marker)) - clicked);
    peer.push((await seenAt(reader, marker)) - clicked);
    // A person may start two runs a second.
    await wait(550);
  }
  return { own, peer };
}

/** Draws with the pointer and watches the other page's board for one more shape. */
async function shapes(writer: Page, reader: Page): Promise<number[]> {
  for (const page of [writer, reader]) {
    await page.getByRole("tab", { name: "Board" }).click();
    await page.locator(".tl-canvas").waitFor();
    await page.evaluate(() => {
      const counts: number[] = [];
      (window as never as { benchShapes: number[] }).benchShapes = counts;
      let last = document.querySelectorAll(".tl-shape").length;
      new MutationObserver(() => {
        const now = document.querySelectorAll(".tl-shape").length;
        for (; last < now; last++) counts.push(performance.timeOrigin + performance.now());
        last = now;
      }).observe(document.body, { childList: true, subtree: true });
    });
  }
  const box = await writer.locator(".tl-canvas").boundingBox();
  if (!box) throw new Error("no board");
  const samples: number[] = [];
  for (let shape = 0; shape < SHAPES; shape++) {
    const x = box.x + 120 + (shape % 10) * 28;
    const y = box.y + 100 + Math.floor(shape / 10) * 40;
    await writer.keyboard.press("r");
    await writer.mouse.move(x, y);
    await writer.mouse.down();
    await writer.mouse.move(x + 20, y + 24, { steps: 3 });
    await writer.mouse.up();
    const at = async (page: Page) => {
      const handle = await page.waitForFunction(
        (n) => (window as never as { benchShapes: number[] }).benchShapes[n],
        shape,
        { timeout: 10_000 },
      );
      return (await handle.jsonValue()) as number;
    };
    samples.push((await at(reader)) - (await at(writer)));
    await wait(50);
  }
  return samples;
}

/** From navigation to an editor that takes a key, with nothing cached. */
async function load(
  browser: Browser,
  person: Person,
  url: string,
  slow: boolean,
): Promise<{ time: number; script: number }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addCookies(await person.context.cookies());
  const page = await context.newPage();
  const bodies: Promise<number>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() !== "script") return;
    bodies.push(
      response
        .body()
        .then((body) => gzipSync(body).length)
        .catch(() => 0),
    );
  });
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  if (slow) {
    await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    const bytes = (1.6 * 1024 * 1024) / 8;
    await session.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: 150,
      downloadThroughput: bytes,
      uploadThroughput: bytes,
    });
  }
  const started = performance.now();
  await page.goto(url, { waitUntil: "commit" });
  await page.locator('.cm-content[contenteditable="true"]').waitFor({ timeout: 60_000 });
  const time = performance.now() - started;
  const script = (await Promise.all(bodies.slice())).reduce((a, b) => a + b, 0);
  await context.close();
  return { time, script };
}

export async function browsers(app: App): Promise<Row[]> {
  const browser = await launchChromium();
  try {
    const ada = await create(browser, app, "Ada");
    const code = await ada.page.evaluate(async () => {
      const id = location.pathname.split("/")[2];
      const body = await (await fetch(`/api/rooms/${id}`)).json();
      return body.room.joinCode as string;
    });
    const bo = await join(browser, app, code, "Bo");
    for (const { page } of [ada, bo]) await page.locator('.cm-content[contenteditable="true"]').waitFor();
    await keys(ada.page, bo.page);
    const keySamples = await keys(ada.page, bo.page);
    const runSamples = await runs(ada.page, bo.page);
    const url = ada.page.url();
    const memoryRows = await memory(app);
    const shapeSamples = await shapes(ada.page, bo.page);
    await bo.context.close();
    await ada.page.close();
    const fast: number[] = [];
    const slow: number[] = [];
    let script = 0;
    for (let n = 0; n < LOADS; n++) {
      const one = await load(browser, ada, url, false);
      fast.push(one.time);
      script = Math.max(script, one.script);
    }
    for (let n = 0; n < 3; n++) slow.push((await load(browser, ada, url, true)).time);
    const bothRuns = runSamples.own.map((own, n) => Math.max(own, runSamples.peer[n] ?? 0));
    return [
      {
        what: "key in one Chromium → peer's editor DOM, written ahead",
        figures: spread(keySamples),
        reach: "p50 ≤ 25, p95 ≤ 60 ms",
        reached: percentile(keySamples, 0.5) <= 25 && percentile(keySamples, 0.95) <= 60,
      },
      {
        what: "shape in one → peer's board",
        figures: spread(shapeSamples),
        reach: "p50 ≤ 40 ms",
        reached: percentile(shapeSamples, 0.5) <= 40,
      },
      {
        what: "click Run → first output at both, warm",
        figures: spread(bothRuns),
        reach: "p50 ≤ 50 ms",
        reached: percentile(bothRuns, 0.5) <= 50,
      },
      {
        what: "room page: editor can be typed in, cold cache",
        figures: `p50 ${ms(percentile(fast, 0.5))} (${fast.map((t) => t.toFixed(0)).join(", ")})`,
        reach: "≤ 3 s",
        reached: percentile(fast, 0.5) <= 3000,
      },
      {
        what: "  CPU 4 × slower, 1.6 Mbit/s",
        figures: `p50 ${ms(percentile(slow, 0.5))} (${slow.map((t) => t.toFixed(0)).join(", ")})`,
        reach: "≤ 8 s",
        reached: percentile(slow, 0.5) <= 8000,
      },
      {
        what: "  JavaScript before it, gzipped",
        figures: kb(script),
        reach: "≤ 350 KB",
        reached: script <= 350 * 1024,
      },
      ...memoryRows,
    ];
  } finally {
    await browser.close();
  }
}
