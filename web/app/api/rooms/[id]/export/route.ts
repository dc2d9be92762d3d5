import { ReadableStream } from "node:stream/web";
import { roomEntries, zipDisposition } from "#web/server/export/room-zip";
import { requireMember } from "#web/server/member";
import { route } from "#web/server/route";
import { writeZip } from "#web/server/zip/write-zip";

export const GET = route<{ id: string }>(async (request, { id }) => {
  const { room } = await requireMember(request.headers, id, "room.export");
  const stream = ReadableStream.from(writeZip(roomEntries(room)));
  return new Response(stream as BodyInit, {
    headers: {
      "Content-Type": "application/zip",
      "Content-Disposition": zipDisposition(room.title),
      "Cache-Control": "no-store",
    },
  });
});
