import { route } from "#web/server/route";
import { endSession, sessionCookie } from "#web/server/session";

/** "I'm someone else": ends the login on this device. */
export const DELETE = route(async (request) => {
  await endSession(request.headers);
  return new Response(null, {
    status: 204,
    headers: { "Set-Cookie": sessionCookie(request.headers, null) },
  });
});
