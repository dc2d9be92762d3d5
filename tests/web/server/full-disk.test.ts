import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ErrorBody } from "#protocol/http";
import { mountSmallDisk, type SmallDisk } from "../../support/small-disk.ts";
import { startWeb, type TestWeb } from "../../support/web.ts";

const PNG = Buffer.concat([Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), Buffer.alloc(50_000)]);

let disk: SmallDisk;
let web: TestWeb;
beforeEach(async () => {
  disk = mountSmallDisk(8);
  web = await startWeb({ DATA_DIR: disk.path });
});
afterEach(async () => {
  await web.dispose();
  disk.dispose();
});

const answer = async (response: Response) => [response.status, ((await response.json()) as ErrorBody).error.message];
const FULL = [507, expect.stringMatching(/disk is full.* is lost/)];

test("what needs room is answered with a sentence, what is read goes on, and all works once there is room", async () => {
  const ada = web.visitor();
  const { room } = await ada.create("Ada");
  const id = room.id;
  disk.fill();
  const upload = () => ada.post(`/api/rooms/${id}/assets`, PNG, { "Content-Type": "image/png" });
  const bo = web.visitor();
  expect(await answer(await upload())).toEqual(FULL);
  expect(await answer(await bo.post("/api/rooms", { name: "Bo" }))).toEqual(FULL);
  expect(await answer(await bo.post("/api/join", { code: room.joinCode, name: "Bo" }))).toEqual(FULL);
  expect(await answer(await ada.patch(`/api/rooms/${id}`, { title: "Other" }))).toEqual(FULL);
  expect(readdirSync(join(disk.path, "assets"))).toEqual([]);
  // A member reads, and gets in.
  expect((await ada.get(`/api/rooms/${id}`)).status).toBe(200);
  expect((await ada.post(`/api/rooms/${id}/ticket`)).status).toBe(200);
  expect((await ada.post("/api/join", { code: room.joinCode, name: "Ada" })).status).toBe(200);
  disk.free();
  expect((await upload()).status).toBe(201);
  expect((await bo.post("/api/join", { code: room.joinCode, name: "Bo" })).status).toBe(200);
});
