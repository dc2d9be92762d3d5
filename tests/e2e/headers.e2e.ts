/** What every kind of answer of the running server says to the browser, and whom its cookies are for. */

import { readdirSync } from "node:fs";
import { join, sep } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EnteredBody } from "#protocol/http";
import { type App, startApp } from "../support/app.ts";
import { ROUTES } from "../support/rights.ts";

let app: App;
let cookie: string;
let room: EnteredBody["room"];
let asset: string;
let preview: string;

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);

const call = (path: string, init: RequestInit = {}) =>
  fetch(app.url + path, { redirect: "manual", ...init, headers: { cookie, ...init.headers } });

/** A room made as a page makes it: the answer, with its cookie. */
const create = (headers: Record<string, string> = {}) =>
  fetch(`${app.url}/api/rooms`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ name: "Ada", template: "web" }),
  });

beforeAll(async () => {
  app = await startApp();
  await enter();
});
afterAll(() => app?.dispose());

/** Somebody with a room of their own, an image on its board and a preview. */
async function enter(): Promise<void> {
  const answer = await create();
  cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? "";
  ({ room } = (await answer.json()) as EnteredBody);
  asset = (await (await call(`/api/rooms/${room.id}/assets`, { method: "POST", body: PNG })).json()).url;
  preview = (await (await call(`/api/rooms/${room.id}/preview`, { method: "POST" })).json()).url;
}

/** The address of a file of the shelf by its plain name. */
const shelved = async (name: string) => `/shelf/${(await (await call("/shelf/manifest.json")).json())[name]}`;

type Kind = "page" | "plain" | "asset" | "preview" | "shelf";
const answers: [what: string, kind: Kind, status: number, () => Promise<Response>][] = [
  ["the first page", "page", 200, () => call("/")],
  ["a room", "page", 200, () => call(`/r/${room.id}`)],
  ["a room's page for a stranger", "page", 200, () => call(`/r/${room.id}`, { headers: { cookie: "" } })],
  ["the join page", "page", 200, () => call(`/join/${room.joinCode}`)],
  ["a page that is not there", "page", 404, () => call("/nowhere")],
  ["a page that is not there, asked to go", "page", 404, () => call("/nowhere", { method: "DELETE" })],
  ["an API answer", "plain", 200, () => call(`/api/rooms/${room.id}`)],
  ["the metrics", "plain", 200, () => call("/api/metrics")],
  ["a HEAD", "plain", 200, () => call("/api/health", { method: "HEAD" })],
  ["an export", "plain", 200, () => call(`/api/rooms/${room.id}/export`)],
  ["a refusal", "plain", 401, () => call(`/api/rooms/${room.id}`, { headers: { cookie: "" } })],
  ["a foreign origin", "plain", 403, () => create({ origin: "https://evil.example" })],
  ["an API path that is not there", "plain", 404, () => call("/api/nothing")],
  ["an API method that is not there", "plain", 405, () => call("/api/health", { method: "DELETE" })],
  ["a body that is none", "plain", 400, () => call("/api/join", { method: "POST", body: "{" })],
  ["an image of the board", "asset", 200, () => call(asset)],
  ["an image that is not there", "plain", 404, () => call(`${asset.slice(0, -16)}${"2".repeat(16)}`)],
  ["a preview", "preview", 200, () => call(preview)],
  ["a preview's script", "preview", 200, () => call(preview.replace("index.html", "main.js"))],
  ["a preview's missing file", "preview", 404, () => call(preview.replace("index.html", "none.html"))],
  ["a preview without a right", "plain", 404, () => call("/preview/none/index.html")],
  ["a library of the shelf", "shelf", 200, async () => call(await shelved("react.js"))],
  ["a library by its plain name", "shelf", 200, () => call("/shelf/p5.js")],
  ["the shelf's list", "shelf", 200, () => call("/shelf/manifest.json")],
  ["what is not on the shelf", "plain", 404, () => call("/shelf/none.js")],
  ["a method that the shelf does not know", "plain", 405, () => call("/shelf/p5.js", { method: "POST" })],
  ["the icon", "page", 200, () => call("/icon.svg")],
  ["a file of the board", "plain", 200, () => call("/tldraw/icons/icon/0_merged.svg")],
  ["a script", "plain", 200, async () => call(/src="(\/_next\/static\/[^"]+\.js)"/.exec(await text("/"))?.[1] ?? "")],
  ["a missing static file", "plain", 404, () => call("/_next/static/none.js")],
];
const text = async (path: string) => (await call(path)).text();

/** What each kind says, by header. Undefined: it must not be there. */
const SAYS: Record<Kind, Record<string, RegExp | undefined>> = {
  page: {
    "content-security-policy":
      /^default-src 'none'; script-src 'nonce-[\w+/=]+' 'strict-dynamic'; .*frame-ancestors 'none'/,
    "permissions-policy": /camera=\(self\).*geolocation=\(\)/,
    "cross-origin-opener-policy": /^same-origin$/,
    "cross-origin-resource-policy": /^same-origin$/,
    "x-frame-options": /^DENY$/,
    "referrer-policy": /^same-origin$/,
  },
  plain: {
    "content-security-policy": /^default-src 'none'; .*frame-ancestors 'none'$/,
    "permissions-policy": /camera=\(\)/,
    "cross-origin-opener-policy": /^same-origin$/,
    "cross-origin-resource-policy": /^same-origin$/,
    "x-frame-options": /^DENY$/,
    "referrer-policy": /^same-origin$/,
  },
  asset: {
    "content-security-policy": /^default-src 'none'; sandbox$/,
    "permissions-policy": /camera=\(\)/,
    // A sandboxed document that asks for windows of its own is not opened at all.
    "cross-origin-opener-policy": undefined,
    "cross-origin-resource-policy": /^same-origin$/,
    "x-frame-options": /^DENY$/,
    "referrer-policy": /^same-origin$/,
  },
  shelf: {
    "content-security-policy": /^default-src 'none'; .*frame-ancestors 'none'$/,
    "permissions-policy": /camera=\(\)/,
    "cross-origin-opener-policy": /^same-origin$/,
    // Previews are of no origin.
    "cross-origin-resource-policy": /^cross-origin$/,
    "x-frame-options": /^DENY$/,
    "referrer-policy": /^same-origin$/,
  },
  preview: {
    "content-security-policy":
      /^sandbox allow-scripts allow-forms allow-modals allow-pointer-lock; .*frame-ancestors http/,
    "permissions-policy": /camera=\(\)/,
    "cross-origin-opener-policy": undefined,
    // Its own scripts come from an opaque origin.
    "cross-origin-resource-policy": /^cross-origin$/,
    "x-frame-options": /^SAMEORIGIN$/,
    "referrer-policy": /^no-referrer$/,
  },
};

const isSecured = (answer: Response, kind: Kind) => {
  for (const [name, wanted] of Object.entries(SAYS[kind])) {
    const said = answer.headers.get(name);
    if (wanted === undefined) expect(said, name).toBeNull();
    else expect(said ?? "", name).toMatch(wanted);
  }
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  for (const name of ["x-powered-by", "server", "strict-transport-security"])
    expect(answer.headers.get(name)).toBeNull();
};

describe("every answer is secured", () => {
  it.each(answers)("%s", async (_what, kind, status, ask) => {
    const answer = await ask();
    await answer.arrayBuffer();
    expect(answer.status).toBe(status);
    isSecured(answer, kind);
  });

  /** Paths of pages and routes as they are on disk, with this room's own in their places. */
  const filled = (path: string) =>
    path
      .replace("/api/rooms/[id]/assets/[asset]", asset)
      .replace("/preview/[token]/[[...path]]", preview)
      .replace("[personId]", "nobody22")
      .replace(/\[(id|room)\]/, room.id)
      .replace("[code]", room.joinCode);

  it.each(ROUTES.map(({ route, field, body }) => [`${route}${field ? ` ${field}` : ""}`, route, body] as const))(
    "%s, done and refused",
    async (_what, route, body) => {
      const [method = "", path = ""] = route.split(" ");
      const form = new FormData();
      form.append("files", new Blob(["text"]), "new.txt");
      const sent = body instanceof Uint8Array ? new Blob([new Uint8Array(body)]) : JSON.stringify(body);
      const init = { method, ...(body === undefined ? {} : { body: body === "FORM" ? form : sent }) };
      const special = path.startsWith("/preview/") ? "preview" : path.endsWith("/[asset]") ? "asset" : "plain";
      for (const headers of [{ cookie: "", origin: "https://evil.example" }, { cookie: "" }, {}]) {
        const answer = await call(filled(path), { ...init, headers });
        await answer.arrayBuffer();
        isSecured(answer, answer.ok ? special : "plain");
      }
      // It was the way out: others need the way in.
      if (route === "DELETE /api/session") await enter();
    },
  );

  it.each(
    readdirSync("web/app", { recursive: true, encoding: "utf8" })
      .filter((file) => /(^|[\\/])page\.tsx$/.test(file))
      .map((file) => `/${file.split(sep).slice(0, -1).join("/")}`),
  )("the page %s", async (path) => {
    for (const headers of [{}, { cookie: "" }]) {
      const answer = await call(filled(path), { headers });
      expect(filled(path)).not.toContain("[");
      expect(answer.status).toBe(200);
      expect(await answer.text()).toMatch(/<html/);
      isSecured(answer, "page");
    }
  });

  it("also where the server itself fails", async () => {
    const database = new DatabaseSync(join(app.dataDir, "pairlab.db"));
    database.exec('ALTER TABLE "Membership" RENAME TO "Elsewhere"');
    const answer = await call(`/api/rooms/${room.id}`);
    const page = await call(`/r/${room.id}`);
    database.exec('ALTER TABLE "Elsewhere" RENAME TO "Membership"');
    database.close();
    expect([answer.status, page.status]).toEqual([500, 500]);
    isSecured(answer, "plain");
    isSecured(page, "page");
    expect(await answer.json()).toEqual({ error: { code: "fault", message: expect.any(String) } });
    expect(await page.text()).not.toMatch(/Membership|prisma|node_modules/i);
  });
});

describe("cookies", () => {
  it("are for the server alone, and over plain http not Secure", async () => {
    const answer = await create({ "x-forwarded-proto": "https" });
    // Nobody is trusted to say that it was https.
    expect(answer.headers.get("set-cookie")).toMatch(
      /^pairlab=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/,
    );
    const gone = await call("/api/session", { method: "DELETE" });
    expect(gone.headers.get("set-cookie")).toMatch(/^pairlab=; Path=\/; Max-Age=0; HttpOnly; SameSite=Lax$/);
    for (const path of ["/", `/r/${room.id}`, preview, "/api/me"]) {
      expect((await call(path)).headers.get("set-cookie"), path).toBeNull();
    }
  });

  it("are Secure behind a trusted proxy that says https, and where PUBLIC_URL is https; that one also says HSTS", async () => {
    await app.restart({ TRUST_PROXY: "1" });
    const proxied = await create({ "x-forwarded-proto": "https" });
    expect(proxied.headers.get("set-cookie")).toMatch(/; HttpOnly; SameSite=Lax; Secure$/);
    expect((await create()).headers.get("set-cookie")).not.toContain("Secure");
    expect(proxied.headers.get("strict-transport-security")).toBeNull();
    await app.restart({ PUBLIC_URL: "https://bootcamp.example" });
    const answer = await create();
    expect(answer.headers.get("set-cookie")).toMatch(/; HttpOnly; SameSite=Lax; Secure$/);
    for (const path of ["/", "/api/health", "/_next/static/none.js"]) {
      expect((await call(path)).headers.get("strict-transport-security"), path).toBe("max-age=31536000");
    }
    expect((await call("/api/session", { method: "DELETE" })).headers.get("set-cookie")).toMatch(
      /Max-Age=0.*; Secure$/,
    );
  });
});
