/** Hidden tests over HTTP: instructors write and read them, a student gets nothing of them, in the export neither. */
import { unzipSync } from "fflate";
import { afterAll, beforeAll, expect, test } from "vitest";
import { database } from "../../../web/server/database.ts";
import { startWeb, type TestWeb, type Visitor } from "../../support/web.ts";

let web: TestWeb;
let owner: Visitor;
let student: Visitor;
let assistant: Visitor;
let path: string;
let room: string;
beforeAll(async () => {
  web = await startWeb();
  [owner, student, assistant] = [web.visitor(), web.visitor(), web.visitor()];
  const entered = await owner.create("Dana");
  room = entered.room.id;
  await student.join(entered.room.joinCode, "Sam");
  const { person } = await assistant.join(entered.room.joinCode, "Ana");
  const db = await database();
  const where = { roomId_personId: { roomId: room, personId: person.id } };
  await db.membership.update({ where, data: { role: "assistant" } });
  path = `/api/rooms/${room}/hidden-tests`;
});
afterAll(() => web.dispose());

const put = (visitor: Visitor, body: Record<string, unknown>) => visitor.call("PUT", path, { body });
const list = async (visitor: Visitor) => (await (await visitor.get(path)).json()).tests;

test("an owner writes, changes and removes them; an assistant reads them", async () => {
  expect((await put(owner, { path: "b.test.js", text: "test('b', () => {});" })).status).toBe(200);
  expect((await put(owner, { path: "a.test.ts", text: "x".repeat(60_000) })).status).toBe(200);
  expect((await put(owner, { path: "b.test.js", text: "SECRET" })).status).toBe(200);
  expect((await list(assistant)).map((one: { path: string; text: string }) => [one.path, one.text.length])).toEqual([
    ["a.test.ts", 60_000],
    ["b.test.js", 6],
  ]);
  expect((await put(assistant, { path: "c.test.js", text: "" })).status).toBe(403);
  expect((await owner.call("DELETE", path, { body: { path: "a.test.ts" } })).status).toBe(200);
  expect(await list(owner)).toHaveLength(1);
});

test.each([
  [{ path: "sum.js", text: "" }],
  [{ path: "../x.test.js", text: 1 }],
  [{ path: "/etc/x.test.js", text: "" }],
  [{ path: "pairlab:x.test.js", text: "" }],
  [{ path: "x.test.js", text: "x".repeat(70_000) }],
])("%j is refused in words", async (body) => {
  const answer = await put(owner, body);
  expect(answer.status).toBe(400);
  expect((await answer.json()).error.message.length).toBeGreaterThan(10);
});

test("at most twenty files", async () => {
  for (let n = 0; n < 19; n++) expect((await put(owner, { path: `n${n}.test.js`, text: "" })).status).toBe(200);
  expect((await put(owner, { path: "more.test.js", text: "" })).status).toBe(409);
  expect((await put(owner, { path: "n1.test.js", text: "changed" })).status).toBe(200);
});

test("they are in the export of whoever may read them, and in no student's", async () => {
  const zip = async (visitor: Visitor) =>
    unzipSync(new Uint8Array(await (await visitor.get(`/api/rooms/${room}/export`)).arrayBuffer()));
  const mine = await zip(owner);
  expect(new TextDecoder().decode(mine["hidden-tests/b.test.js"])).toBe("SECRET");
  const theirs = await zip(student);
  expect(Object.keys(theirs).filter((name) => name.includes("test"))).toEqual([]);
  expect(Buffer.concat(Object.values(theirs)).toString("latin1")).not.toContain("SECRET");
});
