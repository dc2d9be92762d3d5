import { hiddenTestRemovalSchema, hiddenTestSchema } from "#protocol/http";
import { MAX_HIDDEN_TEXT } from "#protocol/tests";
import { readHiddenTests, removeHiddenTest, writeHiddenTest } from "#web/server/hidden-tests";
import { requireMember, roomIdOf } from "#web/server/member";
import { json, readJson, route } from "#web/server/route";

/** Bytes: a text of that length in JSON, at worst. */
const MAX_BODY = 6 * MAX_HIDDEN_TEXT + 4_096;

export const GET = route<{ id: string }>(async (request, { id }) => {
  const { room } = await requireMember(request.headers, id, "hidden.read");
  return json({ tests: await readHiddenTests(roomIdOf(room)) });
});

export const PUT = route<{ id: string }>(async (request, { id }) => {
  const { room } = await requireMember(request.headers, id, "hidden.write");
  const change = await readJson(request, hiddenTestSchema, MAX_BODY);
  return json({ test: await writeHiddenTest(roomIdOf(room), change) });
});

export const DELETE = route<{ id: string }>(async (request, { id }) => {
  const { room } = await requireMember(request.headers, id, "hidden.write");
  const { path, base } = await readJson(request, hiddenTestRemovalSchema);
  await removeHiddenTest(roomIdOf(room), path, base);
  return json({ removed: path });
});
