/** Whose right it is to see which room's preview, in the address itself: the preview reads no cookies. */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { PersonId, RoomId } from "#protocol/ids";

/** Milliseconds. A long lab day; the page asks for a new one when it opens the preview again. */
const LIFETIME = 12 * 3600_000;

const sign = (secret: string, body: string) =>
  createHmac("sha256", secret).update("pairlab preview 2\0").update(body).digest();

export interface PreviewRight {
  room: RoomId;
  /** Whoever asked for it: it ends when they are no longer in the room. */
  person: PersonId;
}

export function makePreviewToken(secret: string, { room, person }: PreviewRight, now = Date.now()): string {
  const body = `${room}.${person}.${(now + LIFETIME).toString(36)}`;
  return `${body}.${sign(secret, body).toString("base64url")}`;
}

/** Null if the token is malformed, signed by another, or expired. */
export function readPreviewToken(secret: string, token: string, now = Date.now()): PreviewRight | null {
  const [, body, room, person, until, signature] =
    /^(([2-9a-z_]{1,10})\.([2-9a-z_]{1,32})\.([0-9a-z]{1,12}))\.([\w-]{43})$/.exec(token) ?? [];
  if (!body || !room || !person || !until || !signature) return null;
  const given = Buffer.from(signature, "base64url");
  const wanted = sign(secret, body);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
  if (Number.parseInt(until, 36) < now) return null;
  return { room: room as RoomId, person: person as PersonId };
}
