import { hiddenTestRemovalSchema, hiddenTestSchema } from "#protocol/http";
import { MAX_HIDDEN_BODY } from "#protocol/tests";
import { readHiddenTests, removeHiddenTest, writeHiddenTest } from "#web/server/hidden-tests";
import { requireMember, roomIdOf } from "#web/server/member";
import { json, readJson, route } from "#web/server/route";

export const GET = route<{ id: string }>(async (request, { id }) => {
  const { room } = await requireMember(request.headers, id, "hidden.read");
  return json({ tests: await readHiddenTests(roomIdOf(room)) });
});

export const PUT = route<{ id: string }>(async (request, { id }) => {
  const { room, person } = await requireMember(request.headers, id, "hidden.write");
  const change = await readJson(request, hiddenTestSchema, MAX_HIDDEN_BODY);
  return json({ test: await writeHiddenTest(roomIdOf(room), { ...change, by: person }) });
});

export const DELETE = route<{ id: string }>(async (request, { id }) => {
  const { room } = await requireMember(request.headers, id, "hidden.write");
  const { path, base } = await readJson(request, hiddenTestRemovalSchema);
  await removeHiddenTest(roomIdOf(room), path, base);
  return json({ removed: path });
});
