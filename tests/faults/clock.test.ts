import { describe, expect, onTestFinished, test } from "vitest";
import { openRaw, roomOf, type TestClient } from "#tests/support/collab";
import { startCollabProcess } from "#tests/support/collab-process";
import { openSqliteDatabase } from "#tests/support/database";
import { inLongRun, sleep } from "#tests/support/faults";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A server whose clock is wrong; the clients' is right. */
async function startWrong(clockShift: number) {
  const database = await openSqliteDatabase();
  onTestFinished(() => database.dispose());
  const made = await database.makeRoom();
  const server = await startCollabProcess(database.url, { clockShift });
  const people = { sam: made.sam, kim: made.kim };
  const room = roomOf(server.url, made.id, people);
  /** Tickets of a web process whose clock is `by` milliseconds off the server's. */
  const off = (by: number) => roomOf(server.url, made.id, people, () => Date.now() + clockShift + by);
  return { database, made, server, room, off };
}

describe.each([HOUR, -HOUR])("a server whose clock is off by %i ms", (shift) => {
  test("shows who is there, and nobody who is not", async () => {
    const { database, server, made, off } = await startWrong(shift);
    const room = off(0);
    const sam = await room.join("sam");
    const kim = await room.join("kim");
    sam.awareness.setLocalStateField("view", { panel: "code" });
    await kim.until(() => kim.others().has("Sam"));
    sam.close();
    await kim.until(() => !kim.others().has("Sam"));
    kim.text.insert(0, "kept");
    await kim.acknowledged();
    kim.close();
    await server.end("SIGKILL");
    // The clock was set right between the two: what was stored then is still what it was.
    const right = await startCollabProcess(database.url);
    const again = await roomOf(right.url, made.id, { sam: made.sam, kim: made.kim }).join("sam");
    expect(again.text.toString()).toBe("kept");
    again.close();
  });
});

test("tickets that are a minute too old or too new still open, and older ones do not", async () => {
  const { off, server, room } = await startWrong(0);
  const lifetime = 5 * MINUTE;
  // Issued just now by a clock that is as far back as a ticket lives, and nearly a minute more.
  for (const by of [-lifetime - MINUTE + 5_000, 0, MINUTE]) {
    const client = await off(by).raw("sam");
    client.ws.terminate();
  }
  const late = await openRaw(server.url);
  late.auth(room.code, off(-lifetime - MINUTE - 5_000).ticket("sam"));
  const denied = await late.frame(2);
  expect(Buffer.from(denied).toString()).toContain("ticket");
});

test.each([HOUR, -HOUR])(
  "people whose clocks are off by %i ms see the others, and are seen; none outstays its leave",
  async (shift) => {
    // To them, the server's is the one that is wrong: the same distance, seen from the other side.
    const { off } = await startWrong(-shift);
    const room = off(0);
    const clients = [await room.join("sam"), await room.join("kim"), await room.join("kim")];
    const [sam, kim, other] = clients as [TestClient, TestClient, TestClient];
    for (const client of clients) client.awareness.setLocalStateField("view", { panel: "code" });
    for (const client of clients) await client.until(() => client.awareness.getStates().size === 3);
    // Longer than a heartbeat: whoever judged by the other's clock would have dropped it by now.
    await sleep(inLongRun(3_000, 35_000));
    for (const client of clients) expect(client.awareness.getStates().size).toBe(3);
    sam.close();
    other.cut();
    other.close();
    await kim.until(() => kim.awareness.getStates().size === 1);
  },
);
