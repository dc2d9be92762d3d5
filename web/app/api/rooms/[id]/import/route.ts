import { importTexts } from "#web/server/import/import-files";
import { readIncoming } from "#web/server/import/incoming";
import { readTexts } from "#web/server/import/texts";
import { requireMember, roomIdOf } from "#web/server/member";
import { json, route } from "#web/server/route";

/** `?existing=replace` overwrites files of the same path; otherwise the new ones get a free name. */
export const POST = route<{ id: string }>(async (request, { id }) => {
  const { room, person } = await requireMember(request.headers, id, "room.import");
  const existing = new URL(request.url).searchParams.get("existing") === "replace" ? "replace" : "rename";
  const { texts, skipped } = readTexts(await readIncoming(request));
  const result = await importTexts(roomIdOf(room), person.id, texts, existing);
  return json({ ...result, skipped: [...skipped, ...result.skipped] });
});
