import { personChangeSchema } from "#protocol/http";
import { changePerson } from "#web/server/change-person";
import { requireMember } from "#web/server/member";
import { json, readJson, route } from "#web/server/route";

export const PATCH = route<{ id: string; personId: string }>(async (request, { id, personId }) => {
  const member = await requireMember(request.headers, id);
  return json({ person: await changePerson(member, personId, await readJson(request, personChangeSchema)) });
});
