/**
 * What people write is text wherever it is shown. A corpus of payloads goes through every place where a text comes in,
 * by clients that ask nobody; two people look on: one as the pages are served, one whose browser has been told to pass
 * over the pages' policy, so that the pages alone must do. Files are in xss-files.e2e.ts.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { type FileEntry, filesOf, readFiles, recordsOf } from "#protocol/documents";
import type { EnteredBody } from "#protocol/http";
import { makeFileId } from "#protocol/ids";
import { MAX_NAME_LENGTH, MAX_TITLE_LENGTH } from "#protocol/limits";
import { newPerson } from "../support/browser.ts";
import { watch } from "../support/canary.ts";
import type { TestClient } from "../support/collab.ts";
import { openBoard, shapesOf } from "../support/drawing.ts";
import { hostileBoard } from "../support/hostile-board.ts";
import { PAYLOADS, type Payload, upTo } from "../support/xss-payloads.ts";
import { aside, first, PATIENCE, startXssScene, type XssScene } from "../support/xss-scene.ts";

let scene: XssScene;
let board: TestClient;
/** A member for each payload, called by it if it is short enough. */
const intruders: { name: string; payload: Payload; client: TestClient }[] = [];

beforeAll(async () => {
  scene = await startXssScene();
  const short = new Set(upTo(MAX_NAME_LENGTH));
  for (const payload of PAYLOADS) {
    const { name, connect } = await scene.enter(short.has(payload) ? payload.text : `Person ${payload.id}`);
    intruders.push({ name, payload, client: await connect("code") });
  }
  board = await (await scene.enter("Drawer")).connect("board");
});
afterAll(() => scene?.dispose());
afterEach(() => scene.expectQuiet());

describe("the canary", () => {
  it("notices every payload that a page would take for HTML", async () => {
    expect(PAYLOADS.length).toBeGreaterThanOrEqual(60);
    const { context } = await newPerson(scene.browser);
    const canary = await watch(context, scene.app.url);
    const unheard: string[] = [];
    let text = "";
    await context.route(`${scene.app.url}/careless`, (route) =>
      route.fulfill({ contentType: "text/html", body: `<!doctype html><title>Careless</title><p>Hello, ${text}` }),
    );
    for (const payload of PAYLOADS.filter(({ alive }) => alive)) {
      text = payload.text;
      const page = await context.newPage();
      await page.goto(`${scene.app.url}/careless`).catch(() => {});
      const heard = () => canary.alarms.some((alarm) => alarm.includes(`${payload.id}`));
      await expect
        .poll(heard, { timeout: 3_000 })
        .toBe(true)
        .catch(() => unheard.push(payload.text));
      await page.close();
    }
    expect(unheard).toEqual([]);
    await context.close();
  });

  it("notices what stands in a page and waits", async () => {
    const { context, page } = await newPerson(scene.browser);
    const canary = await watch(context, scene.app.url);
    await page.route(`${scene.app.url}/careless`, (route) =>
      route.fulfill({ contentType: "text/html", body: "<a href=' JavaScript:xss(1)'>a</a><b onclick=xss(2)>b</b>" }),
    );
    await page.goto(`${scene.app.url}/careless`);
    await canary.inspect(page);
    expect(canary.alarms).toHaveLength(2);
    await context.close();
  });
});

describe("as text alone are shown", () => {
  it("people's names", async () => {
    for (const [at, { client }] of intruders.entries()) {
      const [file] = readFiles(client.doc);
      const place = Y.createRelativePositionFromTypeIndex(
        first([...filesOf(client.doc).values()]).get("text") as Y.Text,
        at,
      );
      client.awareness.setLocalState({
        cursor: { anchor: place, head: place },
        view: { panel: "code", file: file?.id, line: at },
        ...(at < 4 ? { call: { in: true, muted: false, camera: false, sharing: false, since: 1 } } : {}),
      });
    }
    for (const { page } of [scene.served, scene.bare]) {
      await expect.poll(() => page.locator(".cm-ySelectionInfo").count(), PATIENCE).toBeGreaterThan(20);
      await page.getByRole("button", { name: /more people, show everyone/ }).click();
      for (const { name } of intruders)
        await page.getByRole("dialog").getByText(name, { exact: true }).first().waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "More", exact: true }).first().click();
      await page.getByRole("menuitem", { name: /People and room/ }).click();
      const members = page.getByRole("list", { name: "Members" });
      for (const { name } of intruders) await members.getByText(name, { exact: true }).first().waitFor();
      await page.keyboard.press("Escape");
    }
  });

  it("the room's title, also where the server writes the page", async () => {
    for (const { text } of upTo(MAX_TITLE_LENGTH)) {
      const { room: changed } = (await scene.served.page.evaluate(
        async ([id, title]) =>
          (
            await fetch(`/api/rooms/${id}`, {
              method: "PATCH",
              headers: { "Content-Type": "application/json" },
              body: JSON.stringify({ title }),
            })
          ).json(),
        [scene.room, text] as const,
      )) as EnteredBody;
      const shows = (title: string) => document.querySelector("h1")?.textContent === title;
      await Promise.all([scene.served, scene.bare].map(({ page }) => page.waitForFunction(shows, changed.title)));
      // Those that end what the server writes a title into.
      if (!/^(<\/(title|script)|")/.test(text)) continue;
      await scene.both((viewer) =>
        aside(viewer, async (page) => {
          await page.goto(`${scene.app.url}/r/${scene.room}`);
          await page.getByRole("heading", { level: 1 }).waitFor();
          await page.goto(scene.app.url);
          await page.getByText(changed.title, { exact: true }).first().waitFor();
        }),
      );
    }
  });

  it("names and contents of files", async () => {
    const endings = ["js", "html", "md", "json", "css", "py", "ts"];
    for (const [at, { client, payload }] of intruders.entries()) {
      client.file(payload.text, PAYLOADS.map(({ text }) => text).join("\n"));
      client.file(`${payload.id} ${payload.text}.${endings[at % endings.length]}`, payload.text);
      await client.acknowledged();
    }
    // What no client of ours would write: other types where a text belongs.
    const { client } = first(intruders);
    for (const path of [{ __html: "<img src=x onerror=xss(1)>" }, ["<svg onload=xss(2)>"], 3, null]) {
      const entry = new Y.Map<unknown>([
        ["path", path],
        ["text", new Y.Text("text")],
      ]);
      filesOf(client.doc).set(makeFileId(), entry as unknown as FileEntry);
    }
    await client.acknowledged();
    for (const { page } of [scene.served, scene.bare]) {
      // Folders would close over their files.
      const files = page.locator('[role="treeitem"]:not([aria-expanded])');
      await expect.poll(() => files.count(), PATIENCE).toBeGreaterThan(PAYLOADS.length);
      const ids = await files.evaluateAll((rows) => rows.map((row) => row.id));
      // Every file has the whole corpus in it, or its own payload: some of each do.
      for (const id of ids.filter((_, at) => at % 5 === 0).toReversed())
        await page.locator(`[id="${id}"]`).dispatchEvent("click");
      const open = page.locator(".cm-content");
      await expect.poll(() => open.textContent(), PATIENCE).toMatch(/xss|evil/);
      await page.keyboard.press("ControlOrMeta+k");
      await page.getByRole("dialog").getByRole("combobox").fill("xss");
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    }
  });

  it("what a program prints, asks, is answered and dies of", async () => {
    const texts = JSON.stringify(PAYLOADS.map(({ text }) => text));
    const asker = first(intruders);
    const { client } = asker;
    const fails = `const texts = ${texts};
for (const text of texts) { console.log(text); console.error(text); console.log({ [text]: text }); }
const answer = prompt(texts.join(" "));
const error = new Error(texts.join("\\n") + answer);
error.name = texts[5];
const named = { ["<img src=x onerror=xss(4)>"]() { throw error; } };
named["<img src=x onerror=xss(4)>"]();`;
    const paths = [
      "run.js",
      ...PAYLOADS.filter(({ text }) => !text.includes("/"))
        .slice(0, 4)
        .map(({ text }) => `${text}.run.js`),
    ];
    for (const path of paths) {
      client.file(path, fails);
      await client.acknowledged();
      const after = client.messages.length;
      client.send({ type: "run.start", requestId: path.slice(0, 60), entry: path });
      const ended = client.message("run.ended", () => true, after);
      const prompt = await Promise.race([client.message("run.prompt", () => true, after), ended]);
      if (prompt.type !== "run.prompt") throw new Error(JSON.stringify(prompt));
      const { runId } = prompt;
      client.send({ type: "run.input", runId, text: asker.payload.text });
      expect((await ended).reason).toBe("error");
      for (const { page } of [scene.served, scene.bare]) {
        const output = page.getByRole("log", { name: "Output" });
        await output.getByRole("textbox", { name: "Line for the program" }).waitFor();
        await expect.poll(() => output.textContent(), PATIENCE).toContain("<script>xss(100)</script>");
        await output
          .getByText(`: ${first([...PAYLOADS]).text}`)
          .first()
          .waitFor();
      }
    }
    await scene.served.page.getByRole("button", { name: "History" }).click();
    await scene.served.page.keyboard.press("Escape");
  });

  it("chat, whose links lead to nothing but the web and mail", async () => {
    for (const { client, payload } of intruders) {
      const said = payload.text.trim();
      client.send({ type: "chat.send", requestId: "one", text: said });
      client.send({ type: "chat.send", requestId: "two", text: `> ${said}\n\n- ${said}\n\n**${said}** \`${said}\`` });
      await client.message("chat.message", ({ by, text }) => by.name !== "" && text.startsWith(`> ${said}`));
    }
    for (const { page } of [scene.served, scene.bare]) {
      const log = page.getByRole("log", { name: "Chat" });
      await log
        .getByText(`xss(${first([...PAYLOADS]).id})`)
        .first()
        .waitFor();
      await expect.poll(() => log.locator("ul, blockquote").count(), PATIENCE).toBeGreaterThan(50);
      const links = await log
        .locator("a")
        .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).protocol));
      expect(new Set(links)).toEqual(new Set(["https:"]));
    }
  });

  it("texts, addresses and files on the board, also in its pictures", async () => {
    for (const { page } of [scene.served, scene.bare]) await openBoard(page);
    const { shown, others } = hostileBoard(PAYLOADS, "page:page");
    recordsOf(board.doc).push([...shown, ...others]);
    await board.acknowledged();
    for (const { page, canary } of [scene.served, scene.bare]) {
      await page.getByRole("button", { name: "Outline" }).click();
      await expect.poll(() => shapesOf(page).count(), PATIENCE).toBeGreaterThanOrEqual(PAYLOADS.length);
      await page.getByRole("region", { name: "Outline" }).getByText("<script>xss(100)</script>").first().waitFor();
      await shapesOf(page).getByText("<script>xss(100)</script>").first().waitFor({ state: "attached" });
      await page.keyboard.press("ControlOrMeta+k");
      await page.getByRole("dialog").getByRole("combobox").fill("Export board as SVG");
      const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
      await scene.open(await download.path(), "board.svg");
      // tldraw measures a picture with a style of its own, which the policy refuses: nothing of what stands on the board.
      const measures = canary.alarms
        .splice(0)
        .filter((alarm) => alarm !== "refused by the policy: style-src-elem inline ");
      expect(measures).toEqual([]);
    }
  });
});
