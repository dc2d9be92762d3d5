import { getEnv } from "#protocol/env";
import type { TicketBody } from "#protocol/http";
import { issueTicket } from "#protocol/ticket";
import { requireMember, roomIdOf } from "#web/server/member";
import { json, route } from "#web/server/route";

export const POST = route<{ id: string }>(async (request, { id }) => {
  const { room, person } = await requireMember(request.headers, id);
  const body: TicketBody = { ...issueTicket(getEnv().secret, roomIdOf(room), person.id), person };
  return json(body);
});
