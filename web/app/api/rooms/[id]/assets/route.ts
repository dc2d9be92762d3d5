import { addAsset, readImage } from "#web/server/assets";
import { requireMember } from "#web/server/member";
import { json, route } from "#web/server/route";

export const POST = route<{ id: string }>(async (request, { id }) => {
  const member = await requireMember(request.headers, id, "asset.upload");
  return json({ url: await addAsset(member, await readImage(request)) }, { status: 201 });
});
