import { afterAll, beforeAll, expect, test } from "vitest";
import * as Y from "yjs";
import { documentId, filesOf } from "#protocol/documents";
import { makePreviewToken, readPreviewToken } from "../../../web/server/preview/token.ts";
import { HOST, startWeb, type TestWeb, type Visitor } from "../../support/web.ts";

let web: TestWeb;
let sam: Visitor;
let room: string;
/** The preview's folder, `/preview/{token}/`. */
let folder: string;
beforeAll(async () => {
  web = await startWeb();
  sam = web.visitor();
  const entered = await sam.create("Sam", { template: "web" });
  room = entered.room.id;
  const { url } = await (await sam.post(`/api/rooms/${room}/preview`)).json();
  folder = url.slice(0, -"index.html".length);
  await addFile("lib/math.ts", "export const twice = (n: number): number => n * 2;\n");
  await addFile("lib/bad.ts", "export const = ;");
  await addFile("naïve page.html", "<h1>Hi</h1>");
});
afterAll(() => web.dispose());

const addFile = (path: string, text: string) =>
  web.edit(documentId(room as never, "code"), (doc) => {
    const entry = new Y.Map<string | Y.Text>();
    entry.set("path", path);
    entry.set("text", new Y.Text(text));
    filesOf(doc).set(`f${path}`, entry);
  });
/** Someone without any cookie. */
const open = (path: string, headers: Record<string, string> = {}) => web.visitor().get(folder + path, { headers });

test("the preview needs no cookie, sets none, and is shut in by its own policy", async () => {
  const page = await open("index.html");
  expect(await page.text()).toContain("<h1>Hello!</h1>");
  const headers = Object.fromEntries(page.headers);
  expect(headers).toMatchObject({ "content-type": "text/html; charset=utf-8", "x-content-type-options": "nosniff" });
  expect(headers["set-cookie"]).toBeUndefined();
  const policy = headers["content-security-policy"] ?? "";
  expect(policy).toMatch(/^sandbox allow-scripts/);
  expect(policy).not.toContain("allow-same-origin");
  expect(policy).not.toMatch(/allow-(popups|top-navigation)/);
  // Nothing but its own folder, and the shelf for scripts, may be named as a source.
  const sources = policy.match(/https?:\S*[^\s;]/g) ?? [];
  expect(new Set(sources)).toEqual(new Set([`http://${HOST}${folder}`, `http://${HOST}`, `http://${HOST}/shelf/`]));
  expect(policy).toContain(`frame-ancestors http://${HOST};`);
  expect(policy.match(/[\w-]+ [^;]*\/shelf\//g)?.map((one) => one.split(" ")[0])).toEqual(["script-src"]);
  expect(policy).toContain(`connect-src http://${HOST}${folder} data: blob:;`);
});

test.each([
  ["style.css", "text/css"],
  ["main.js", "text/javascript"],
])("%s is %s", async (path, type) => {
  expect((await open(path)).headers.get("content-type")).toBe(`${type}; charset=utf-8`);
});

test("an unchanged file is not sent again, a changed one is", async () => {
  const etag = (await open("style.css")).headers.get("etag") ?? "";
  expect((await open("style.css", { "if-none-match": etag })).status).toBe(304);
  await web.edit(documentId(room as never, "code"), (doc) => {
    filesOf(doc).forEach((entry) => {
      if (entry.get("path") === "style.css") (entry.get("text") as Y.Text).insert(0, "/* new */");
    });
  });
  const again = await open("style.css", { "if-none-match": etag });
  expect([again.status, (await again.text()).slice(0, 9)]).toEqual([200, "/* new */"]);
});

test("TypeScript is a script to a script, and text to a reader", async () => {
  for (const path of ["lib/math.ts", "lib/math", "lib/math.js"]) {
    const script = await open(path, { "sec-fetch-dest": "script" });
    expect(script.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    expect(await script.text()).toContain("(n) => n * 2");
  }
  const read = await open("lib/math.ts", { "sec-fetch-dest": "document" });
  expect(read.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  expect(await (await open("lib/bad.ts", { "sec-fetch-dest": "script" })).text()).toMatch(
    /^import "SyntaxError in lib\/bad\.ts: /,
  );
});

test("a page that is not there names those that are, and nothing it says is markup", async () => {
  const answer = await open("%3Cscript%3Ealert(1)%3C%2Fscript%3E", { "sec-fetch-dest": "iframe" });
  const text = await answer.text();
  expect(answer.status).toBe(404);
  expect(text).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  expect(text).toContain("na%C3%AFve%20page.html");
  expect(answer.headers.get("content-security-policy")).toMatch(/^sandbox/);
});

test("a name with spaces and accents opens", async () => {
  expect(await (await open(encodeURIComponent("naïve page.html"))).text()).toBe("<h1>Hi</h1>");
});

test("only a member gets a token, and only a good token opens anything", async () => {
  expect((await web.visitor().post(`/api/rooms/${room}/preview`)).status).toBe(401);
  const token = folder.split("/")[2] ?? "";
  for (const wrong of [token.slice(0, -1), `x${token}`, token.replace(room, "aaaaaaaa"), "..", "a.b.c"]) {
    expect((await web.visitor().get(`/preview/${wrong}/index.html`)).status).toBe(404);
  }
});

test("a removed person's token opens nothing any more", async () => {
  const guest = web.visitor();
  const { room: there, person } = await guest.join(
    (await (await sam.get(`/api/rooms/${room}`)).json()).room.joinCode,
    "Mo",
  );
  const { url } = await (await guest.post(`/api/rooms/${there.id}/preview`)).json();
  expect((await web.visitor().get(url)).status).toBe(200);
  await sam.patch(`/api/rooms/${room}/people/${person.id}`, { removed: true });
  expect((await web.visitor().get(url)).status).toBe(403);
});

test("a token ends", () => {
  const right = { room: "abcdefgh", person: "abcdefghabcd" } as never;
  const token = makePreviewToken("secret", right, 0);
  expect(readPreviewToken("secret", token, 12 * 3600_000)).toEqual(right);
  expect(readPreviewToken("secret", token, 12 * 3600_000 + 1)).toBeNull();
  expect(readPreviewToken("other", token, 0)).toBeNull();
});
