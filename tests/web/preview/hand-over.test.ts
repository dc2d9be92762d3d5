// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";
import { handOver } from "#web/features/preview/hand-over";

afterEach(() => vi.unstubAllGlobals());

async function handed(answer: () => Promise<Response>) {
  const asked: string[] = [];
  vi.stubGlobal("fetch", (path: string) => {
    asked.push(path);
    return answer();
  });
  const posted: [unknown, unknown][] = [];
  const port = { postMessage: (word: unknown, moved: unknown) => posted.push([word, moved]) } as unknown as MessagePort;
  await handOver("0123456789ab-p5.js", port);
  expect(asked).toEqual(["/shelf/0123456789ab-p5.js"]);
  return posted[0];
}

test("a library is handed over, and not copied", async () => {
  const [word, moved] = (await handed(async () => new Response("export {}"))) ?? [];
  const { bytes } = word as { bytes: ArrayBuffer };
  expect(word).toMatchObject({ pairlab: "have", file: "0123456789ab-p5.js" });
  expect(new TextDecoder().decode(bytes)).toBe("export {}");
  expect(moved).toEqual([bytes]);
});

test.each([
  ["that is not there", async () => new Response("no", { status: 404 })],
  ["where there is no connection", () => Promise.reject(new TypeError("Failed to fetch"))],
])("one %s is answered too, so that the page does not wait", async (_, answer) => {
  expect(await handed(answer)).toEqual([{ pairlab: "have", file: "0123456789ab-p5.js", bytes: null }, []]);
});
