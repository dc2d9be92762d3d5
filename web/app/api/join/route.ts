import { joinSchema } from "#protocol/http";
import { callerAddress } from "#web/server/address";
import { enteredResponse } from "#web/server/entered-response";
import { joinRoom } from "#web/server/join-room";
import { roomByCode } from "#web/server/room-by-code";
import { readJson, route } from "#web/server/route";
import { readLogin } from "#web/server/session";
import { refuseWrongCode } from "#web/server/wrong-codes";

export const POST = route(async (request) => {
  const { code, name } = await readJson(request, joinSchema);
  const room = await roomByCode(code);
  if (!room) return refuseWrongCode(callerAddress(request.headers));
  const entered = await joinRoom(room, name, await readLogin(request.headers));
  return enteredResponse(request.headers, entered, 200);
});
