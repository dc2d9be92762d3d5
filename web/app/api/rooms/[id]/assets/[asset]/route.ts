import { assetResponse } from "#web/server/assets";
import { requireMember } from "#web/server/member";
import { route } from "#web/server/route";

export const GET = route<{ id: string; asset: string }>(async (request, { id, asset }) => {
  await requireMember(request.headers, id);
  return assetResponse(id, asset);
});
