import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { MAX_ASSET } from "#protocol/limits";
import { sniffImage } from "../../../web/server/image-type.ts";
import { startWeb, type TestWeb } from "../../support/web.ts";

let web: TestWeb;
beforeAll(async () => {
  web = await startWeb();
});
afterAll(() => web.dispose());

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
const bytes = (text: string) => new TextEncoder().encode(text);

test.each([
  ["image/png", PNG],
  ["image/jpeg", new Uint8Array([0xff, 0xd8, 0xff, 0xe0])],
  ["image/gif", bytes("GIF89a...")],
  ["image/webp", bytes("RIFF\0\0\0\0WEBPVP8 ")],
  ["image/avif", bytes("\0\0\0\x1cftypavif")],
  [null, bytes("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")],
  [null, bytes("<!doctype html><script>alert(1)</script>")],
  [null, bytes("RIFF\0\0\0\0WAVEfmt ")],
  [null, bytes("\0\0\0\x1cftypmp42")],
  [null, new Uint8Array()],
])("the first bytes say %s", (type, image) => {
  expect(sniffImage(image)).toBe(type);
});

test("an image is stored whole, and shown to members alone under a policy of its own", async () => {
  const sam = web.visitor();
  const { room } = await sam.create("Sam");
  const answer = await sam.post(`/api/rooms/${room.id}/assets`, PNG, { "content-type": "text/html" });
  expect(answer.status).toBe(201);
  const { url } = await answer.json();
  expect(url).toMatch(new RegExp(`^/api/rooms/${room.id}/assets/[2-9a-z_]{16}$`));
  const shown = await sam.get(url);
  expect(new Uint8Array(await shown.arrayBuffer())).toEqual(PNG);
  expect(Object.fromEntries(shown.headers)).toMatchObject({
    "content-type": "image/png",
    "content-disposition": "inline",
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
    "cache-control": "private, max-age=31536000, immutable",
  });
  const stranger = web.visitor();
  expect((await stranger.get(url)).status).toBe(401);
  const other = await stranger.create("Eve");
  expect((await stranger.get(url)).status).toBe(403);
  expect((await stranger.get(url.replace(room.id, other.room.id))).status).toBe(404);
});

test("a form's file is taken as well", async () => {
  const sam = web.visitor();
  const { room } = await sam.create("Sam");
  const form = new FormData();
  form.set("file", new Blob([PNG]), "a.png");
  expect((await sam.post(`/api/rooms/${room.id}/assets`, form)).status).toBe(201);
});

test("what is no image, too large, or sent by an observer is refused, and leaves no file", async () => {
  const owner = web.visitor();
  const { room } = await owner.create("Sam");
  const observer = web.visitor();
  const { person } = await observer.join(room.joinCode, "Mo");
  await owner.patch(`/api/rooms/${room.id}/people/${person.id}`, { role: "observer" });
  const path = `/api/rooms/${room.id}/assets`;
  const before = await readdir(join(web.env.dataDir, "assets"));
  expect((await owner.post(path, bytes("<svg/>"))).status).toBe(415);
  expect((await owner.post(path, new Uint8Array(MAX_ASSET + 1))).status).toBe(413);
  expect((await observer.post(path, PNG)).status).toBe(403);
  expect((await owner.get(`${path}/..%2f..%2fsecret`)).status).toBe(404);
  expect(await readdir(join(web.env.dataDir, "assets"))).toEqual(before);
});
