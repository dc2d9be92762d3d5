import { hiddenTrialSchema } from "#protocol/http";
import { getHub } from "#protocol/hub";
import { MAX_HIDDEN_BODY } from "#protocol/tests";
import { Failure } from "#web/server/failure";
import { requireMember, roomIdOf } from "#web/server/member";
import { json, readJson, route } from "#web/server/route";

export const POST = route<{ id: string }>(async (request, { id }) => {
  const { room, person } = await requireMember(request.headers, id, "hidden.write");
  const trial = await readJson(request, hiddenTrialSchema, MAX_HIDDEN_BODY);
  const tests = await getHub().tryTests(roomIdOf(room), person.id, trial, request.signal);
  if (!tests) throw new Failure(503, "unavailable", "Programs cannot be run right now. Try again in a moment.");
  return json({ tests });
});
