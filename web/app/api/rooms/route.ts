import { createRoomSchema } from "#protocol/http";
import { createRoom } from "#web/server/create-room";
import { enteredResponse } from "#web/server/entered-response";
import { readJson, route } from "#web/server/route";
import { readLogin } from "#web/server/session";

export const POST = route(async (request) => {
  const wish = await readJson(request, createRoomSchema);
  const entered = await createRoom(wish, await readLogin(request.headers));
  return enteredResponse(request.headers, entered, 201);
});
