import { roomChangeSchema } from "#protocol/http";
import { changeRoom } from "#web/server/change-room";
import { requireMember } from "#web/server/member";
import { roomBody, roomPageBody } from "#web/server/room-body";
import { json, readJson, route } from "#web/server/route";

export const GET = route<{ id: string }>(async (request, { id }) => {
  const member = await requireMember(request.headers, id);
  return json(await roomPageBody(member, request.headers));
});

export const PATCH = route<{ id: string }>(async (request, { id }) => {
  const member = await requireMember(request.headers, id);
  const room = await changeRoom(member, await readJson(request, roomChangeSchema));
  return json({ room: roomBody(room, request.headers) });
});
