import { getEnv } from "#protocol/env";
import { baseUrl } from "#web/server/address";
import { iceServers } from "#web/server/ice";
import { requireMember } from "#web/server/member";
import { json, route } from "#web/server/route";

export const GET = route<{ id: string }>(async (request, { id }) => {
  const { person } = await requireMember(request.headers, id, "call.join");
  const host = new URL(baseUrl(request.headers)).hostname;
  return json({ iceServers: iceServers(getEnv(), host, person.id) });
});
