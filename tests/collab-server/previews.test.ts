/** The console of a room's preview: whose it is, when it is another's, how much, and what is kept. */
import { expect, test } from "vitest";
import { RUN_LIMITS } from "#protocol/runs";
import { startCollab } from "#tests/support/collab";

async function scene() {
  const collab = await startCollab();
  const room = collab.room("sam", "kim", "ola:observer");
  const sam = await room.join("sam");
  const kim = await room.join("kim");
  sam.file("main.js", "");
  await sam.acknowledged();
  type Client = typeof sam;
  /** Opens the preview, and resolves with the turn that it gets. */
  const open = async (who: Client, page = "index.html") => {
    const before = who.messages.length;
    who.send({ type: "preview.open", page });
    await expect.poll(() => who.messages.slice(before).some(({ type }) => type === "preview.turn")).toBe(true);
    const turns = who.messages.filter((message) => message.type === "preview.turn");
    return turns.at(-1)?.turn ?? 0;
  };
  const print = (who: Client, turn: number, text: string, stream: "out" | "err" = "out") =>
    who.send({ type: "preview.print", turn, stream, text });
  const heard = (who: Client, text: string) => who.message("run.output", (message) => message.text === text);
  return { collab, room, sam, kim, open, print, heard };
}

test("it is the room's, under its person's name, begins when it prints, and is kept when it ends", async () => {
  const { collab, room, sam, kim, open, print, heard } = await scene();
  const turn = await open(sam);
  print(sam, turn, "one\n");
  print(sam, turn, "two\n", "err");
  const { runId } = await kim.message("run.started");
  expect(await kim.message("run.started")).toMatchObject({ entry: "index.html", by: { name: "sam" } });
  expect(await heard(kim, "two\n")).toMatchObject({ runId, stream: "err" });
  // It is no run: it keeps nobody from running, and nobody stops it.
  const started = collab.sandbox.next();
  kim.send({ type: "run.stop", runId });
  sam.send({ type: "run.start", requestId: "r", entry: "main.js" });
  await started;
  sam.send({ type: "preview.end" });
  expect(await kim.message("run.ended")).toMatchObject({ runId, reason: "ok" });
  await expect.poll(() => collab.storage.rooms.get(room.id)?.runs.length).toBe(1);
  expect(collab.storage.rooms.get(room.id)?.runs[0]?.output).toMatchObject([{ text: "one\n" }, { text: "two\n" }]);
});

test("one speaks, whoever touched it last; when it is closed, the one before", async () => {
  const { room, sam, kim, open, print, heard } = await scene();
  const first = await open(sam);
  print(sam, first, "sam 1");
  await heard(kim, "sam 1");
  const second = await open(kim);
  await sam.message("preview.turn", ({ turn }) => turn === 0);
  print(sam, first, "too late");
  print(sam, second, "another's turn");
  print(kim, second, "kim 1");
  await heard(sam, "kim 1");
  kim.send({ type: "preview.end" });
  const again = await sam.message("preview.turn", ({ turn }) => turn > second);
  print(sam, again.turn, "sam 2");
  await heard(kim, "sam 2");
  const texts = kim.messages.flatMap((message) => (message.type === "run.output" ? [message.text] : []));
  expect(texts).toEqual(["sam 1", "kim 1", "sam 2"]);
  // A connection that is gone has closed it.
  const tab = await room.join("kim");
  const third = await open(tab);
  tab.provider.destroy();
  expect((await sam.message("preview.turn", ({ turn }) => turn > third)).turn).toBe(third + 1);
});

test("touching what speaks already changes nothing, unless something else has run since", async () => {
  const { collab, sam, kim, open, print, heard } = await scene();
  const turn = await open(sam);
  print(sam, turn, "one");
  await heard(kim, "one");
  sam.send({ type: "preview.open", page: "index.html" });
  print(sam, turn, "two");
  await heard(kim, "two");
  const started = collab.sandbox.next();
  kim.send({ type: "run.start", requestId: "r", entry: "main.js" });
  (await started).events.onStarted();
  await sam.message("run.started", ({ entry }) => entry === "main.js");
  const next = await open(sam);
  expect(next).toBe(turn + 1);
  print(sam, next, "three");
  await heard(kim, "three");
  const consoles = kim.messages.flatMap((message) =>
    message.type === "run.started" && message.entry === "index.html" ? [message.runId] : [],
  );
  expect(consoles).toHaveLength(2);
});

test("what was cleared is gone for all, and for whoever comes later", async () => {
  const { room, sam, kim, open, print, heard } = await scene();
  const turn = await open(sam);
  print(sam, turn, "gone");
  await heard(kim, "gone");
  kim.send({ type: "preview.clear", turn });
  sam.send({ type: "preview.clear", turn });
  const cleared = await kim.message("run.cleared");
  print(sam, turn, "stays");
  await heard(kim, "stays");
  expect(kim.messages.filter(({ type }) => type === "run.cleared")).toHaveLength(1);
  const late = await room.join("kim");
  expect((await late.message("run.history")).runs).toMatchObject([
    { output: [{ text: "stays" }], cleared: cleared.seq, ended: null },
  ]);
});

test("it is bounded, until it is cleared, and a flood is slowed down", async () => {
  const { sam, kim, open, print, heard } = await scene();
  const turn = await open(sam);
  const text = "x".repeat(8000);
  for (let said = 0; said <= RUN_LIMITS.output + 8000; said += text.length) print(sam, turn, text);
  sam.send({ type: "preview.clear", turn });
  print(sam, turn, "room again");
  await heard(kim, "room again");
  const lengths = kim.messages.map((message) => (message.type === "run.output" ? message.text.length : 0));
  expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(RUN_LIMITS.output + 400 + "room again".length);
  for (let i = 0; i < 200; i++) print(sam, turn, "spam");
  await sam.message("refused", (message) => message.code === "rate-limited");
});

test("it never looks like a program, and is not an observer's, nor whose who has become one", async () => {
  const { collab, room, sam, kim, open, print, heard } = await scene();
  sam.send({ type: "preview.open", page: "main.js" });
  expect((await sam.message("refused")).code).toBe("malformed");
  const ola = await room.join("ola");
  ola.send({ type: "preview.open", page: "index.html" });
  expect((await ola.message("refused")).code).toBe("forbidden");
  const turn = await open(kim);
  print(kim, turn, "mine");
  await heard(sam, "mine");
  await collab.server.hub.changed(room.id, { kind: "role", person: room.people.kim as never, role: "observer" });
  await sam.message("run.ended");
  print(kim, turn, "still here");
  expect((await kim.message("refused")).code).toBe("forbidden");
});

test("a page that comes back and was silent stands behind the one who speaks", async () => {
  const { room, sam, kim, open, print, heard } = await scene();
  const turn = await open(sam);
  kim.send({ type: "preview.open", page: "index.html", quiet: true });
  kim.send({ type: "chat.send", requestId: "c", text: "after" });
  await sam.message("chat.message");
  print(sam, turn, "still mine");
  await heard(kim, "still mine");
  sam.provider.destroy();
  expect((await kim.message("preview.turn")).turn).toBe(turn + 1);
  const back = await room.join("sam");
  back.send({ type: "preview.open", page: "index.html", quiet: true });
  kim.send({ type: "preview.end" });
  expect((await back.message("preview.turn")).turn).toBe(turn + 2);
});
