/** What `/shelf/` answers: known files alone, compressed as the browser takes it, cached as their names allow. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serveShelf } from "../../../web/server/shelf.ts";

const STORED = "abcdefghijkl-lib.js";
const FRAME = "mnopqrstuvwx-frame.html";
let folder: string;
let server: Server;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "shelf-"));
  await writeFile(
    join(folder, "manifest.json"),
    JSON.stringify({ files: { "lib.js": STORED, "frame.html": FRAME }, frameScript: "'sha256-x'", libraries: {} }),
  );
  for (const name of [STORED, FRAME]) {
    for (const [ending, text] of Object.entries({ "": "plain", ".gz": "gzipped", ".br": "brotli" })) {
      await writeFile(join(folder, name + ending), text);
    }
  }
  await writeFile(join(folder, "secret.txt"), "secret");
  server = createServer((req, res) => {
    if (!serveShelf(req, res, folder)) res.writeHead(418).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

/** Nothing of the path is put in order, and nothing of the answer unpacked. */
function ask(path: string, headers: Record<string, string> = {}, method = "GET") {
  const { port } = server.address() as AddressInfo;
  return new Promise<{ status: number; headers: Record<string, unknown>; text: string }>((resolve, reject) => {
    const asked = request({ port, host: "127.0.0.1", path, method, headers }, (response) => {
      let text = "";
      response.on("data", (bytes) => {
        text += bytes;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    asked.on("error", reject);
    asked.end();
  });
}

test.each([
  ["br, gzip", "br", "brotli"],
  ["gzip, deflate, br;q=0.5", "br", "brotli"],
  ["gzip", "gzip", "gzipped"],
  ["br;q=0, gzip", "gzip", "gzipped"],
  ["br;q=0.0", undefined, "plain"],
  ["brotli, x-gzip", undefined, "plain"],
  ["", undefined, "plain"],
])("to a browser that takes %j it comes as %s", async (accepted, encoding, text) => {
  const answer = await ask(`/shelf/${STORED}`, { "accept-encoding": accepted });
  expect([answer.status, answer.headers["content-encoding"], answer.text]).toEqual([200, encoding, text]);
  expect(answer.headers).toMatchObject({
    "content-length": String(text.length),
    vary: "Accept-Encoding",
    "content-type": "text/javascript; charset=utf-8",
  });
});

test("a name with a hash is kept for ever, a plain one is asked for anew", async () => {
  expect((await ask(`/shelf/${STORED}`)).headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  const plain = await ask("/shelf/lib.js");
  expect([plain.text, plain.headers["cache-control"]]).toEqual(["plain", "no-cache"]);
  const again = await ask("/shelf/lib.js", { "if-none-match": String(plain.headers.etag) });
  expect([again.status, again.text]).toEqual([304, ""]);
  // The same in another compression is something else.
  const other = { "if-none-match": String(plain.headers.etag), "accept-encoding": "br" };
  expect((await ask("/shelf/lib.js", other)).status).toBe(200);
});

test("pages of no origin may load it, without credentials", async () => {
  const { headers } = await ask(`/shelf/${STORED}`, { origin: "null" });
  expect(headers["access-control-allow-origin"]).toBe("*");
  expect(headers["access-control-allow-credentials"]).toBeUndefined();
  expect(headers["cross-origin-resource-policy"]).toBe("cross-origin");
});

test("the frame for programs has its policy by either name, and nothing else has", async () => {
  for (const name of [FRAME, "frame.html"]) {
    expect((await ask(`/shelf/${name}`)).headers["content-security-policy"]).toMatch(
      /^sandbox allow-scripts; default-src 'none'/,
    );
  }
  expect((await ask(`/shelf/${STORED}`)).headers["content-security-policy"]).toBeUndefined();
});

test.each([
  "secret.txt",
  "../secret.txt",
  "..%2fsecret.txt",
  "%2e%2e/secret.txt",
  `${STORED}.br`,
  `x/../${STORED}`,
  "/etc/passwd",
  "",
  "constructor",
  "__proto__",
  "none.js",
])("%j is not on it", async (path) => {
  const answer = await ask(`/shelf/${path}`);
  expect([answer.status, answer.text]).toEqual([404, "Not on the shelf.\n"]);
});

test("it is only read, and another path is somebody else's", async () => {
  const head = await ask(`/shelf/${STORED}`, {}, "HEAD");
  expect([head.status, head.headers["content-length"], head.text]).toEqual([200, "5", ""]);
  for (const method of ["POST", "PUT", "DELETE"]) {
    const answer = await ask(`/shelf/${STORED}`, {}, method);
    expect([answer.status, answer.headers.allow]).toEqual([405, "GET, HEAD"]);
  }
  expect((await ask("/shelf")).status).toBe(418);
  expect((await ask("/api/shelf/x")).status).toBe(418);
});
