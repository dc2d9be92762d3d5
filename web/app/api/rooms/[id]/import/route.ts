import { can } from "#protocol/access";
import { importTexts } from "#web/server/import/import-files";
import { importHidden } from "#web/server/import/import-hidden";
import { readIncoming } from "#web/server/import/incoming";
import { readTexts } from "#web/server/import/texts";
import { requireMember, roomIdOf } from "#web/server/member";
import { json, route } from "#web/server/route";

/** `?existing=replace` overwrites files of the same path; otherwise the new ones get a free name. */
export const POST = route<{ id: string }>(async (request, { id }) => {
  const { room, person } = await requireMember(request.headers, id, "room.import");
  const existing = new URL(request.url).searchParams.get("existing") === "replace" ? "replace" : "rename";
  const incoming = await readIncoming(request);
  const { texts, skipped } = readTexts(incoming);
  const result = await importTexts(roomIdOf(room), person.id, texts, existing);
  const mayWrite = can(person.role, "hidden.write");
  const tests = await importHidden(roomIdOf(room), incoming.hidden, existing, mayWrite ? person : null);
  return json({ ...result, hidden: tests.hidden, skipped: [...skipped, ...result.skipped, ...tests.skipped] });
});
