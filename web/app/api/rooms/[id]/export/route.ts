import { ReadableStream } from "node:stream/web";
import { can } from "#protocol/access";
import { roomEntries, zipDisposition } from "#web/server/export/room-zip";
import { requireMember } from "#web/server/member";
import { route } from "#web/server/route";
import { writeZip } from "#web/server/zip/write-zip";

export const GET = route<{ id: string }>(async (request, { id }) => {
  const { room, person } = await requireMember(request.headers, id, "room.export");
  const hiddenTests = can(person.role, "hidden.read");
  const stream = ReadableStream.from(writeZip(roomEntries(room, { hiddenTests })));
  return new Response(stream as BodyInit, {
    headers: {
      "Content-Type": "application/zip",
      "Content-Disposition": zipDisposition(room.title),
      "Cache-Control": "no-store",
    },
  });
});
