/** The right to see one room's preview, in the address itself: the preview reads no cookies. */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { RoomId } from "#protocol/ids";

/** Milliseconds. A long lab day; the page asks for a new one when it opens the preview again. */
const LIFETIME = 12 * 3600_000;

const sign = (secret: string, body: string) =>
  createHmac("sha256", secret).update("pairlab preview 1\0").update(body).digest();

export function makePreviewToken(secret: string, room: RoomId, now = Date.now()): string {
  const body = `${room}.${(now + LIFETIME).toString(36)}`;
  return `${body}.${sign(secret, body).toString("base64url")}`;
}

/** The room, or null if the token is malformed, signed by another, or expired. */
export function readPreviewToken(secret: string, token: string, now = Date.now()): RoomId | null {
  const match = /^(([2-9a-z_]{1,10})\.([0-9a-z]{1,12}))\.([\w-]{43})$/.exec(token);
  if (!match?.[1] || !match[2] || !match[3] || !match[4]) return null;
  const given = Buffer.from(match[4], "base64url");
  const wanted = sign(secret, match[1]);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
  return Number.parseInt(match[3], 36) < now ? null : (match[2] as RoomId);
}
