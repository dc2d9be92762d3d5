import { getEnv } from "#protocol/env";
import { requireMember, roomIdOf } from "#web/server/member";
import { makePreviewToken } from "#web/server/preview/token";
import { json, route } from "#web/server/route";

export const POST = route<{ id: string }>(async (request, { id }) => {
  const { room, person } = await requireMember(request.headers, id);
  return json({
    url: `/preview/${makePreviewToken(getEnv().secret, { room: roomIdOf(room), person: person.id })}/index.html`,
  });
});
