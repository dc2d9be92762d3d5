/** What is known of a room's runs after the server has been ended and started again. */
import { expect, onTestFinished, test } from "vitest";
import { roomOf } from "#tests/support/collab";
import { startCollabProcess } from "#tests/support/collab-process";
import { openSqliteDatabase } from "#tests/support/database";

test("a restarted server still says which runs were deterministic, and with which numbers", async () => {
  const database = await openSqliteDatabase();
  onTestFinished(() => database.dispose());
  const made = await database.makeRoom();
  const joined = async (url: string) => roomOf(url, made.id, { sam: made.sam, kim: made.kim }).join("sam");
  const first = await startCollabProcess(database.url, { runsPrograms: true });
  const sam = await joined(first.url);
  sam.file("main.js", "");
  const modes = [{ seed: 7 }, {}, { seed: 0 }];
  for (const [at, mode] of modes.entries()) {
    const requestId = `request${at}`;
    sam.send({ type: "run.start", requestId, entry: "main.js", ...mode });
    const { runId } = await sam.message("run.started", (message) => message.requestId === requestId);
    await sam.message("run.ended", (message) => message.runId === runId);
  }
  sam.close();
  expect(await first.end("SIGTERM")).toBe(0);
  const second = await startCollabProcess(database.url);
  const { runs } = await (await joined(second.url)).message("run.history");
  expect(runs.map(({ requestId, seed }) => ({ requestId, seed }))).toEqual(
    modes.map(({ seed }, at) => ({ requestId: `request${at}`, seed })),
  );
});
