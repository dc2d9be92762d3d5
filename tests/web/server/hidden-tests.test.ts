/** Hidden tests over HTTP: instructors write and read them, a student gets nothing of them, in the export neither. */
import { unzipSync, zipSync } from "fflate";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { getHub, type Hub } from "#protocol/hub";
import type { HiddenTestBody, TestResult, TestsRecord, TrialWord } from "#protocol/tests";
import { readLines } from "#web/features/tests/hidden-files";
import { database } from "../../../web/server/database.ts";
import { startWeb, type TestWeb, type Visitor } from "../../support/web.ts";

let web: TestWeb;
let owner: Visitor;
let student: Visitor;
let assistant: Visitor;
let path: string;
let room: string;
let hub: Hub;
beforeAll(async () => {
  web = await startWeb();
  hub = getHub();
});
afterAll(() => web.dispose());
/** Each test has a room of its own, with one hidden test. */
beforeEach(async () => {
  [owner, student, assistant] = [web.visitor(), web.visitor(), web.visitor()];
  const entered = await owner.create("Dana");
  room = entered.room.id;
  await student.join(entered.room.joinCode, "Sam");
  const { person } = await assistant.join(entered.room.joinCode, "Ana");
  const db = await database();
  const where = { roomId_personId: { roomId: room, personId: person.id } };
  await db.membership.update({ where, data: { role: "assistant" } });
  path = `/api/rooms/${room}/hidden-tests`;
  expect((await put(owner, { path: "b.test.js", text: "SECRET" })).status).toBe(200);
});

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
  [{ path: "../x.test.js", text: "" }],
  [{ path: "a\n.test.js", text: "" }],
  [{ path: "a.test.js", text: 1 }],
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

const unzipped = async (visitor: Visitor, id = room) =>
  unzipSync(new Uint8Array(await (await visitor.get(`/api/rooms/${id}/export`)).arrayBuffer()));
const words = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

test("they are in the export of whoever may read them, and in no student's", async () => {
  const mine = await unzipped(owner);
  expect(words(mine["hidden-tests/b.test.js"])).toBe("SECRET");
  expect(words((await unzipped(assistant))["hidden-tests/b.test.js"])).toBe("SECRET");
  const theirs = await unzipped(student);
  expect(Object.keys(theirs).filter((name) => name.includes("test"))).toEqual([]);
  expect(Buffer.concat(Object.values(theirs)).toString("latin1")).not.toContain("SECRET");
});

test("the results are in the export, of hidden tests what the role may know", async () => {
  const record: TestsRecord = {
    by: { id: "p" as never, name: "Sam", color: "#000" },
    at: 0,
    running: false,
    tests: [
      { id: "file:a#0", name: "=1+1", status: "failed", path: "a.test.js", message: 'say "no"', ms: 3 },
      {
        id: "hidden:x#0",
        name: "secret",
        hidden: true,
        status: "failed",
        path: "SECRET.test.js",
        message: "SECRET",
        expected: "SECRET",
        actual: "SECRET",
        frame: { path: "SECRET.test.js", line: 1, column: 1 },
        output: "SECRET",
        ms: 777_777_777,
      },
    ],
  };
  const db = await database();
  await db.testResults.create({ data: { roomId: room, record: JSON.stringify(record) } });
  const mine = await unzipped(owner);
  expect(JSON.parse(words(mine["tests.json"]))).toEqual({
    by: "Sam",
    at: new Date(0).toISOString(),
    tests: record.tests,
  });
  const theirs = await unzipped(student);
  expect(JSON.parse(words(theirs["tests.json"])).tests).toEqual([
    record.tests[0],
    { id: "hidden:x#0", name: "secret", hidden: true, status: "failed" },
  ]);
  expect(words(theirs["tests.csv"])).toBe(
    [
      "name,kind,status,file,ms,message",
      `"'=1+1","visible","failed","a.test.js","3","say ""no"""`,
      '"secret","hidden","failed","","",""',
      "",
    ].join("\r\n"),
  );
  expect(Buffer.concat(Object.values(theirs)).toString("latin1")).not.toMatch(/SECRET|777777777/);
});

test("who wrote a version is known, and stays known when they leave", async () => {
  const body = { path: "n1.test.js", text: "1" };
  const { test: saved } = await (await put(owner, body)).json();
  expect(saved.by).toMatchObject({ name: "Dana" });
  expect((await list(assistant)).find((one: HiddenTestBody) => one.path === body.path).by).toEqual(saved.by);
  const db = await database();
  // A version from before that was kept.
  await db.hiddenTest.updateMany({ where: { path: body.path }, data: { personId: null, personName: null } });
  expect((await list(owner)).find((one: HiddenTestBody) => one.path === body.path).by).toBeNull();
});

describe("a trial", () => {
  const attempt = (visitor: Visitor) => visitor.call("POST", `${path}/try`, { body: { path: "t.test.js", text: "x" } });
  const result: TestResult = { id: "trial#0", name: "größer", hidden: true, status: "passed" };

  test("is told line by line, each as soon as it is known", async () => {
    const over = Promise.withResolvers<void>();
    hub.tryTests = async (_room, _person, _tests, watch) => {
      watch?.heard?.({ kind: "listed", tests: [result] });
      await over.promise;
      return [result];
    };
    const answer = await attempt(owner);
    expect(answer.headers.get("content-type")).toBe("application/x-ndjson");
    const words = readLines<TrialWord>(answer.body as ReadableStream<Uint8Array>);
    // The first word is here while the trial goes on.
    expect((await words.next()).value).toEqual({ kind: "listed", tests: [result] });
    over.resolve();
    expect((await words.next()).value).toEqual({ kind: "end" });
    expect((await words.next()).done).toBe(true);
  });

  test("that cannot begin is refused, and one that breaks says so last", async () => {
    hub.tryTests = async () => null;
    const refused = await attempt(owner);
    expect([refused.status, (await refused.json()).error.code]).toEqual([503, "unavailable"]);
    hub.tryTests = async (_room, _person, _tests, watch) => {
      watch?.heard?.({ kind: "listed", tests: [] });
      return null;
    };
    const lines = (await (await attempt(owner)).text()).trim().split("\n");
    expect(JSON.parse(lines.at(-1) ?? "")).toMatchObject({
      kind: "failed",
      message: expect.stringMatching(/cannot be run/),
    });
    for (const visitor of [assistant, student]) expect((await attempt(visitor)).status).toBe(403);
  });

  test("ends when its reader goes away", async () => {
    const ended = Promise.withResolvers<void>();
    hub.tryTests = async (_room, _person, _tests, watch) => {
      watch?.heard?.({ kind: "listed", tests: [result] });
      watch?.signal?.addEventListener("abort", () => ended.resolve());
      await ended.promise;
      // What comes too late goes nowhere, and breaks nothing.
      watch?.heard?.({ kind: "result", test: result });
      return [result];
    };
    const answer = await attempt(owner);
    await answer.body?.cancel();
    await ended.promise;
  });
});

describe("of two people who change the same tests", () => {
  const change = async (body: Record<string, unknown>) => {
    const answer = await put(owner, body);
    return { status: answer.status, ...(await answer.json()) };
  };
  const stored = async (path: string) => (await list(owner)).find((one: HiddenTestBody) => one.path === path);

  test("the second is told, and nothing is lost", async () => {
    const { test: first } = await change({ path: "two.test.js", text: "1", base: null });
    expect((await change({ path: "two.test.js", text: "2", base: first.updatedAt })).status).toBe(200);
    const late = await change({ path: "two.test.js", text: "3", base: first.updatedAt });
    expect(late).toMatchObject({ status: 409, error: { code: "changed" } });
    expect((await stored("two.test.js")).text).toBe("2");
    expect(await change({ path: "two.test.js", text: "new", base: null })).toMatchObject({
      status: 409,
      error: { code: "taken" },
    });
    const removal = await owner.call("DELETE", path, { body: { path: "two.test.js", base: first.updatedAt } });
    expect((await removal.json()).error.code).toBe("changed");
    const { updatedAt } = await stored("two.test.js");
    const both = await Promise.all(["4", "5"].map((text) => change({ path: "two.test.js", text, base: updatedAt })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test("a new name takes the tests along, and no other's place", async () => {
    const id = async (name: string) => {
      const db = await database();
      return (await db.hiddenTest.findUnique({ where: { roomId_path: { roomId: room, path: name } } }))?.id;
    };
    const { test: old } = await change({ path: "old.test.js", text: "1", base: null });
    const before = await id("old.test.js");
    const taken = { path: "b.test.js", from: "old.test.js", text: "1", base: old.updatedAt };
    expect(await change(taken)).toMatchObject({ status: 409, error: { code: "taken" } });
    expect((await change({ ...taken, path: "lib/new.test.ts", text: "2" })).status).toBe(200);
    expect(await id("lib/new.test.ts")).toBe(before);
    expect(await stored("old.test.js")).toBeUndefined();
    const gone = await change({ ...taken, path: "again.test.js" });
    expect(gone).toMatchObject({ status: 409, error: { code: "gone" } });
  });

  test("a text with what no database holds is kept as far as it can be", async () => {
    const { test: odd } = await change({ path: "odd.test.js", text: "a\0b\ud800", base: null });
    expect((await stored(odd.path)).text).toBe("a\ufffdb\ufffd");
  });
});

describe("an export that is imported", () => {
  const send = async (visitor: Visitor, id: string, zip: Record<string, Uint8Array>, query = "") =>
    (await (await visitor.post(`/api/rooms/${id}/import${query}`, zipSync(zip))).json()) as {
      imported: string[];
      hidden: string[];
      skipped: { path: string; why: string }[];
    };
  const inRoom = async (visitor: Visitor, id: string) =>
    ((await (await visitor.get(`/api/rooms/${id}/hidden-tests`)).json()) as { tests: HiddenTestBody[] }).tests.map(
      (one) => [one.path, one.text],
    );
  const moved = (zip: Record<string, Uint8Array>) =>
    Object.fromEntries(Object.entries(zip).map(([name, bytes]) => [`Lab 3/${name}`, bytes]));

  test.each([
    ["as it is", (zip: Record<string, Uint8Array>) => zip],
    ["unpacked and packed again with its folder", moved],
  ])("brings an owner's hidden tests back, %s", async (_, pack) => {
    const before = await inRoom(owner, room);
    const other = await owner.create("Dana");
    const result = await send(owner, other.room.id, pack(await unzipped(owner)));
    expect(result.hidden).toEqual(before.map(([name]) => name));
    expect(result.skipped).toEqual([]);
    expect(await inRoom(owner, other.room.id)).toEqual(before);
    // Nothing of them became a file that everyone sees.
    expect(result.imported).toEqual(["main (2).js"]);
    // Twice is once; a changed one gets a number and stays a test, or takes the other's place.
    const again = await send(owner, other.room.id, await unzipped(owner));
    expect([again.hidden, again.skipped]).toEqual([[], []]);
    const changed = { "hidden-tests/b.test.js": new TextEncoder().encode("changed") };
    expect((await send(owner, other.room.id, changed)).hidden).toEqual(["b (2).test.js"]);
    expect((await send(owner, other.room.id, changed, "?existing=replace")).hidden).toEqual(["b.test.js"]);
    expect(await inRoom(owner, other.room.id)).toContainEqual(["b.test.js", "changed"]);
  });

  test.each(["student", "assistant"] as const)("leaves them out for a %s, in a sentence", async (role) => {
    const zip = await unzipped(owner);
    const before = await inRoom(owner, room);
    const visitor = role === "student" ? student : assistant;
    for (const pack of [zip, moved(zip), { "hidden-tests/planted.test.js": new TextEncoder().encode("SECRET") }]) {
      const result = await send(visitor, room, pack);
      expect(result.hidden).toEqual([]);
      expect(result.skipped).toHaveLength(1);
      expect(result.skipped[0]?.why).toMatch(/^Hidden tests can be brought in by the owner and instructors alone: /);
      expect(JSON.stringify(result)).not.toMatch(/SECRET|planted|b\.test/);
    }
    expect(await inRoom(owner, room)).toEqual(before);
    expect(Buffer.concat(Object.values(await unzipped(student))).toString("latin1")).not.toContain("SECRET");
  });

  test("says of each what cannot be: too large, no text, no test, too many", async () => {
    const other = await owner.create("Dana");
    const bytes = (text: string) => new TextEncoder().encode(text);
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`hidden-tests/n${n}.test.js`, bytes("")]));
    const result = await send(owner, other.room.id, {
      "hidden-tests/large.test.js": bytes("x".repeat(65_537)),
      "hidden-tests/image.test.js": new Uint8Array([0, 1]),
      "hidden-tests/notes.md": bytes("SECRET"),
      "hidden-tests/../main.test.js": bytes(""),
      ...many,
      "hidden-tests/one-more.test.js": bytes(""),
    });
    expect(result.hidden).toHaveLength(20);
    expect(result.imported).toEqual([]);
    expect(result.skipped.map(({ path: name }) => name).sort()).toEqual([
      "hidden-tests/../main.test.js",
      "hidden-tests/image.test.js",
      "hidden-tests/large.test.js",
      "hidden-tests/notes.md",
      "hidden-tests/one-more.test.js",
    ]);
  });
});
