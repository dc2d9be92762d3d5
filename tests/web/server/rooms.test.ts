import { afterAll, beforeAll, expect, test } from "vitest";
import { documentId } from "#protocol/documents";
import type { ErrorBody, RoomPageBody, TicketBody } from "#protocol/http";
import { readTicket } from "#protocol/ticket";
import { database } from "../../../web/server/database.ts";
import { roomFiles } from "../../../web/server/room-files.ts";
import { HOST, startWeb, type TestWeb } from "../../support/web.ts";

let web: TestWeb;
beforeAll(async () => {
  web = await startWeb();
});
afterAll(() => web.dispose());

const codeOf = async (response: Response) => ((await response.json()) as ErrorBody).error.code;

test("a new room has an owner, two documents and one file, and its maker is signed in", async () => {
  const sam = web.visitor();
  const answer = await sam.post("/api/rooms", { name: "Sam", title: "Lab 3" });
  expect(answer.status).toBe(201);
  const cookie = answer.headers.get("set-cookie") ?? "";
  expect(cookie).toMatch(/; HttpOnly; SameSite=Lax$/);
  expect(cookie).not.toContain("Secure");
  const { room, person } = await answer.json();
  expect(room).toMatchObject({
    title: "Lab 3",
    locked: false,
    calls: true,
    url: `http://${HOST}/join/${room.joinCode}`,
  });
  expect(room.id.length).toBeLessThanOrEqual(10);
  expect(room.joinCode).toMatch(/^[2-9A-HJ-NP-Z]{6}$/);
  expect(person).toMatchObject({ name: "Sam", color: "#c2410c", role: "owner" });
  expect((await roomFiles(room.id)).map((file) => file.path)).toEqual(["main.js"]);
  const db = await database();
  expect(await db.document.count({ where: { roomId: room.id } })).toBe(2);
  const token = /pairlab=([^;]+)/.exec(cookie)?.[1] ?? "";
  expect(await db.session.count({ where: { tokenHash: token } })).toBe(0);
});

test.each([
  ["typescript", ["main.ts"]],
  ["web", ["index.html", "main.js", "style.css"]],
  ["python", ["main.py"]],
])("the template %s starts with its files", async (template, paths) => {
  const { room } = await web.visitor().create("Sam", { template });
  expect((await roomFiles(room.id)).map((file) => file.path)).toEqual(paths);
});

test("over https the cookie is Secure", async () => {
  const answer = await web.visitor().post("/api/rooms", { name: "Sam" }, { "x-forwarded-proto": "https" });
  expect(answer.headers.get("set-cookie")).toMatch(/; Secure$/);
});

test("a room that cannot be written whole is not there at all", async () => {
  const db = await database();
  const before = [await db.room.count(), await db.person.count(), await db.session.count()];
  await db.$executeRawUnsafe(
    `CREATE TRIGGER no_updates BEFORE INSERT ON "Update" BEGIN SELECT RAISE(ABORT, 'full'); END`,
  );
  const said = console.error;
  console.error = () => {};
  const answer = await web.visitor().post("/api/rooms", { name: "Sam" });
  console.error = said;
  await db.$executeRawUnsafe(`DROP TRIGGER no_updates`);
  expect(answer.status).toBe(500);
  expect([await db.room.count(), await db.person.count(), await db.session.count()]).toEqual(before);
});

test("a code is read in any case, with spaces and dashes", async () => {
  const { room } = await web.visitor().create("Sam");
  const typed = ` ${room.joinCode.slice(0, 3).toLowerCase()}-${room.joinCode.slice(3).toLowerCase()} `;
  const answer = await web.visitor().post("/api/join", { code: typed, name: "Priya" });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({
    room: { id: room.id },
    person: { name: "Priya", role: "student", color: "#0f766e" },
  });
  expect(web.changes).toContainEqual({ room: room.id, change: expect.objectContaining({ kind: "joined" }) });
});

test("two people called Sam are told apart, and a returning one is the same", async () => {
  const { room } = await web.visitor().create("Sam");
  const second = web.visitor();
  const first = await second.join(room.joinCode, "sam");
  expect(first.person.name).toBe("sam 2");
  const again = await second.join(room.joinCode, "sam");
  expect(again.person).toEqual(first.person);
  const page: RoomPageBody = await (await second.get(`/api/rooms/${room.id}`)).json();
  expect(page.people).toHaveLength(2);
});

test("a class that joins at once gets as many people, all names and ids different", async () => {
  const { room } = await web.visitor().create("Dana");
  const entered = await Promise.all(Array.from({ length: 9 }, () => web.visitor().join(room.joinCode, "Sam")));
  expect(new Set(entered.map(({ person }) => person.name)).size).toBe(9);
  expect(new Set(entered.map(({ person }) => person.id)).size).toBe(9);
});

test("nine people share the eight colours as evenly as can be", async () => {
  const { room } = await web.visitor().create("P0");
  const colors = new Set<string>();
  for (let n = 1; n < 8; n++) colors.add((await web.visitor().join(room.joinCode, `P${n}`)).person.color);
  expect(colors.size).toBe(7);
  expect(colors).not.toContain("#c2410c");
});

test.each([
  ["emoji", "👩‍🚀 Zoë", "👩‍🚀 Zoë"],
  ["right to left", "ליאת", "ליאת"],
  ["direction controls", "a\u202Eb\u2066c", "a b c"],
  ["control characters", "\u0000Sam\u001b[31m\n", "Sam [31m"],
  ["40 astral characters' worth", "𝒮".repeat(20), "𝒮".repeat(20)],
])("a name with %s is kept readable", async (_, typed, kept) => {
  const { person } = await web.visitor().create(typed);
  expect(person.name).toBe(kept);
});

test.each([["   "], ["\u200b\u202e"], ["x".repeat(41)], [7]])(
  "the name %j is refused with a sentence",
  async (name) => {
    const answer = await web.visitor().post("/api/rooms", { name });
    expect(answer.status).toBe(400);
    expect(await codeOf(answer)).toBe("invalid");
  },
);

test("a second long name is cut between characters", async () => {
  const { room } = await web.visitor().create("𝒮".repeat(20));
  const { person } = await web.visitor().join(room.joinCode, "𝒮".repeat(20));
  expect(person.name).toBe(`${"𝒮".repeat(19)} 2`);
});

test("a ticket is for the person and the room that the cookie says", async () => {
  const sam = web.visitor();
  const { room, person } = await sam.create("Sam");
  const answer = await sam.post(`/api/rooms/${room.id}/ticket`);
  const { ticket, expiresAt, person: named }: TicketBody = await answer.json();
  expect(named).toEqual(person);
  expect(readTicket(web.env.secret, ticket)).toEqual({ room: room.id, person: person.id, expiresAt });
});

test("without a login 401, in another room 403, in none 404", async () => {
  const { room } = await web.visitor().create("Sam");
  const stranger = web.visitor();
  expect((await stranger.post(`/api/rooms/${room.id}/ticket`)).status).toBe(401);
  await stranger.create("Eve");
  expect((await stranger.post(`/api/rooms/${room.id}/ticket`)).status).toBe(403);
  expect((await stranger.get(`/api/rooms/${room.id}`)).status).toBe(403);
  expect((await stranger.get("/api/rooms/nowhere2")).status).toBe(404);
});

test("a room shows who is online, and the removed only to whoever may readmit them", async () => {
  const owner = web.visitor();
  const student = web.visitor();
  const { room, person } = await owner.create("Sam");
  const priya = await student.join(room.joinCode, "Priya");
  const mo = await web.visitor().join(room.joinCode, "Mo");
  web.online.add(person.id);
  await owner.patch(`/api/rooms/${room.id}/people/${mo.person.id}`, { removed: true });
  const seen: RoomPageBody = await (await owner.get(`/api/rooms/${room.id}`)).json();
  expect(seen.people.map((one) => [one.name, one.online, one.removed])).toEqual([
    ["Sam", true, undefined],
    ["Priya", false, undefined],
    ["Mo", false, true],
  ]);
  const other: RoomPageBody = await (await student.get(`/api/rooms/${room.id}`)).json();
  expect(other.people.map((one) => one.id)).toEqual([person.id, priya.person.id]);
});

test("a locked room takes no newcomers, and lets its members return", async () => {
  const owner = web.visitor();
  const member = web.visitor();
  const { room } = await owner.create("Sam");
  await member.join(room.joinCode, "Priya");
  expect((await owner.patch(`/api/rooms/${room.id}`, { locked: true })).status).toBe(200);
  expect(web.changes.at(-1)).toEqual({ room: room.id, change: { kind: "room" } });
  const refused = await web.visitor().post("/api/join", { code: room.joinCode, name: "Mo" });
  expect([refused.status, await codeOf(refused)]).toEqual([423, "locked"]);
  expect((await member.post("/api/join", { code: room.joinCode, name: "Priya" })).status).toBe(200);
});

test("someone removed gets no ticket and no way in until readmitted, and live connections learn of it", async () => {
  const owner = web.visitor();
  const member = web.visitor();
  const { room } = await owner.create("Sam");
  const { person } = await member.join(room.joinCode, "Priya");
  const path = `/api/rooms/${room.id}/people/${person.id}`;
  await owner.patch(path, { removed: true });
  expect(web.changes).toContainEqual({ room: room.id, change: { kind: "removed", person: person.id } });
  expect(await codeOf(await member.post(`/api/rooms/${room.id}/ticket`))).toBe("removed");
  expect(await codeOf(await member.post("/api/join", { code: room.joinCode, name: "Priya" }))).toBe("removed");
  await owner.patch(path, { removed: false });
  expect((await member.post(`/api/rooms/${room.id}/ticket`)).status).toBe(200);
});

test("roles: an owner makes an observer, who may change nothing; nobody changes the owner", async () => {
  const owner = web.visitor();
  const member = web.visitor();
  const { room, person: sam } = await owner.create("Sam");
  const { person } = await member.join(room.joinCode, "Priya");
  const path = `/api/rooms/${room.id}/people/${person.id}`;
  expect((await member.patch(path, { role: "owner" })).status).toBe(403);
  expect((await member.patch(`/api/rooms/${room.id}`, { title: "Mine" })).status).toBe(403);
  expect(await (await owner.patch(path, { role: "observer" })).json()).toMatchObject({ person: { role: "observer" } });
  expect(web.changes).toContainEqual({ room: room.id, change: { kind: "role", person: person.id, role: "observer" } });
  expect((await member.get(`/api/rooms/${room.id}/ice`)).status).toBe(403);
  await owner.patch(path, { role: "instructor" });
  expect((await member.patch(`/api/rooms/${room.id}/people/${sam.id}`, { removed: true })).status).toBe(403);
  expect((await member.patch(path, { role: "owner" })).status).toBe(403);
  expect((await owner.patch(`/api/rooms/${room.id}/people/nobody`, { role: "student" })).status).toBe(404);
});

test("recent rooms are the person's own, the last one first; ending the login ends its token", async () => {
  const sam = web.visitor();
  const first = await sam.create("Sam", { title: "First" });
  await sam.create("Sam", { title: "Second" });
  const db = await database();
  await db.membership.updateMany({
    where: { roomId: first.room.id },
    data: { lastSeenAt: new Date(Date.now() + 60_000) },
  });
  const me = await (await sam.get("/api/me")).json();
  expect(me.person.name).toBe("Sam");
  expect(me.rooms.map((room: { title: string }) => room.title)).toEqual(["First", "Second"]);
  const { cookie } = sam;
  expect((await sam.call("DELETE", "/api/session")).status).toBe(204);
  expect(sam.cookie).toBe("");
  const thief = web.visitor();
  thief.cookie = cookie;
  expect(await (await thief.get("/api/me")).json()).toEqual({ person: null, rooms: [] });
});

test("health, readiness and metrics answer", async () => {
  const anyone = web.visitor();
  expect(await (await anyone.get("/api/health")).json()).toMatchObject({ status: "ok", version: expect.any(String) });
  const ready = await anyone.get("/api/ready");
  expect([ready.status, await ready.json()]).toEqual([
    200,
    { ready: true, checks: { database: true, migrations: true, sandbox: true, accepting: true } },
  ]);
  expect(await (await anyone.get("/api/metrics")).text()).toContain("pairlab_up 1");
});

test("the documents of a new room are named as on the wire", async () => {
  const { room } = await web.visitor().create("Sam");
  const db = await database();
  const rows = await db.document.findMany({ where: { roomId: room.id }, orderBy: { id: "asc" } });
  expect(rows.map((row) => row.id)).toEqual([documentId(room.id, "board"), documentId(room.id, "code")]);
});
