import type { EnteredBody } from "#protocol/http";
import type { Entered } from "./create-room.ts";
import { roomBody } from "./room-body.ts";
import { json } from "./route.ts";
import { sessionCookie } from "./session.ts";

/** What create and join answer: the room, the person, and the cookie of a new login. */
export function enteredResponse(headers: Headers, entered: Entered, status: 200 | 201): Response {
  const body: EnteredBody = { room: roomBody(entered.room, headers), person: entered.person };
  return json(body, {
    status,
    ...(entered.token ? { headers: { "Set-Cookie": sessionCookie(headers, entered.token) } } : {}),
  });
}
