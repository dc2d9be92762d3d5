/** How a language is fetched: from a real server, as much as it sends. */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { fetchKit, type Progress } from "#web/features/browser-runs/kit";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** Answers with what `wasm` does for the one large file, and a few bytes for each other. */
async function serve(wasm: (response: ServerResponse) => void): Promise<string> {
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    if (path.endsWith("manifest.json")) response.end(JSON.stringify({ "frame.html": "1-frame.html" }));
    else if (path.endsWith("sql.wasm")) wasm(response.writeHead(200, { "X-Unpacked-Length": 1_000 }));
    else response.writeHead(200, { "X-Unpacked-Length": 4 }).end("four");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("a language is here when all its files are, and says how much that is", async () => {
  const from = await serve((response) => response.end("x".repeat(1_000)));
  const seen: Progress[] = [];
  const { frameUrl, files } = await fetchKit("sql", (so) => seen.push({ ...so }), { from });
  expect(frameUrl).toBe(`${from}/shelf/1-frame.html`);
  expect(Object.values(files).map(({ byteLength }) => byteLength)).toEqual([4, 4, 1_000]);
  expect(seen.at(-1)).toEqual({ received: 1_008, total: 1_008 });
});

test("a connection that says nothing any more is given up, in the middle of a file and before the first byte", async () => {
  const half = await serve((response) => response.write("x".repeat(500)));
  const none = await serve(() => {});
  for (const from of [half, none]) {
    await expect(fetchKit("sql", () => {}, { from, stalled: 100 })).rejects.toThrow(/abort/i);
  }
});

test("a file that the server has not is an error", async () => {
  const from = await serve((response) => response.destroy());
  await expect(fetchKit("sql", () => {}, { from })).rejects.toThrow();
});
