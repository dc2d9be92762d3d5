import { deflateRawSync } from "node:zlib";
import { zipSync } from "fflate";
import { afterAll, beforeAll, expect, test } from "vitest";
import { MAX_FILES, MAX_IMPORT } from "#protocol/limits";
import { roomFiles } from "../../../web/server/room-files.ts";
import { listZip, unpack } from "../../../web/server/zip/read-zip.ts";
import { startWeb, type TestWeb, type Visitor } from "../../support/web.ts";

let web: TestWeb;
let sam: Visitor;
beforeAll(async () => {
  web = await startWeb();
  sam = web.visitor();
});
afterAll(() => web.dispose());

const bytes = (text: string) => new TextEncoder().encode(text);
const zip = (files: Record<string, string | Uint8Array>) =>
  zipSync(
    Object.fromEntries(
      Object.entries(files).map(([path, text]) => [path, typeof text === "string" ? bytes(text) : text]),
    ),
  );
const pathsOf = async (room: string) => (await roomFiles(room as never)).map((file) => file.path);
const send = async (room: string, body: unknown, query = "") => {
  const answer = await sam.post(`/api/rooms/${room}/import${query}`, body);
  return { status: answer.status, ...(await answer.json()) };
};

test("a zip's texts come in, in folders; what is there keeps its name and its text", async () => {
  const { room } = await sam.create("Sam");
  const result = await send(room.id, zip({ "main.js": "second()", "lib/util.js": "export {}\r\n", "leer.md": "" }));
  expect(result).toMatchObject({ status: 200, imported: ["main (2).js", "lib/util.js", "leer.md"], skipped: [] });
  expect(await pathsOf(room.id)).toEqual(["leer.md", "lib/util.js", "main (2).js", "main.js"]);
  expect((await roomFiles(room.id)).find((file) => file.path === "lib/util.js")?.text).toBe("export {}\n");
});

test("replacing changes the text and keeps the file", async () => {
  const { room } = await sam.create("Sam");
  const [before] = await roomFiles(room.id);
  const result = await send(room.id, zip({ "main.js": "// 🦊 new" }), "?existing=replace");
  expect(result).toMatchObject({ imported: [], replaced: ["main.js"] });
  expect(await roomFiles(room.id)).toEqual([{ ...before, text: "// 🦊 new" }]);
  await send(room.id, zip({ "main.js": "// 🦋 new" }), "?existing=replace");
  expect((await roomFiles(room.id))[0]?.text).toBe("// 🦋 new");
});

test("paths that would leave the folder, and files that are no text, are left out with a reason", async () => {
  const { room } = await sam.create("Sam");
  const result = await send(
    room.id,
    zip({
      "../../etc/passwd": "x",
      "/etc/passwd": "x",
      "a/../../b": "x",
      "C:\\windows": "x",
      "nul\u0000.js": "x",
      [`${"n".repeat(300)}.js`]: "x",
      "photo.png": new Uint8Array([0x89, 0x50, 0, 1]),
      "latin1.txt": new Uint8Array([0x66, 0xfc, 0x72]),
      "__MACOSX/._a.js": "x",
      ".DS_Store": "x",
      "good.js": "ok",
    }),
  );
  expect(result.imported).toEqual(["good.js"]);
  expect(result.skipped).toHaveLength(8);
  expect(await pathsOf(room.id)).toEqual(["good.js", "main.js"]);
});

test("a room's own export brings its files back", async () => {
  const { room } = await sam.create("Sam", { template: "web" });
  const exported = await (await sam.get(`/api/rooms/${room.id}/export`)).arrayBuffer();
  const other = await sam.create("Sam", { template: "python" });
  await send(other.room.id, new Uint8Array(exported));
  expect(await pathsOf(other.room.id)).toEqual(["index.html", "main.js", "main.py", "style.css"]);
});

test("a form with several files and a zip is taken", async () => {
  const { room } = await sam.create("Sam");
  const form = new FormData();
  form.append("files", new File(["a"], "a.js"));
  form.append("files", new File([zip({ "b.js": "b" })], "b.zip"));
  expect(await send(room.id, form)).toMatchObject({ imported: ["a.js", "b.js"] });
});

test.each([
  ["no zip", bytes("hello")],
  ["nothing", new Uint8Array()],
  ["a zip cut short", zip({ "a.js": "x".repeat(1000) }).slice(40)],
])("%s is answered with 400", async (_, body) => {
  const { room } = await sam.create("Sam");
  expect((await send(room.id, body)).status).toBe(400);
});

test("a larger request than allowed is 413, an observer's 403", async () => {
  const { room } = await sam.create("Sam");
  expect((await send(room.id, new Uint8Array(MAX_IMPORT + 1))).status).toBe(413);
  const observer = web.visitor();
  const { person } = await observer.join(room.joinCode, "Mo");
  await sam.patch(`/api/rooms/${room.id}/people/${person.id}`, { role: "observer" });
  expect((await observer.post(`/api/rooms/${room.id}/import`, zip({ "a.js": "" }))).status).toBe(403);
});

test("a bomb of one file is left out, one of many files is refused", async () => {
  const { room } = await sam.create("Sam");
  const result = await send(room.id, zip({ "bomb.txt": "0".repeat(50_000_000), "good.js": "ok" }));
  expect(result).toMatchObject({ imported: ["good.js"], skipped: [{ path: "bomb.txt", why: "It is too large." }] });
  const many = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`${n}.txt`, "0".repeat(1_000_000)]));
  expect((await send(room.id, zip(many))).status).toBe(413);
  expect(await pathsOf(room.id)).toEqual(["good.js", "main.js"]);
});

test("a size that lies unpacks no further than the limit", async () => {
  const lying = zip({ "a.txt": "0".repeat(1_000_000) });
  const view = new DataView(lying.buffer, lying.byteOffset);
  const central = lying.findLastIndex((byte, at) => byte === 0x50 && view.getUint32(at, true) === 0x02014b50);
  view.setUint32(central + 24, 10, true);
  const list = listZip(lying);
  if (!list.ok || !list.entries[0]) throw new Error("not listed");
  expect(await unpack(list.entries[0], 1000)).toEqual({ ok: false, why: "too-large" });
});

test("entries with a wrong checksum, a strange method or a password are not read", async () => {
  const packed = deflateRawSync(bytes("hello"));
  const entry = { path: "a", method: 8, encrypted: false, crc: 1, packed };
  expect(await unpack(entry, 100)).toEqual({ ok: false, why: "damaged" });
  expect(await unpack({ ...entry, method: 99 }, 100)).toEqual({ ok: false, why: "unreadable" });
  expect(await unpack({ ...entry, encrypted: true }, 100)).toEqual({ ok: false, why: "unreadable" });
});

test("every way of cutting or flipping a zip is answered, never thrown", () => {
  const good = zip({ "a.js": "x", "b/c.js": "y".repeat(100) });
  for (let at = 0; at < good.length; at++) {
    expect(() => listZip(good.subarray(0, at))).not.toThrow();
    const flipped = good.slice();
    flipped[at] = (flipped[at] ?? 0) ^ 0xff;
    expect(() => listZip(flipped)).not.toThrow();
  }
});

test("a room takes no more files than it may have, nor more text than it can hold", async () => {
  const { room } = await sam.create("Sam");
  const files = Object.fromEntries(Array.from({ length: MAX_FILES + 3 }, (_, n) => [`f${n}.js`, "x"]));
  const result = await send(room.id, zip(files));
  expect(result.imported).toHaveLength(MAX_FILES - 1);
  expect(result.skipped).toHaveLength(4);
  const full = await sam.create("Sam");
  const heavy = Object.fromEntries(Array.from({ length: 6 }, (_, n) => [`f${n}.txt`, `${n}`.repeat(1_000_000)]));
  expect(await send(full.room.id, zip(heavy))).toMatchObject({ status: 413, error: { code: "document-full" } });
  expect(await pathsOf(full.room.id)).toEqual(["main.js"]);
});
