/** Logins: a random token in a cookie, of which the database keeps only the SHA-256. */
import { createHash, randomBytes } from "node:crypto";
import type { PersonId } from "#protocol/ids";
import { isHttps } from "./address.ts";
import { database } from "./database.ts";
import { notSignedIn } from "./failure.ts";

const COOKIE = "pairlab";
/** Seconds. A term's length: a student returns to their rooms without an account. */
const LIFETIME = 180 * 24 * 3600;
/** Milliseconds. How often a login's last use is written down. */
const SEEN_EVERY = 3600_000;

export interface Login {
  person: PersonId;
  /** The name given last. A room may know the person by another: `Sam 2`. */
  name: string;
}

export const hashToken = (token: string): string => createHash("sha256").update(token).digest("hex");

export function readToken(headers: Headers): string | null {
  for (const part of headers.get("cookie")?.split(";") ?? []) {
    const at = part.indexOf("=");
    if (part.slice(0, at).trim() === COOKIE) {
      const token = part.slice(at + 1).trim();
      return /^[\w-]{20,100}$/.test(token) ? token : null;
    }
  }
  return null;
}

/** Who the cookie says is here, or null. Reads the database. */
export async function readLogin(headers: Headers): Promise<Login | null> {
  const token = readToken(headers);
  if (!token) return null;
  const db = await database();
  const tokenHash = hashToken(token);
  const session = await db.session.findUnique({ where: { tokenHash }, include: { person: true } });
  const now = Date.now();
  if (!session || session.expiresAt.getTime() < now) return null;
  if (now - session.lastSeenAt.getTime() > SEEN_EVERY) {
    const data = { lastSeenAt: new Date(now), expiresAt: new Date(now + LIFETIME * 1000) };
    // A note beside the point: a full disk shuts nobody out. The next request tries again.
    await db.session.updateMany({ where: { tokenHash }, data }).catch(() => undefined);
  }
  return { person: session.personId as PersonId, name: session.person.name };
}

export async function requireLogin(headers: Headers): Promise<Login> {
  const login = await readLogin(headers);
  if (!login) throw notSignedIn();
  return login;
}

/** A new token, and the row that a transaction creates for it. */
export function makeSession(person: PersonId): { token: string; row: SessionRow } {
  const token = randomBytes(32).toString("base64url");
  const expiresAt = new Date(Date.now() + LIFETIME * 1000);
  return { token, row: { tokenHash: hashToken(token), personId: person, expiresAt } };
}
interface SessionRow {
  tokenHash: string;
  personId: string;
  expiresAt: Date;
}

/** Ends the login on this device; its token is worth nothing from then on. */
export async function endSession(headers: Headers): Promise<void> {
  const token = readToken(headers);
  if (!token) return;
  const db = await database();
  await db.session.deleteMany({ where: { tokenHash: hashToken(token) } });
}

/** The Set-Cookie value for a token, or, with null, the one that takes the cookie away. */
export function sessionCookie(headers: Headers, token: string | null): string {
  const secure = isHttps(headers) ? "; Secure" : "";
  const age = token ? LIFETIME : 0;
  return `${COOKIE}=${token ?? ""}; Path=/; Max-Age=${age}; HttpOnly; SameSite=Lax${secure}`;
}
