import { hiddenTrialSchema } from "#protocol/http";
import { getHub } from "#protocol/hub";
import { MAX_HIDDEN_BODY, type TrialWord } from "#protocol/tests";
import { Failure } from "#web/server/failure";
import { requireMember, roomIdOf } from "#web/server/member";
import { readJson, route } from "#web/server/route";
import { sayLines } from "#web/server/say-lines";

export const POST = route<{ id: string }>(async (request, { id }) => {
  const { room, person } = await requireMember(request.headers, id, "hidden.write");
  const trial = await readJson(request, hiddenTrialSchema, MAX_HIDDEN_BODY);
  return sayLines<TrialWord>(request.signal, async (heard, signal) => {
    const tests = await getHub().tryTests(roomIdOf(room), person.id, trial, { signal, heard });
    if (!tests) throw new Failure(503, "unavailable", "Programs cannot be run right now. Try again in a moment.");
    heard({ kind: "end" });
  });
});
