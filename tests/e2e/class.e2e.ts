/** A class behind one address comes in, while some of it mistypes the code. Over the whole app, without a browser. */
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { documentId } from "#protocol/documents";
import type { EnteredBody, TicketBody } from "#protocol/http";
import type { RoomId } from "#protocol/ids";
import { type App, startApp } from "../support/app.ts";
import { TestClient } from "../support/collab.ts";

const STUDENTS = 30;
/** Milliseconds in which all of them are in, from the first request to the last sync. */
const IN = 10_000;

let app: App;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.dispose());

async function post<Body>(
  path: string,
  body: unknown,
  cookie = "",
): Promise<{ status: number; body: Body; cookie: string }> {
  const answer = await fetch(`${app.url}${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...(cookie ? { cookie } : {}) },
    body: JSON.stringify(body),
  });
  const set = answer.headers.get("set-cookie")?.split(";")[0] ?? "";
  return { status: answer.status, body: (await answer.json()) as Body, cookie: set };
}

async function comeIn(code: string, name: string): Promise<TestClient> {
  const joined = await post<EnteredBody>("/api/join", { code, name });
  expect([name, joined.status]).toEqual([name, 200]);
  const id = joined.body.room.id as RoomId;
  const { body } = await post<TicketBody>(`/api/rooms/${id}/ticket`, {}, joined.cookie);
  const client = new TestClient(
    `${app.url.replace("http", "ws")}/collab`,
    documentId(id, "code"),
    () => body.ticket,
    {},
  );
  onTestFinished(() => client.close());
  await client.synced();
  return client;
}

describe("thirty students behind one address", () => {
  it("are all in within ten seconds, and write, though others there mistype the code before and meanwhile", async () => {
    const teacher = await post<EnteredBody>("/api/rooms", { name: "Ada" });
    const code = teacher.body.room.joinCode as string;
    const wrong = (n: number) => `AAAA${"BCDEFGHJ"[n % 8]}${"KLMNPQRS"[n >> 3]}`;
    const mistype = (from: number, to: number) =>
      Promise.all(Array.from({ length: to - from }, (_, i) => post("/api/join", { code: wrong(from + i), name: "x" })));
    // As many as are answered at once, and more: from here on each wrong one is answered late.
    const early = await mistype(0, 12);
    expect(new Set(early.map(({ status }) => status))).toEqual(new Set([404]));
    const started = performance.now();
    const meanwhile = mistype(12, 28);
    const students = await Promise.all(Array.from({ length: STUDENTS }, (_, i) => comeIn(code, `Student ${i}`)));
    expect(performance.now() - started).toBeLessThan(IN);
    expect(new Set((await meanwhile).map(({ status }) => status))).toEqual(new Set([404]));
    for (const [i, student] of students.entries()) student.text.insert(0, `<${i}>`);
    const last = students.at(-1) as TestClient;
    await last.until(() => students.every((_, i) => last.text.toString().includes(`<${i}>`)));

    // Guessing is over at the thirtieth; whoever has the code still passes.
    const late = await mistype(28, 36);
    expect(late.filter(({ status }) => status === 429).length).toBe(6);
    await comeIn(code, "Late");
  });
});
