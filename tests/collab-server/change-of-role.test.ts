/** The pages' routes and live connections in one process, as the server has them: who loses a right loses it at once. */
import { expect, onTestFinished, test } from "vitest";
import { openStorage } from "#collab-server/storage/open-storage";
import type { EnteredBody, TicketBody } from "#protocol/http";
import { setHub } from "#protocol/hub";
import { CLOSE } from "#protocol/refusals";
import { startCollab, TestClient, updateOf } from "#tests/support/collab";
import { startWeb, type Visitor } from "#tests/support/web";

/** Milliseconds that a person may go on writing after the owner's answer, on a busy machine: far below a heartbeat. */
const BOUND = 5_000;

async function start() {
  const web = await startWeb();
  onTestFinished(() => web.dispose());
  const storage = await openStorage(web.env.databaseUrl);
  onTestFinished(() => storage.dispose());
  const collab = await startCollab({ storage, secret: web.env.secret });
  setHub(collab.server.hub);
  const owner = web.visitor();
  const { room } = await owner.create("Ada");
  const member = web.visitor();
  const { person } = await member.join(room.joinCode, "Bo");
  const path = `/api/rooms/${room.id}/people/${person.id}`;
  const connect = async (visitor: Visitor, { id }: EnteredBody["room"], reconnects = false) => {
    const { ticket } = (await (await visitor.post(`/api/rooms/${id}/ticket`)).json()) as TicketBody;
    const client = new TestClient(collab.url, `room/${id}/code` as never, () => ticket, { reconnects });
    onTestFinished(() => client.close());
    await client.synced();
    return client;
  };
  const rows = async () => (await storage.load(`room/${room.id}/code` as never))?.updates.length;
  return { owner, member, person, room, path, connect, rows, collab };
}

test("a person who is made an observer in the middle of a word writes no more", async () => {
  const { owner, member, path, room, connect, rows } = await start();
  const ada = await connect(owner, room);
  const bo = await connect(member, room);
  bo.text.insert(0, "before");
  await ada.until(() => ada.text.toString() === "before");
  const asked = performance.now();
  expect((await owner.patch(path, { role: "observer" })).status).toBe(200);
  const before = await rows();
  const closed = bo.closed();
  bo.text.insert(0, "after");
  expect((await bo.message("refused")).code).toBe("read-only");
  expect(await closed).toBe(CLOSE.replicaEnded);
  expect(performance.now() - asked).toBeLessThan(BOUND);
  expect((await bo.message("role.changed")).role).toBe("observer");
  expect(await rows()).toBe(before);
  expect(ada.text.toString()).toBe("before");
  // Nor by another way in: the ticket says who, the database what they may.
  const again = await connect(member, room);
  again.send({ type: "chat.send", requestId: "c", text: "psst" });
  expect((await again.message("refused")).code).toBe("forbidden");
  expect((await member.post(`/api/rooms/${room.id}/import`)).status).toBe(403);
});

test("a person who is removed is out, and their ticket opens nothing any more", async () => {
  const { owner, member, path, room, connect, rows, collab } = await start();
  const ada = await connect(owner, room);
  const bo = await connect(member, room);
  const { ticket } = (await (await member.post(`/api/rooms/${room.id}/ticket`)).json()) as TicketBody;
  const before = await rows();
  const closed = bo.closed();
  const asked = performance.now();
  const answer = owner.patch(path, { removed: true });
  expect(await closed).toBe(CLOSE.removed);
  expect(performance.now() - asked).toBeLessThan(BOUND);
  expect((await answer).status).toBe(200);
  bo.text.insert(0, "after");
  const back = new TestClient(collab.url, `room/${room.id}/code` as never, () => ticket, { reconnects: false });
  onTestFinished(() => back.close());
  const denied = new Promise<string>((resolve) =>
    back.provider.on("authenticationFailed", ({ reason }: { reason: string }) => resolve(reason)),
  );
  expect(await denied).toBe("not-a-member");
  back.doc.getText("text").insert(0, updateOf("x").join());
  expect((await member.post(`/api/rooms/${room.id}/ticket`)).status).toBe(403);
  ada.text.insert(0, "alone");
  await ada.acknowledged();
  expect(await rows()).toBe((before ?? 0) + 1);
  expect(await collab.server.hub.online(room.id)).toHaveProperty("size", 1);
});
