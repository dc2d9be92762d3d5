/** What `GET /preview/{token}/…` answers. */
import { createHash } from "node:crypto";
import type { CodeFile } from "#protocol/documents";
import { escapeText } from "../escape.ts";
import { contentOf } from "./content.ts";
import { findFile } from "./find.ts";
import { withTools } from "./tools.ts";

/** Names under which pages ask for p5 by a script tag, wherever they expect it. */
const CLASSIC = /(^|\/)p5(\.min)?\.js$/;

/** `path`: decoded, without the leading slash; empty or ending in a slash for a folder. */
export async function previewResponse(
  room: string,
  files: CodeFile[],
  path: string,
  request: Headers,
  policy: Record<string, string>,
): Promise<Response> {
  const dest = request.get("sec-fetch-dest");
  const asCode = dest === null || !["document", "iframe", "frame", "embed"].includes(dest);
  const file = findFile(files, path, asCode);
  if (!file && dest === "script" && CLASSIC.test(path)) {
    return new Response(null, { status: 302, headers: { ...policy, Location: "/shelf/p5.js" } });
  }
  if (!file) return notThere(files, path, policy);
  const { type, body: text } = await contentOf(room, file.path, file.text, asCode);
  const body = type === "text/html" && dest !== "empty" ? withTools(text) : text;
  const etag = `"${createHash("sha1").update(type).update(body).digest("base64url")}"`;
  const headers = { ...policy, ETag: etag, Vary: "Sec-Fetch-Dest" };
  if (request.get("if-none-match") === etag) return new Response(null, { status: 304, headers });
  return new Response(body, { headers: { ...headers, "Content-Type": `${type}; charset=utf-8` } });
}

function notThere(files: CodeFile[], path: string, policy: Record<string, string>): Response {
  const pages = files.filter((file) => /\.html?$/i.test(file.path));
  const depth = path.split("/").length - 1;
  const links = pages.map((file) => {
    const href = "../".repeat(depth) + file.path.split("/").map(encodeURIComponent).join("/");
    return `<li><a href="${escapeText(href)}">${escapeText(file.path)}</a></li>`;
  });
  const advice =
    pages.length > 0
      ? `<p>These pages are:</p><ul>${links.join("")}</ul>`
      : "<p>Add an <b>index.html</b> to see a page here.</p>";
  const body = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>Not in this room</title>
<body style="font:14px/1.5 system-ui,sans-serif;margin:3rem auto;max-width:28rem;padding:0 1rem"><h1 style="font-size:18px">There is no ${escapeText(path)} in this room</h1>${advice}</body></html>`;
  return new Response(body, { status: 404, headers: { ...policy, "Content-Type": "text/html; charset=utf-8" } });
}
