import { expect, test } from "vitest";
import { startCollab } from "#tests/support/collab";

test("two people type in one document", async () => {
  const collab = await startCollab();
  const room = collab.room("sam", "kim");
  const sam = await room.join("sam");
  const kim = await room.join("kim");
  sam.text.insert(0, "hello");
  await kim.until(() => kim.text.toString() === "hello");
  kim.text.insert(5, " there");
  await sam.until(() => sam.text.toString() === "hello there");
});

test("each sees who the other is, as the server says it", async () => {
  const collab = await startCollab();
  const room = collab.room("sam:owner", "kim");
  const sam = await room.join("sam");
  const kim = await room.join("kim");
  kim.awareness.setLocalStateField("user", { name: "Sam", role: "owner" });
  kim.awareness.setLocalStateField("view", { panel: "code" });
  await sam.until(() => sam.others().get("kim")?.view !== undefined);
  const { connection } = await kim.message("hello");
  const { user } = sam.others().get("kim") as { user: object };
  expect(user).toMatchObject({ id: room.people.kim, name: "kim", role: "student", connection });
});
