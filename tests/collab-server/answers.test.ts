/** Answers over http, for a worker that stands still: who gets which, when, and with what headers. */
import { request } from "node:http";
import { describe, expect, test } from "vitest";
import { startCollab } from "#tests/support/collab";

interface Answer {
  status: number;
  text: string;
  headers: Record<string, string | string[] | undefined>;
}

async function scene(limits: { inputWait?: number; answerPoll?: number } = {}) {
  const collab = await startCollab({ limits });
  const room = collab.room("sam", "kim");
  const [sam, kim] = [await room.join("sam"), await room.join("kim")];
  sam.file("main.py", "");
  await sam.acknowledged();
  sam.send({ type: "run.start", requestId: "r", entry: "main.py" });
  const { runId, answers } = await sam.message("run.execute");
  const get = (path: string, { origin = "null", method = "GET", cookie = "" } = {}) =>
    new Promise<Answer>((resolve, reject) => {
      const headers = { ...(origin ? { origin } : {}), ...(cookie ? { cookie } : {}) };
      const to = { host: "127.0.0.1", port: collab.port, path, method, headers, agent: false };
      const asked = request(to, (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (piece: string) => {
          text += piece;
        });
        response.on("end", () => resolve({ status: response.statusCode ?? 0, text, headers: response.headers }));
      });
      asked.on("error", reject);
      asked.end();
    });
  /** Asks for what is not there yet, and goes on once the server holds the request. */
  const hold = async (path: string) => {
    const held = collab.asked(path);
    const answer = get(path);
    // For the test that cuts it: until it is looked at, nobody would catch it.
    answer.catch(() => {});
    await held;
    return { answer };
  };
  const ask = async (text: string) => {
    const after = kim.messages.length;
    sam.send({ type: "run.ask", runId, text });
    await kim.message("run.prompt", () => true, after);
  };
  const reply = async (text: string) => {
    const after = sam.messages.length;
    kim.send({ type: "run.input", runId, text });
    await sam.message("run.answered", () => true, after);
  };
  return { collab, room, sam, kim, runId, answers, get, hold, ask, reply };
}

describe("the answer to a question", () => {
  test("comes when somebody gives it, and to whoever asks for it again, until the next", async () => {
    const { answers, get, ask, reply } = await scene();
    expect(answers).toMatch(/^\/collab\/answers\/[\w-]{43}$/);
    const first = get(`${answers}?question=1`);
    await ask("name?");
    await reply("Zoë 👋");
    expect(await first).toMatchObject({ status: 200, text: "Zoë 👋" });
    expect(await get(`${answers}?question=1`)).toMatchObject({ status: 200, text: "Zoë 👋" });
    await ask("and?");
    await reply("");
    expect(await get(`${answers}?question=2`)).toMatchObject({ status: 200, text: "" });
    expect((await get(`${answers}?question=1`)).status).toBe(404);
    expect((await get(`${answers}?question=4`)).status).toBe(404);
  });

  test("is waited for a while at a time, by one request; an older one is let go", async () => {
    const { answers, get, ask, reply } = await scene({ answerPoll: 150 });
    expect(await get(`${answers}?question=1`)).toMatchObject({ status: 204, text: "" });
    const second = await scene();
    await second.ask("?");
    const old = await second.hold(`${second.answers}?question=1`);
    const young = await second.hold(`${second.answers}?question=1`);
    expect((await old.answer).status).toBe(204);
    await second.reply("a");
    expect(await young.answer).toMatchObject({ status: 200, text: "a" });
    await ask("?");
    await reply("b");
    expect(await get(`${answers}?question=1`)).toMatchObject({ status: 200, text: "b" });
  });

  test("is no more when the run ends, however it ends", async () => {
    const { sam, kim, runId, answers, get, hold, ask } = await scene();
    await ask("?");
    const waiting = await hold(`${answers}?question=1`);
    kim.send({ type: "run.stop", runId });
    expect((await waiting.answer).status).toBe(205);
    expect((await get(`${answers}?question=1`)).status).toBe(404);
    sam.send({ type: "run.start", requestId: "two", entry: "main.py" });
    const next = await sam.message("run.execute", (message) => message.runId !== runId);
    expect(next.answers).not.toBe(answers);
    const left = await hold(`${next.answers}?question=1`);
    sam.provider.destroy();
    expect((await left.answer).status).toBe(205);
  });

  test("is for pages of no origin that have the key: no other path, method, page or cookie changes that", async () => {
    const { collab, kim, answers, get, ask, reply } = await scene();
    await ask("?");
    await reply("secret");
    const path = `${answers}?question=1`;
    const { headers } = await get(path, { cookie: "session=1" });
    expect(headers).toMatchObject({
      "access-control-allow-origin": "null",
      "cache-control": "no-store",
      vary: "Origin",
    });
    expect(headers).not.toHaveProperty("access-control-allow-credentials");
    for (const origin of ["", "https://evil.example", `http://127.0.0.1:${collab.port}`]) {
      const refused = await get(path, { origin });
      expect(refused).toMatchObject({ status: 403, text: "" });
      expect(refused.headers).not.toHaveProperty("access-control-allow-origin");
    }
    for (const method of ["POST", "OPTIONS", "HEAD", "PUT"]) expect((await get(path, { method })).status).toBe(405);
    const other = `${answers.slice(0, -1)}${answers.endsWith("A") ? "B" : "A"}`;
    for (const wrong of [
      answers,
      `${other}?question=1`,
      `${answers}?question=0`,
      `${answers}?question=-1`,
      `${answers}?question=1&question=1`,
      `${answers}/?question=1`,
      "/collab/answers/?question=1",
      "/collab/answers/__proto__?question=1",
    ]) {
      expect((await get(wrong)).status).toBe(404);
    }
    expect((await get("/collab/answer")).status).toBe(404);
    // Nobody but the page that executes the run was told the key.
    expect(JSON.stringify(kim.messages)).not.toContain(answers);
  });

  test("does not outlive a restart, and the page hears that its run is over", async () => {
    const { collab, sam, runId, answers, get, hold, ask } = await scene();
    await ask("?");
    const waiting = await hold(`${answers}?question=1`);
    const before = sam.messages.length;
    await collab.restart("cut");
    await expect(waiting.answer).rejects.toThrow();
    const { runs } = await sam.message("run.history", () => true, before);
    expect(runs.some((run) => run.runId === runId && run.ended === null)).toBe(false);
    expect((await get(`${answers}?question=1`)).status).toBe(404);
  });
});

describe("a question that nobody answers", () => {
  test("ends the run with its sentence after its time; one that was answered in time does not", async () => {
    const { sam, kim, runId, answers, get, ask, reply } = await scene({ inputWait: 1_500 });
    await ask("one?");
    await reply("in time");
    // Kim's question comes later than Sam's, and its time is up later.
    kim.send({ type: "run.start", requestId: "k", entry: "main.py" });
    const other = await kim.message("run.execute");
    const waiting = get(`${other.answers}?question=1`);
    kim.send({ type: "run.ask", runId: other.runId, text: "two?" });
    const ended = await sam.message("run.ended");
    expect(ended).toMatchObject({ runId: other.runId, reason: "time" });
    expect(ended.explanation).toMatch(/nobody gave one, so it was stopped/);
    expect((await waiting).status).toBe(205);
    sam.send({ type: "run.print", runId, stream: "out", text: "still here" });
    expect((await kim.message("run.output")).text).toBe("still here");
    expect((await get(`${answers}?question=1`)).text).toBe("in time");
    sam.send({ type: "run.ask", runId, text: "three?" });
    expect(await kim.message("run.ended", (message) => message.runId === runId)).toMatchObject({ reason: "time" });
  });
});
