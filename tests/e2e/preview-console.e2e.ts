/** What a preview's console says, before everyone: once for the room, with its person's name, in bounds, as text. */
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { joinRoom, outputOf, saved, write } from "../support/browser.ts";
import { openRoom } from "../support/scene.ts";

const { app, browser, ada, bo } = await openRoom(["Ada", "Bo"], { template: "Web page" });
const both = [ada, bo];

const shownIn = (page: Page) => page.frameLocator('iframe[title^="Preview of"]:not([aria-hidden="true"])');
const openPreview = (page: Page) => page.getByRole("tab", { name: "Preview" }).click();
const openFile = (page: Page, name: string) => page.getByRole("treeitem", { name }).click();
const says = (page: Page, text: string | RegExp) => outputOf(page).filter({ hasText: text }).waitFor();
/** The lines of the output by their stream. */
const lines = (page: Page, stream: "out" | "err") =>
  outputOf(page).locator(`[data-stream="${stream}"]`).allTextContents();
const whose = (page: Page) => page.getByRole("region", { name: "Output and errors" }).getByText(/^Console of/);

const pageOf = (script: string) => `<!doctype html>
<title>Page</title>
<button>Press</button>
<script>
${script}
</script>
`;
/** Has Ada write index.html, and both their previews show it. */
async function show(html: string): Promise<void> {
  await openFile(ada.page, "index.html");
  await write(ada.page, html);
  await saved(ada.page);
}

describe("the preview's console", () => {
  it("is in everyone's output, once, under the name of who opened it last", async () => {
    for (const { page } of [bo, ada]) {
      await openPreview(page);
      await shownIn(page).getByRole("heading", { name: "Hello!" }).waitFor();
    }
    await show(pageOf('console.log("one", { a: [1, 2] });\nconsole.error("two");'));
    for (const { page } of both) await says(page, "two");
    expect(await whose(ada.page).textContent()).toContain("Console of your preview of index.html");
    expect(await whose(bo.page).textContent()).toContain("Console of Ada’s preview of index.html");
    for (const { page } of both) {
      expect(await lines(page, "out")).toEqual(["one { a: [ 1, 2 ] }"]);
      expect(await lines(page, "err")).toEqual(["error output: two"]);
    }
  });

  it("begins anew with each change, and with console.clear", async () => {
    await show(pageOf('console.log("three");'));
    for (const { page } of both) {
      await says(page, "three");
      expect(await lines(page, "out")).toEqual(["three"]);
      expect(await lines(page, "err")).toEqual([]);
    }
    await show(pageOf('console.log("gone"); console.clear(); console.log("stays");'));
    for (const { page } of both) {
      await says(page, "stays");
      expect(await lines(page, "out")).toEqual(["stays"]);
    }
  });

  it("is another's as soon as they touch their own, and has all of it", async () => {
    await show(
      pageOf('console.log("loaded"); document.querySelector("button").onclick = () => console.log("pressed");'),
    );
    await says(bo.page, "loaded");
    await shownIn(bo.page).getByRole("button", { name: "Press" }).click();
    for (const { page } of both) {
      await says(page, "pressed");
      expect(await lines(page, "out")).toEqual(["loaded", "pressed"]);
    }
    expect(await whose(ada.page).textContent()).toContain("Console of Bo’s preview of index.html");
  });

  it("is seen by who comes late, and goes over to who is left", async () => {
    const cy = await joinRoom(browser, app, ada.page, "Cy");
    await says(cy.page, "pressed");
    expect(await lines(cy.page, "out")).toEqual(["loaded", "pressed"]);
    await openPreview(cy.page);
    await whose(ada.page).filter({ hasText: "Cy’s" }).waitFor();
    await cy.context.close();
    await whose(ada.page).filter({ hasText: "Bo’s" }).waitFor();
    await says(ada.page, "pressed");
  });

  it("is text, whatever it says", async () => {
    await show(
      pageOf(
        'console.log("<img src=x onerror=alert(1)>", "<script>alert(2)<\\/script>"); console.warn("\\u001b[31mred")',
      ),
    );
    for (const { page } of both) {
      await says(page, "<img src=x onerror=alert(1)>");
      expect(await outputOf(page).locator("img, script").count()).toBe(0);
      await says(page, /red$/);
    }
  });

  it("is formatted as people expect", async () => {
    await show(
      pageOf(`console.group("people"); console.log("%s is %d", "Ann", 9, [null]); console.groupEnd();
console.count(); console.count(); console.count("x");
console.assert(1 === 2, "not the same");
console.table([{ a: 1, b: "x" }]);
console.log(document.querySelector("button"), new Map([["k", 1]]), () => {}, undefined);
console.dir({ deep: { er: { still: { more: { end: 1 } } } } });
console.time("t"); console.timeEnd("t");
console.trace("here");
console.info("end");`),
    );
    await says(bo.page, "end");
    const out = (await lines(bo.page, "out")).join("\n");
    expect(out).toContain("people\n  Ann is 9 [ null ]\ndefault: 1\ndefault: 2\nx: 1\n");
    expect(out).toContain("│ (index) │ a │ b   │");
    expect(out).toContain("<button>Press</button> Map(1) { 'k' => 1 } [Function (anonymous)] undefined");
    expect(out).toMatch(/\nt: [\d.]+ms\nend$/);
    expect((await lines(bo.page, "err")).map((line) => line.replace("error output: ", ""))).toEqual([
      "Assertion failed: not the same",
      "Trace: here",
      "    at index.html:12:9",
    ]);
  });
});

describe("what goes wrong", () => {
  it("names the line of the room's own file, and leads there", async () => {
    await show('<!doctype html>\n<h1>Hi</h1>\n<script src="main.js"></script>\n');
    await openFile(ada.page, "main.js");
    await write(ada.page, "// first\nfunction greet(name) {\n  return name.first.length;\n}\ngreet({});\n");
    for (const { page } of both) await says(page, "Uncaught TypeError");
    expect(await lines(bo.page, "err")).toEqual([
      "error output: Uncaught TypeError: Cannot read properties of undefined (reading 'length')",
      "    at greet (main.js:3:21)",
      "    at main.js:5:1",
    ]);
    await outputOf(bo.page).getByRole("button", { name: "main.js:3:21" }).click();
    await bo.page.locator(".cm-activeLine").filter({ hasText: "return name.first.length" }).waitFor();
    // The preview stays where it is.
    await shownIn(bo.page).getByRole("heading", { name: "Hi" }).waitFor();
  });

  it("of a promise, of a page's own script, and of a thing that is no error", async () => {
    await show(pageOf('Promise.reject(new RangeError("late"));\nsetTimeout(() => { throw { code: 7 } });\nnowhere();'));
    for (const { page } of both) await says(page, "code: 7");
    const err = (await lines(bo.page, "err")).join("\n");
    expect(err).toContain("Uncaught ReferenceError: nowhere is not defined\n    at index.html:7:1");
    expect(err).toContain("Uncaught (in promise) RangeError: late\n    at index.html:5:16");
    expect(err).toMatch(/Uncaught \{ code: 7 \}\n {4}at index.html:6:20/);
  });

  it("of a file that does not parse", async () => {
    await show('<!doctype html>\n<script type="module" src="main.js"></script>\n');
    await openFile(ada.page, "main.js");
    await write(ada.page, "const a = 1;\nconst b = ;\n");
    await says(bo.page, "SyntaxError");
    expect((await lines(bo.page, "err")).join("\n")).toContain("SyntaxError: Unexpected token ';'\n    at main.js:2:");
  });

  it("of files that are not there, and of addresses elsewhere", async () => {
    await openFile(ada.page, "main.js");
    await write(ada.page, 'import "./lib/none.js";\n');
    await show(
      '<!doctype html>\n<img src="logo.png">\n<script src="https://cdn.example/p5.js"></script>\n<script type="module" src="main.js"></script>\n',
    );
    for (const { page } of both) {
      await says(page, "logo.png could not be loaded: there is no such file in this room.");
      await says(page, "lib/none.js could not be loaded: there is no such file in this room.");
      await says(page, /https:\/\/cdn\.example\/p5\.js was not loaded: .* p5, react, react\/jsx-runtime/);
    }
  });
});

describe("a hostile preview", () => {
  it("says a hundred thousand things: the room goes on, and is told where it ends", async () => {
    await show(pageOf('for (let i = 0; i < 1e5; i++) console.log("line " + i);'));
    for (const { page } of both) {
      await says(page, "The preview has said more than 262,144 characters.");
      // Both can be used all the while.
      await page.getByRole("tab", { name: "Preview" }).click();
    }
    expect(await outputOf(bo.page).getByText("line 20000", { exact: true }).count()).toBe(1);
    expect(await outputOf(bo.page).getByText("line 50000", { exact: true }).count()).toBe(0);
  });

  it("loops for ever: what it said is there all the same, people are told, and a change is the end of it", async () => {
    await show(pageOf('console.log("before"); for (;;);'));
    for (const { page } of both) {
      await says(page, "before");
      await page.getByRole("alert").filter({ hasText: "The page does not answer" }).waitFor();
    }
    await show(pageOf('console.log("after");'));
    for (const { page } of both) {
      await says(page, "after");
      await shownIn(page).getByRole("button", { name: "Press" }).waitFor();
    }
  });

  it("lies, and is not believed", async () => {
    await openPreview(bo.page);
    await ada.page.getByRole("button", { name: "Reload the preview" }).click();
    await show(
      pageOf(`const { port1, port2 } = new MessageChannel();
const say = (data) => { port1.postMessage(data); top.postMessage(data, "*"); };
const frame = document.body.appendChild(document.createElement("iframe"));
top.postMessage({ pairlab: "begun" }, "*", []);
frame.srcdoc = \`<script>const { port1, port2 } = globalThis.kept = new MessageChannel();
top.postMessage({ pairlab: "begun" }, "*", [port2]);
const said = (...items) => port1.postMessage({ pairlab: "said", items });
said({ stream: "clear" });
said({ stream: "in", text: "forged" }, { stream: "out", text: { toString: 1 } }, null, { stream: "out", text: "from inside" });
port1.postMessage({ pairlab: "want", file: "../api/me" });
port1.postMessage(null);
said({ stream: "clear" }, { stream: "out", text: ", to its end" });<\\/script>\`;
say({ pairlab: "said", items: "none" });
say({ pairlab: "said", items: [{ stream: "in", text: "forged" }, { stream: "out", text: { toString: 1 } }, null] });
say({ pairlab: "want", file: "../api/me" });
say({ pairlab: "touched", by: "Cy", page: "main.js", turn: 99 });
say({ type: "run.started", by: { name: "Cy" } });
say(null); say("x".repeat(1e6)); say([]); say(7);
Array.prototype.map = Object.keys = String.prototype.replace = () => { throw 1 };
console.log({ toString() { throw 1 }, get it() { throw 2 } }, new Proxy({}, { ownKeys() { throw 3 } }));
Object.defineProperty(window, "setTimeout", { value: null });
performance.now = null;
console.log("as it is");`),
    );
    // A frame in the page is heard, and can neither forge nor take away.
    await says(bo.page, "from inside, to its end");
    await says(bo.page, "as it is");
    expect(await outputOf(bo.page).textContent()).not.toContain("forged");
    expect(await whose(bo.page).textContent()).toContain("Console of Ada’s preview of index.html");
  });

  it("floods the room's page with messages, and is taken down", async () => {
    await show(
      pageOf(`const { port1, port2 } = new MessageChannel();
top.postMessage({ pairlab: "begun" }, "*", [port2]);
setTimeout(() => { for (;;) port1.postMessage({ pairlab: "pong" }); }, 100);`),
    );
    for (const { page } of both) await page.getByRole("alert").filter({ hasText: "The page was stopped" }).waitFor();
    await show(pageOf('console.log("calm again");'));
    for (const { page } of both) await says(page, "calm again");
  });
});
