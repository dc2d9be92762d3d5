/** Libraries that a preview imports by name, from this server's own shelf: p5 draws, React counts, others are refused. */
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { outputOf } from "../support/browser.ts";
import { makeFile, writeFile } from "../support/files.ts";
import { openRoom } from "../support/scene.ts";

const { app, ada, bo } = await openRoom(["Ada", "Bo"], { template: "Web page" });

const shownIn = (page: Page) => page.frameLocator('iframe[title^="Preview of"]:not([aria-hidden="true"])');
const says = (page: Page, text: string | RegExp) => outputOf(page).filter({ hasText: text }).waitFor();
const edit = (name: string, text: string) => writeFile(ada.page, name, text);
async function create(name: string, text: string): Promise<void> {
  await makeFile(ada.page, name);
  await edit(name, text);
}
const MODULE = '<!doctype html>\n<div id="root"></div>\n<script type="module" src="main.js"></script>\n';
/** The colour in the middle of the sketch, as it was really drawn. */
const middle = (page: Page) =>
  shownIn(page)
    .locator("canvas")
    .evaluate((canvas: HTMLCanvasElement) => {
      const context = canvas.getContext("2d");
      return [...(context?.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data ?? [])];
    });

/** What this page has asked the shelf for. */
const asked: string[] = [];
ada.context.on("request", (request) => {
  const path = /\/shelf\/[\w-]{12}-(.*)/.exec(request.url())?.[1];
  if (path) asked.push(path);
});
/** What has really come over the network, not from the browser's cache. */
const fetched: string[] = [];
ada.context.on("response", async (response) => {
  const path = /\/shelf\/[\w-]{12}-(.*)/.exec(response.url())?.[1];
  const sizes = path
    ? await response
        .request()
        .sizes()
        .catch(() => null)
    : null;
  if (path && sizes && sizes.responseBodySize > 0) fetched.push(path);
});

describe("a preview", () => {
  it("fetches no library that it does not use", async () => {
    for (const { page } of [ada, bo]) {
      await page.getByRole("tab", { name: "Preview" }).click();
      await shownIn(page).getByRole("heading", { name: "Hello!" }).waitFor();
    }
    expect(asked.filter((path) => path !== "preview.js")).toEqual([]);
  });

  it("imports p5 by name, and p5 draws", async () => {
    await edit("index.html", MODULE);
    await edit(
      "main.js",
      `import p5 from "p5";
new p5((p) => {
  p.setup = () => { p.createCanvas(200, 100); p.background(0, 128, 255); console.log("drawn", p.width); };
});`,
    );
    for (const { page } of [ada, bo]) {
      await says(page, "drawn 200");
      expect(await middle(page)).toEqual([0, 128, 255, 255]);
    }
  });

  it("has what it has fetched once from the browser's cache, though its frame is of no origin", async () => {
    fetched.length = 0;
    asked.length = 0;
    await edit("main.js", `import p5 from "p5"; console.log("again", typeof p5);`);
    await says(bo.page, "again function");
    expect(asked).toContain("p5.module.js");
    expect(fetched).not.toContain("p5.module.js");
  });

  it("runs a sketch of functions with p5 in a script tag, wherever the page expects it", async () => {
    for (const src of ["/shelf/p5.js", "p5.js", "lib/p5.min.js"]) {
      await edit(
        "main.js",
        `function setup() { createCanvas(60, 60); background(255, 0, 0); console.log("${src} drawn"); }`,
      );
      await edit("index.html", `<!doctype html>\n<script src="${src}"></script>\n<script src="main.js"></script>\n`);
      for (const { page } of [ada, bo]) {
        await says(page, `${src} drawn`);
        expect(await middle(page)).toEqual([255, 0, 0, 255]);
      }
    }
  });

  it("imports React, writes JSX in a file of its own, and counts on a click", async () => {
    await edit("index.html", MODULE);
    await create(
      "counter.jsx",
      `import { useState } from "react";
export function Counter() {
  const [count, setCount] = useState(0);
  return <button onClick={() => setCount(count + 1)}>Clicked {count} times</button>;
}`,
    );
    await edit(
      "main.js",
      `import React from "react";
import { createRoot } from "react-dom/client";
import { Counter } from "./counter.jsx";
createRoot(document.querySelector("#root")).render(React.createElement(React.StrictMode, null, React.createElement(Counter)));
console.log("React", React.version.split(".")[0], typeof createRoot);`,
    );
    for (const { page } of [ada, bo]) {
      await says(page, "React 19 function");
      await shownIn(page).getByRole("button", { name: "Clicked 0 times" }).click();
      await shownIn(page).getByRole("button", { name: "Clicked 1 times" }).click();
      await shownIn(page).getByRole("button", { name: "Clicked 2 times" }).waitFor();
    }
  });

  it("says what there is when another name is imported, and what is wrong in a file that cannot be read", async () => {
    await edit("main.js", 'import _ from "lodash";\n');
    await says(bo.page, /There is no lodash to import on this server\. What can be imported by name: p5, react,/);
    await edit("main.js", 'import("lodash/fp").catch(() => console.log("caught"));\nimport("left-pad");\n');
    await says(bo.page, /There is no left-pad to import on this server/);
    await says(bo.page, "caught");
    await edit("main.js", 'import { Counter } from "./counter.jsx";\nconsole.log(Counter);\n');
    await edit("counter.jsx", "export function Counter() {\n  return <button>;\n}\n");
    await says(bo.page, "SyntaxError in counter.jsx");
    await outputOf(bo.page)
      .getByRole("button", { name: /^counter\.jsx:[23]/ })
      .waitFor();
  });

  it("imports in a tab of its own too", async () => {
    await edit(
      "main.js",
      'import { version } from "react";\ndocument.querySelector("#root").append("React " + version);\n',
    );
    const [tab] = await Promise.all([
      ada.context.waitForEvent("page"),
      ada.page.getByRole("button", { name: "Open the preview in a new tab" }).click(),
    ]);
    await tab.getByText(/^React 19/).waitFor();
    await tab.close();
  });

  it("may load scripts from the shelf, and nothing else of this server, and may not read the shelf", async () => {
    await edit(
      "main.js",
      `const attempt = (doing) => doing().then(() => "got", () => "refused");
const load = (src) => new Promise((ok, no) => document.head.append(Object.assign(document.createElement("script"), { src, onload: ok, onerror: no })));
const image = (src) => new Promise((ok, no) => Object.assign(new Image(), { src, onload: ok, onerror: no }));
console.log("tried", JSON.stringify(await Promise.all([
  attempt(() => load("/shelf/p5.js")), attempt(() => load("/api/health")), attempt(() => image("/icon.svg")),
  attempt(() => fetch("/shelf/manifest.json")), attempt(() => fetch("/api/health")),
])));`,
    );
    await says(bo.page, 'tried ["got","refused","refused","refused","refused"]');
  });

  it("asked no other host", () => {
    for (const { foreign } of [ada, bo]) expect(foreign).toEqual([]);
    expect(app.output()).not.toMatch(/error/i);
  });
});
