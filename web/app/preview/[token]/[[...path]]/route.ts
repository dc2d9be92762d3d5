import { getEnv } from "#protocol/env";
import { ownOrigins } from "#web/server/address";
import { Failure } from "#web/server/failure";
import { memberOf } from "#web/server/member";
import { previewHeaders } from "#web/server/preview/policy";
import { previewResponse } from "#web/server/preview/response";
import { readPreviewToken } from "#web/server/preview/token";
import { roomFiles } from "#web/server/room-files";
import { route } from "#web/server/route";

export const GET = route<{ token: string }>(async (request, { token }) => {
  const right = readPreviewToken(getEnv().secret, token);
  if (!right) throw new Failure(404, "no-preview", "This preview has ended. Open it again from the room.");
  // Asked each time: whoever was removed meanwhile sees no more of the room.
  await memberOf(right.room, right.person);
  const [, , , ...parts] = new URL(request.url).pathname.split("/");
  const path = parts.map(decodePart).join("/");
  const policy = previewHeaders(ownOrigins(request.headers), token);
  const files = await roomFiles(right.room);
  return previewResponse(right.room, files, path === "" ? "index.html" : path, request.headers, policy);
});

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new Failure(400, "malformed", "That address cannot be read.");
  }
}
