/** The tests of an exercise in a room with the real sandbox: who hears what of them, and what nobody ever receives. */
import { afterAll, beforeAll, expect, test } from "vitest";
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
