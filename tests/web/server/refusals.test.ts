import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { ErrorBody } from "#protocol/http";
import { database } from "../../../web/server/database.ts";
import { forgetWrongCodes } from "../../../web/server/wrong-codes.ts";
import { HOST, startWeb, type TestWeb } from "../../support/web.ts";

let web: TestWeb;
beforeAll(async () => {
  web = await startWeb({ ALLOWED_ORIGINS: "https://school.example" });
});
beforeEach(forgetWrongCodes);
afterAll(() => web.dispose());

const errorOf = async (response: Response) => ((await response.json()) as ErrorBody).error;

test.each([
  ["another site", { origin: "https://evil.example" }],
  ["an opaque origin", { origin: "null" }],
  ["another port", { origin: "http://lab.example:3001" }],
  ["a longer name", { origin: `http://${HOST}.evil.example` }],
  ["no origin, sent across sites", { "sec-fetch-site": "cross-site" }],
])("a change from %s is refused", async (_, headers) => {
  const db = await database();
  const rooms = await db.room.count();
  const answer = await web.visitor().post("/api/rooms", { name: "Eve" }, headers);
  expect([answer.status, (await errorOf(answer)).code]).toEqual([403, "foreign-origin"]);
  expect(await db.room.count()).toBe(rooms);
});

test.each([[`http://${HOST}`], [`https://${HOST}`], ["https://school.example"]])(
  "%s may change things",
  async (origin) => {
    expect((await web.visitor().post("/api/rooms", { name: "Sam" }, { origin })).status).toBe(201);
  },
);

test.each([["{"], ["null"], ["[]"], [""], ['"x"'], [new Uint8Array([0xff, 0xfe, 0x7b])]])(
  "the body %j is answered with 400",
  async (body) => {
    const answer = await web.visitor().post("/api/rooms", body);
    expect(answer.status).toBe(400);
    expect(await errorOf(answer)).toEqual({ code: expect.any(String), message: expect.any(String) });
  },
);

test("a large body is refused while it arrives, whatever its length says", async () => {
  const answer = await web.visitor().post("/api/rooms", { name: "x".repeat(20_000) });
  expect(answer.status).toBe(413);
});

test("wrong codes from one address end in 429, and a right one still passes", async () => {
  const { room } = await web.visitor().create("Sam");
  const guesser = web.visitor("10.9.9.9");
  const statuses = await Promise.all(
    Array.from({ length: 32 }, async () => (await guesser.post("/api/join", { code: "ZZZZZZ", name: "Eve" })).status),
  );
  expect(statuses.filter((status) => status === 404)).toHaveLength(30);
  const refused = await guesser.post("/api/join", { code: "ZZZZZZ", name: "Eve" });
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await guesser.post("/api/join", { code: room.joinCode, name: "Mo" })).status).toBe(200);
  expect((await web.visitor("10.9.9.8").post("/api/join", { code: "ZZZZZZ", name: "Eve" })).status).toBe(404);
});

test("a code that can be none is a wrong code", async () => {
  for (const code of ["", "O0I1", "ABC2345", "ABC 23", "💥💥💥"]) {
    expect((await web.visitor().post("/api/join", { code, name: "Eve" })).status).toBe(404);
  }
});
