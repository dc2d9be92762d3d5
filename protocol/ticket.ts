/**
 * A ticket: a short-lived signed right to open connections to one room. Server-only (it signs with the SECRET).
 * `base64url(JSON claims).base64url(HMAC-SHA256)`. Name, colour and role are read from the database when it is used.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { PersonId, RoomId } from "./ids.ts";
import { CLOCK_TOLERANCE, TICKET_LIFETIME } from "./limits.ts";

const claimsSchema = z.object({ r: z.string(), p: z.string(), exp: z.number() });

export interface TicketClaims {
  room: RoomId;
  person: PersonId;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

function sign(secret: string, body: string): Buffer {
  return createHmac("sha256", secret).update("pairlab ticket 1\0").update(body).digest();
}

export function issueTicket(
  secret: string,
  room: RoomId,
  person: PersonId,
  now = Date.now(),
): { ticket: string; expiresAt: number } {
  const expiresAt = now + TICKET_LIFETIME * 1000;
  const body = Buffer.from(JSON.stringify({ r: room, p: person, exp: expiresAt })).toString("base64url");
  return { ticket: `${body}.${sign(secret, body).toString("base64url")}`, expiresAt };
}

/** The claims, or null if the ticket is malformed, signed by another, or expired by more than the tolerance. */
export function readTicket(secret: string, ticket: string, now = Date.now()): TicketClaims | null {
  const [body, signature, rest] = ticket.split(".");
  if (!body || !signature || rest !== undefined) return null;
  const given = Buffer.from(signature, "base64url");
  const wanted = sign(secret, body);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
  try {
    const claims = claimsSchema.parse(JSON.parse(Buffer.from(body, "base64url").toString("utf8")));
    if (claims.exp + CLOCK_TOLERANCE * 1000 < now) return null;
    return { room: claims.r as RoomId, person: claims.p as PersonId, expiresAt: claims.exp };
  } catch {
    return null;
  }
}
