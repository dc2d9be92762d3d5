/** The tests of an exercise in a room with the real sandbox: who hears what of them, and what nobody ever receives. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { PersonId } from "#protocol/ids";
import type { ServerMessage } from "#protocol/messages";
import type { TestResult } from "#protocol/tests";
import { createSandbox, type Sandbox } from "#sandbox/client";
import { startCollab } from "../support/collab.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox();
});
afterAll(() => sandbox.dispose());

const VISIBLE =
  'import { sum } from "./sum.js"; test("adds", () => { expect(sum(1, 2)).toBe(3); }); test.skip("later", () => {});';
const HIDDEN =
  'import { sum } from "./sum.js"; test("secret name", () => { console.log("SECRET"); expect(sum(987654321000, 12)).toBe(987654321012); });';

async function exercise(program: string, hidden = HIDDEN) {
  const collab = await startCollab({ sandbox });
  const room = collab.room("ines:instructor", "sam", "kim", "olga:observer");
  collab.storage.rooms.get(room.id)?.hiddenTests.push({ id: "h1", path: "h.test.js", text: hidden });
  const [ines, sam, olga] = [await room.join("ines"), await room.join("sam"), await room.join("olga")];
  sam.file("sum.js", program);
  sam.file("sum.test.js", VISIBLE);
  return { collab, room, ines, sam, olga };
}
type Heard = {
  messages: readonly ServerMessage[];
  message<T extends ServerMessage["type"]>(type: T): Promise<unknown>;
};
const results = ({ messages }: Heard): TestResult[] => {
  const last = new Map<string, TestResult>();
  for (const message of messages) {
    if (message.type === "tests.listed") last.clear();
    if (message.type === "tests.listed") for (const one of message.tests) last.set(one.id, one);
    if (message.type === "tests.result") last.set(message.test.id, message.test);
  }
  return [...last.values()];
};

test("everyone sees the results; of hidden tests a student and an observer learn name and status alone", async () => {
  const { collab, room, ines, sam, olga } = await exercise("export const sum = (a, b) => a - b;");
  sam.send({ type: "tests.start", requestId: "t" });
  for (const one of [ines, sam, olga]) await one.message("tests.ended");
  const [adds, later, secret] = results(ines);
  expect(adds).toMatchObject({ name: "adds", status: "failed", expected: "3", actual: "-1", path: "sum.test.js" });
  expect(adds?.frame).toMatchObject({ path: "sum.test.js", line: 1 });
  expect(later).toMatchObject({ name: "later", status: "skipped" });
  expect(secret).toMatchObject({
    name: "secret name",
    hidden: true,
    status: "failed",
    expected: "987654321012",
    path: "h.test.js",
  });
  for (const one of [sam, olga]) {
    expect(results(one)[0]).toEqual(adds);
    expect(results(one)[2]).toEqual({ id: "hidden:h1#0", name: "secret name", hidden: true, status: "failed" });
    expect(JSON.stringify(one.messages)).not.toMatch(/SECRET|h\.test|98765432101/);
  }
  // Whoever comes later, and from the database.
  await expect.poll(() => collab.storage.rooms.get(room.id)?.tests?.running).toBe(false);
  const kim = await room.join("kim");
  const { record } = await kim.message("tests.history");
  expect(record).toMatchObject({ running: false, by: { name: "sam" } });
  expect(record?.tests).toEqual(results(sam));
  expect(JSON.stringify(kim.messages)).not.toMatch(/SECRET|h\.test|98765432101/);
  const again = await room.join("ines");
  expect((await again.message("tests.history")).record?.tests[2]).toEqual(secret);
});

test("the documents and all frames that a student gets hold nothing of a hidden test", async () => {
  const { sam } = await exercise("export const sum = (a, b) => a + b;");
  sam.send({ type: "tests.start", requestId: "t" });
  await sam.message("tests.ended");
  expect(results(sam).map(({ status }) => status)).toEqual(["passed", "skipped", "passed"]);
  expect(JSON.stringify(sam.doc.toJSON())).not.toContain("SECRET");
  expect(JSON.stringify(sam.messages)).not.toContain("SECRET");
});

test("one test is run by itself, the others stay as they were", async () => {
  const { sam, ines } = await exercise("export const sum = (a, b) => a + b;");
  sam.send({ type: "tests.start", requestId: "t" });
  await ines.message("tests.ended");
  const from = ines.messages.length;
  sam.send({ type: "tests.start", requestId: "t2", test: "hidden:h1#0" });
  await expect.poll(() => ines.messages.slice(from).some(({ type }) => type === "tests.ended")).toBe(true);
  const heard = ines.messages.slice(from).flatMap((message) => (message.type === "tests.result" ? [message.test] : []));
  expect(heard.map(({ id, status }) => [id, status])).toEqual([
    ["hidden:h1#0", "running"],
    ["hidden:h1#0", "passed"],
  ]);
  expect(results(ines)).toHaveLength(3);
});

test("a new start replaces one's own, another person's goes on, and Stop ends it", async () => {
  const { room, sam, ines } = await exercise("export const sum = () => { for (;;); };");
  const kim = await room.join("kim");
  sam.send({ type: "tests.start", requestId: "t" });
  await ines.message("tests.listed");
  kim.send({ type: "tests.start", requestId: "k" });
  expect(await kim.message("refused")).toMatchObject({ requestId: "k", code: "busy" });
  kim.send({ type: "tests.stop" });
  expect(await ines.message("tests.ended")).toMatchObject({ reason: "cancelled" });
  expect(results(ines).every(({ status }) => status === "cancelled" || status === "skipped")).toBe(true);
});

test("a hidden file that cannot be loaded is one failed test, without its words for a student", async () => {
  const { sam, ines } = await exercise("export const sum = (a, b) => a + b;", "SECRET is no test");
  sam.send({ type: "tests.start", requestId: "t" });
  await ines.message("tests.ended");
  await sam.message("tests.ended");
  expect(results(ines)[2]).toMatchObject({ status: "failed", hidden: true, message: expect.stringContaining("Error") });
  expect(results(sam)[2]).toEqual({
    id: "hidden:h1#-1",
    name: "Hidden tests could not be loaded",
    hidden: true,
    status: "failed",
  });
});

/** What a result may hold for somebody who may not read hidden tests. */
const BRIEF = ["hidden", "id", "name", "status"];

/** Every result that somebody has been told, in whatever message. */
const told = ({ messages }: Pick<Heard, "messages">): TestResult[] =>
  messages.flatMap((message) => {
    if (message.type === "tests.result") return [message.test];
    if (message.type === "tests.listed") return message.tests;
    return message.type === "tests.history" ? (message.record?.tests ?? []) : [];
  });

test.each([
  ["fails", "export const sum = (a, b) => a - b;", HIDDEN],
  ["throws", "export const sum = () => { throw new Error('no'); };", HIDDEN],
  ["loops", "export const sum = (a) => { while (a > 9); };", HIDDEN],
  ["exits", "export const sum = () => process.exit(3);", HIDDEN],
  ["cannot be loaded", "nothing();", HIDDEN],
  ["passes", "export const sum = (a, b) => a + b;", HIDDEN],
  ["prints", "export const sum = (a, b) => { console.log(a, b); return a + b; };", HIDDEN],
  ["reads", "console.log(prompt());", 'test("secret name", () => io("987654321012", "SECRET", "sum.js"));'],
  ["is skipped", "export const sum = 1;", 'test.skip("secret name", () => "SECRET");'],
])("when the program %s, a hidden test is four words to a student, in every message", async (_, program, hidden) => {
  const { collab, room, ines, sam, olga } = await exercise(program, hidden);
  sam.send({ type: "tests.start", requestId: "t" });
  for (const one of [ines, sam, olga]) await one.message("tests.ended");
  sam.send({ type: "tests.start", requestId: "t2", test: "hidden:h1#0" });
  const ended = () => sam.messages.filter(({ type }) => type === "tests.ended");
  await expect.poll(ended, { timeout: 20_000 }).toHaveLength(2);
  await expect.poll(() => collab.storage.rooms.get(room.id)?.tests?.running).toBe(false);
  const kim = await room.join("kim");
  await kim.message("tests.history");
  for (const one of [sam, olga, kim]) {
    const ofHidden = told(one).filter((test) => test.hidden || test.id.startsWith("hidden:"));
    expect(ofHidden.length).toBeGreaterThan(0);
    for (const test of ofHidden) expect(Object.keys(test).sort()).toEqual(BRIEF);
    expect(JSON.stringify(one.messages)).not.toMatch(/SECRET|h\.test|98765432101/);
  }
  // Of visible ones everybody hears the same.
  const visible = (one: Heard) => results(one).filter((test) => !test.hidden);
  expect(visible(sam)).toEqual(visible(ines));
});

test("a change of role changes what is told from then on, and what was told before is told anew", async () => {
  const { collab, room, ines, sam } = await exercise("export const sum = (a, b) => a - b;");
  const { hub } = collab.server;
  sam.send({ type: "tests.start", requestId: "t" });
  await ines.message("tests.ended");
  const since = (one: Heard, from: number) => ({ messages: one.messages.slice(from) });
  const secretOf = (messages: readonly ServerMessage[]) =>
    messages.flatMap((message) => (message.type === "tests.history" ? (message.record?.tests ?? []) : []))[2];

  let [s, i] = [sam.messages.length, ines.messages.length];
  await hub.changed(room.id, { kind: "role", person: room.people.sam as PersonId, role: "assistant" });
  await hub.changed(room.id, { kind: "role", person: room.people.ines as PersonId, role: "student" });
  await expect.poll(() => secretOf(sam.messages.slice(s))).toMatchObject({ expected: "987654321012" });
  await expect
    .poll(() => secretOf(ines.messages.slice(i)))
    .toEqual({ id: "hidden:h1#0", name: "secret name", hidden: true, status: "failed" });

  [s, i] = [sam.messages.length, ines.messages.length];
  ines.send({ type: "tests.start", requestId: "again" });
  await expect.poll(() => ines.messages.slice(i).some(({ type }) => type === "tests.ended")).toBe(true);
  await expect.poll(() => sam.messages.slice(s).some(({ type }) => type === "tests.ended")).toBe(true);
  expect(JSON.stringify(sam.messages.slice(s))).toContain("987654321012");
  expect(JSON.stringify(ines.messages.slice(i))).not.toMatch(/SECRET|h\.test|98765432101/);
  for (const test of told(since(ines, i)).filter(({ hidden }) => hidden))
    expect(Object.keys(test).sort()).toEqual(BRIEF);
});

test("tests that are being written are tried for their author alone, and stored nowhere", async () => {
  const { collab, room, ines, sam } = await exercise("export const sum = (a, b) => a - b;");
  // What was typed has arrived.
  await sam.acknowledged();
  const [s, i] = [sam.messages.length, ines.messages.length];
  const text =
    'import { sum } from "./sum.js"; test("tried", () => { expect(sum(4, 3)).toBe(7); }); test.skip("b", () => {});';
  const trial = (path: string, tests: string, signal?: AbortSignal) =>
    collab.server.hub.tryTests(room.id, room.people.ines as PersonId, { path, text: tests }, signal && { signal });
  expect(await trial("new.test.js", text)).toMatchObject([
    { name: "tried", status: "failed", expected: "7", actual: "1", frame: { path: "new.test.js", line: 1 } },
    { name: "b", status: "skipped" },
  ]);
  expect(await trial("new.test.js", "no test")).toMatchObject([
    { status: "failed", message: expect.stringContaining("Error") },
  ]);
  // Its author hears of each as it goes.
  const heard: string[] = [];
  const two = 'test("a", () => {}); test("b", () => { throw new Error("no"); }); test.skip("c", () => {});';
  await collab.server.hub.tryTests(
    room.id,
    room.people.ines as PersonId,
    { path: "two.test.js", text: two },
    {
      heard: (word) => {
        if (word.kind === "listed") heard.push(word.tests.map(({ name, status }) => `${name} ${status}`).join(", "));
        if (word.kind === "result") heard.push(`${word.test.name} ${word.test.status}`);
      },
    },
  );
  expect(heard).toEqual(["a waiting, b waiting, c skipped", "a running", "a passed", "b running", "b failed"]);
  // A second one takes the place of the first, and whoever goes away ends theirs.
  const endless = 'test("a", () => { for (;;); }); test("b", () => { for (;;); });';
  const first = trial("a.test.js", endless);
  const leaving = new AbortController();
  const second = trial("a.test.js", endless, leaving.signal);
  leaving.abort();
  for (const ended of [first, second]) expect((await ended)?.every(({ status }) => status === "cancelled")).toBe(true);
  expect(collab.storage.rooms.get(room.id)?.hiddenTests).toHaveLength(1);
  expect(collab.storage.rooms.get(room.id)?.tests ?? null).toBeNull();
  for (const messages of [sam.messages.slice(s), ines.messages.slice(i)])
    expect(messages.filter(({ type }) => type.startsWith("tests."))).toEqual([]);
});
