import { afterAll, beforeAll, expect, test } from "vitest";
import { startWeb, type TestWeb } from "../../support/web.ts";

let web: TestWeb;
beforeAll(async () => {
  web = await startWeb({
    ROOM_CREATION: "key",
    ROOM_KEY: "open-sesame",
    PUBLIC_URL: "https://lab.school.example/",
    STUN_PORT: "3478",
  });
});
afterAll(() => web.dispose());

test("rooms are made with the operator's key alone, and joined without", async () => {
  for (const key of [undefined, "", "open-sesamE", "open-sesame "]) {
    expect((await web.visitor().post("/api/rooms", { name: "Eve", key })).status).toBe(403);
  }
  const answer = await web.visitor().post("/api/rooms", { name: "Sam", key: "open-sesame" });
  expect(answer.status).toBe(201);
  const { room } = await answer.json();
  expect(room.url).toBe(`https://lab.school.example/join/${room.joinCode}`);
  expect(answer.headers.get("set-cookie")).toContain("Secure");
  expect((await web.visitor().post("/api/join", { code: room.joinCode, name: "Priya" })).status).toBe(200);
});

test("the STUN server is this one, under its public name", async () => {
  const sam = web.visitor();
  const { room } = await sam.create("Sam", { key: "open-sesame" });
  expect(await (await sam.get(`/api/rooms/${room.id}/ice`)).json()).toEqual({
    iceServers: [{ urls: ["stun:lab.school.example:3478"] }],
  });
});
