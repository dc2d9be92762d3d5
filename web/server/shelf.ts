/**
 * `GET /shelf/…`: files that browsers load when they are first used (`bin/shelf.ts` made them), compressed beforehand
 * and cached for ever. Answered before Next sees the request: nothing is compressed or rendered here.
 */
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../.shelf", import.meta.url));
const TYPES: Record<string, string> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  mjs: "text/javascript; charset=utf-8",
  py: "text/plain; charset=utf-8",
  json: "application/json",
  wasm: "application/wasm",
  zip: "application/zip",
};

export interface Shelf {
  /** The stored name by the plain one. */
  files: Record<string, string>;
  frameScript: string;
}

const known = new Map<string, Promise<Shelf>>();
export function readShelf(folder = FOLDER): Promise<Shelf> {
  let shelf = known.get(folder);
  shelf ??= readFile(join(folder, "manifest.json"), "utf8").then((json) => JSON.parse(json) as Shelf);
  known.set(folder, shelf);
  shelf.catch(() => known.delete(folder));
  return shelf;
}

/** The one path that a frame with `?answers` may reach, of the server that people see. */
function answersOf({ url = "", headers }: IncomingMessage): string[] {
  const host = String(headers["x-forwarded-host"] ?? headers.host);
  // A source that says http stands for https, too.
  return /\?answers$/.test(url) && /^([\w.-]+|\[[0-9a-f:]+\])(:\d{1,5})?$/i.test(host)
    ? [`connect-src http://${host}/collab/answers/`]
    : [];
}

/** What a program's frame may do: run the scripts that its page hands it, and reach nothing and nobody. */
function framePolicy({ frameScript }: Shelf, request: IncomingMessage): string {
  return [
    "sandbox allow-scripts",
    "default-src 'none'",
    ...answersOf(request),
    `script-src ${frameScript} blob: 'wasm-unsafe-eval'`,
    "worker-src blob:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join("; ");
}

/** False if the request is for something else. */
export function serveShelf(request: IncomingMessage, response: ServerResponse, folder = FOLDER): boolean {
  const path = /^\/shelf\/([^?]*)/.exec(request.url ?? "")?.[1];
  if (path === undefined) return false;
  answer(path, request, response, folder).catch(() => {
    if (!response.headersSent) response.writeHead(500);
    response.end();
  });
  return true;
}

async function answer(path: string, request: IncomingMessage, response: ServerResponse, folder: string): Promise<void> {
  const { method = "" } = request;
  if (method !== "GET" && method !== "HEAD") return void response.writeHead(405, { Allow: "GET, HEAD" }).end();
  const shelf = await readShelf(folder);
  const isManifest = path === "manifest.json";
  // By its plain name too, so that a page can name it for good; then it is asked for anew each time.
  const plain = Object.hasOwn(shelf.files, path) ? shelf.files[path] : undefined;
  const stored = plain ?? path;
  if (!isManifest && !Object.values(shelf.files).includes(stored)) {
    return void response.writeHead(404, { "Content-Type": "text/plain; charset=utf-8" }).end("Not on the shelf.\n");
  }
  const headers: Record<string, string | number> = {
    "Content-Type": TYPES[stored.slice(stored.lastIndexOf(".") + 1)] ?? "application/octet-stream",
    "Cache-Control": isManifest || plain ? "no-cache" : "public, max-age=31536000, immutable",
    // Previews are of no origin, so that even their own server is another one. No credentials go with such a request.
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    Vary: "Accept-Encoding",
  };
  if (stored === shelf.files["frame.html"]) headers["Content-Security-Policy"] = framePolicy(shelf, request);
  if (isManifest) {
    const body = JSON.stringify(shelf.files);
    return void response.writeHead(200, headers).end(method === "HEAD" ? undefined : body);
  }
  const encoding = encodingOf(String(request.headers["accept-encoding"] ?? ""));
  headers.ETag = `"${stored}${encoding ? `.${encoding}` : ""}"`;
  if (request.headers["if-none-match"] === headers.ETag) return void response.writeHead(304, headers).end();
  const file = join(folder, encoding ? `${stored}.${encoding === "gzip" ? "gz" : "br"}` : stored);
  if (encoding) headers["Content-Encoding"] = encoding;
  headers["Content-Length"] = (await stat(file)).size;
  // A browser does not tell a page how long what it unpacks will be.
  headers["X-Unpacked-Length"] = (await stat(join(folder, stored))).size;
  response.writeHead(200, headers);
  if (method === "HEAD") return void response.end();
  const stream = createReadStream(file);
  stream.on("error", () => response.destroy());
  response.on("close", () => stream.destroy());
  stream.pipe(response);
}

/** The best that the browser takes and that is there. */
function encodingOf(accepted: string): "br" | "gzip" | null {
  const takes = (name: string) => new RegExp(`(^|,)\\s*${name}\\s*(;\\s*q=(?!0(\\.0*)?\\s*(,|$))|,|$)`).test(accepted);
  if (takes("br")) return "br";
  return takes("gzip") ? "gzip" : null;
}
