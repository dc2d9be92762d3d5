import { createTLSchema, DefaultColorThemePalette } from "@tldraw/tlschema";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as Y from "yjs";
import { BOARD_SCHEMA } from "#protocol/board-schema";
import { documentId, filesOf, recordsOf } from "#protocol/documents";
import type { RoomId } from "#protocol/ids";
import { database } from "../../../web/server/database.ts";
import { boardColor } from "../../../web/server/export/board-palette.ts";
import { zipDisposition } from "../../../web/server/export/room-zip.ts";
import { startWeb, type TestWeb, type Visitor } from "../../support/web.ts";

let web: TestWeb;
let sam: Visitor;
let room: RoomId;
let files: Record<string, string>;
let image: Uint8Array | undefined;
const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 9]);

const shape = (id: string, type: string, props: object, more: object = {}) => ({
  id: `shape:${id}`,
  typeName: "shape",
  type,
  parentId: "page:a",
  index: `a${id}`,
  x: 100,
  y: 50,
  rotation: 0,
  opacity: 1,
  isLocked: false,
  meta: {},
  props,
  ...more,
});
const rich = (...lines: string[]) => ({
  type: "doc",
  content: lines.map((text) => ({ type: "paragraph", content: [{ type: "text", text }] })),
});

beforeAll(async () => {
  web = await startWeb();
  sam = web.visitor();
  const entered = await sam.create("Sam", { title: "Lab 3: graphs / trees 🚀" });
  room = entered.room.id;
  const { url } = await (await sam.post(`/api/rooms/${room}/assets`, PNG)).json();
  await web.edit(documentId(room, "code"), (doc) => {
    for (const path of ["lib/util.js", "../../etc/passwd", "/root"]) {
      const entry = new Y.Map<string | Y.Text>();
      entry.set("path", path);
      entry.set("text", new Y.Text("text of it"));
      filesOf(doc).set(`f${path.length}`, entry);
    }
  });
  const records = [
    { id: "document:document", typeName: "document", name: "", gridSize: 10, meta: {} },
    { id: "page:a", typeName: "page", name: "Page <1>", index: "a1", meta: {} },
    shape("1", "geo", {
      geo: "ellipse",
      w: 80,
      h: 40,
      color: "red",
      fill: "solid",
      size: "m",
      richText: rich("<script>"),
    }),
    shape("2", "draw", {
      color: "blue",
      size: "s",
      segments: [
        {
          type: "free",
          points: [
            { x: 0, y: 0 },
            { x: 5, y: 5 },
            { x: 9, y: 1 },
          ],
        },
      ],
    }),
    shape("3", "line", {
      color: "black",
      size: "m",
      points: { b: { id: "b", index: "a2", x: 30, y: 30 }, a: { id: "a", index: "a1", x: 0, y: 0 } },
    }),
    shape(
      "4",
      "arrow",
      { color: "black", size: "m", start: { x: 0, y: 0 }, end: { x: 1, y: 1 }, arrowheadEnd: "arrow" },
      { x: 0, y: 70 },
    ),
    shape("5", "text", { size: "m", color: "black", richText: rich("one", "two") }),
    shape("6", "note", { color: "yellow", size: "m", richText: rich("remember") }),
    shape("7", "frame", { w: 300, h: 200, name: 'Our "frame"' }, { x: 1000, y: 1000, rotation: Math.PI / 2 }),
    shape("8", "geo", { geo: "rectangle", w: 10, h: 10 }, { parentId: "shape:7", x: 20, y: 0 }),
    shape("9", "image", { w: 64, h: 64, assetId: "asset:x" }),
    {
      id: "asset:x",
      typeName: "asset",
      type: "image",
      meta: {},
      props: { src: url, w: 1, h: 1, name: "", mimeType: "image/png", isAnimated: false },
    },
    {
      id: "binding:b",
      typeName: "binding",
      type: "arrow",
      fromId: "shape:4",
      toId: "shape:1",
      meta: {},
      props: { terminal: "end", normalizedAnchor: { x: 0.5, y: 0.5 } },
    },
    shape(
      "h1",
      "geo",
      { geo: '"><script>', w: Number.NaN, h: "x", color: "__proto__", richText: { content: 7 } },
      { x: "far" },
    ),
    shape("h2", "draw", { segments: "none" }),
    shape("h3", "group", {}, { parentId: "shape:h3" }),
  ];
  await web.edit(documentId(room, "board"), (doc) => {
    recordsOf(doc).push([{ key: "shape:1", val: { ...records[2], x: -9999 } }]);
    recordsOf(doc).push(records.map((val) => ({ key: val.id, val })));
    (recordsOf(doc) as Y.Array<unknown>).push([
      null,
      3,
      { key: "camera:a", val: { id: "camera:a", typeName: "camera" } },
    ]);
  });
  const db = await database();
  await db.chatMessage.create({
    data: {
      id: "m1",
      roomId: room,
      personId: "p",
      personName: "Mo*",
      personColor: "#000",
      text: "see `main.js:1`\n# not a heading",
      createdAt: new Date(0),
    },
  });
  const answer = await sam.get(`/api/rooms/${room}/export`);
  expect(answer.headers.get("content-type")).toBe("application/zip");
  const unzipped = unzipSync(new Uint8Array(await answer.arrayBuffer()));
  files = Object.fromEntries(Object.entries(unzipped).map(([path, bytes]) => [path, new TextDecoder().decode(bytes)]));
  image = Object.entries(unzipped).find(([path]) => path.startsWith("assets/"))?.[1];
});
afterAll(() => web.dispose());

test("the zip has every part of the room", () => {
  expect(Object.keys(files).map((path) => path.replace(/assets\/\w+/, "assets/x"))).toEqual([
    "room.json",
    "files/unnamed-f16.txt",
    "files/unnamed-f5.txt",
    "files/lib/util.js",
    "files/main.js",
    "board.json",
    "board.svg",
    "assets/x.png",
    "chat.json",
    "chat.md",
  ]);
  expect(image).toEqual(PNG);
  expect(JSON.parse(files["room.json"] ?? "")).toMatchObject({ people: [{ name: "Sam", role: "owner" }] });
});

test("chat is there to process and to read", () => {
  expect(JSON.parse(files["chat.json"] ?? "")).toMatchObject([{ by: { name: "Mo*" }, at: 0 }]);
  expect(files["chat.md"]).toContain("**Mo\\*** · 1970-01-01 00:00 UTC\n\n> see `main.js:1`\n> # not a heading\n");
});

test("the board is a snapshot under tldraw's own schema, without cameras", () => {
  expect(BOARD_SCHEMA).toEqual(createTLSchema().serialize());
  const { document } = JSON.parse(files["board.json"] ?? "");
  expect(document.schema).toEqual(BOARD_SCHEMA);
  expect(document.store["shape:1"]).toMatchObject({ x: 100 });
  expect(Object.keys(document.store)).not.toContain("camera:a");
});

test("the colours are tldraw's", () => {
  const { solid, semi } = DefaultColorThemePalette.lightMode["light-violet"];
  expect(boardColor("light-violet")).toMatchObject({ solid, semi });
  expect(boardColor("__proto__")).toEqual(boardColor("black"));
});

test("the picture has every kind of shape, in its place", () => {
  const svg = files["board.svg"] ?? "";
  expect(svg).toContain('<g transform="matrix(1 0 0 1 100 50)"><g fill="#f4dadb" stroke="#e03131"');
  expect(svg).toContain('<ellipse cx="40" cy="20" rx="40" ry="20"/>');
  expect(svg).toContain('d="M0 0Q5 5 7 3L9 1"');
  expect(svg).toContain('d="M0 0L30 30"');
  expect(svg).toMatch(/<tspan[^>]*>one<\/tspan><tspan[^>]*>two<\/tspan>/);
  expect(svg).toContain("remember");
  expect(svg).toMatch(/<image href="assets\/\w+\.png" width="64" height="64"/);
  // The frame is turned by a quarter: its child, 20 to its right, stands 20 below it.
  expect(svg).toContain("matrix(0 1 -1 0 1000 1020)");
  // The bound arrow, from (0, 70) to the ellipse's middle (140, 70), ends at its box's left side, x = 100.
  expect(svg).toContain("M0 0Q50 0 100 0");
});

test("nothing that someone wrote is markup, and odd numbers become none", () => {
  const svg = files["board.svg"] ?? "";
  expect(svg).toContain("&lt;script&gt;");
  expect(svg).toContain("Our &quot;frame&quot;");
  expect(svg).not.toMatch(/<script|NaN|undefined|Infinity/);
});

test("only members export", async () => {
  expect((await web.visitor().get(`/api/rooms/${room}/export`)).status).toBe(401);
});

test("the file's name is the room's title, whatever is in it", () => {
  expect(zipDisposition('a"b\\c/d\r\nX: y')).toMatch(
    /^attachment; filename="a b c d +X {2}y\.zip"; filename\*=UTF-8''a%20b/,
  );
  expect(zipDisposition("مختبر 🚀")).toContain("filename*=UTF-8''%D9%85");
  expect(zipDisposition("///")).toContain('filename="room.zip"');
});
