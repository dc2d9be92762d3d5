/** The room's STUN and TURN servers, fetched when a call needs them and again before their credentials expire. */
import { z } from "zod";
import type { RoomId } from "#protocol/ids";

const iceSchema = z.object({
  iceServers: z.array(
    z.object({
      urls: z.union([z.string(), z.array(z.string())]),
      username: z.string().optional(),
      credential: z.string().optional(),
    }),
  ),
  /** Milliseconds since the epoch. */
  expiresAt: z.number().optional(),
  iceTransportPolicy: z.enum(["all", "relay"]).optional(),
});

export interface Ice {
  servers: RTCIceServer[];
  policy: RTCIceTransportPolicy;
  /** Milliseconds since the epoch; null if nothing expires. */
  expiresAt: number | null;
}

/** Milliseconds before the expiry at which new credentials are fetched: clocks differ by up to a minute. */
const EARLY = 90_000;

export function readIce(body: unknown): Ice {
  const ice = iceSchema.parse(body);
  const servers: RTCIceServer[] = ice.iceServers.map(({ urls, username, credential }) => ({
    urls,
    ...(username === undefined ? {} : { username }),
    ...(credential === undefined ? {} : { credential }),
  }));
  // TURN's shared-secret credentials carry their own expiry, in seconds, before a colon.
  const stamps = servers.map(({ username }) => Number(username?.split(":")[0])).filter((seconds) => seconds > 1e9);
  const expiresAt = ice.expiresAt ?? (stamps.length > 0 ? Math.min(...stamps) * 1000 : null);
  return { servers, policy: ice.iceTransportPolicy ?? "all", expiresAt };
}

/** Milliseconds until the next fetch, or null for never. At least 10 s, so that a wrong clock is no request loop. */
export function refetchIn(ice: Ice, now: number): number | null {
  return ice.expiresAt === null ? null : Math.max(10_000, ice.expiresAt - now - EARLY);
}

/** Throws if the server cannot be reached or refuses. */
export async function fetchIce(room: RoomId, signal: AbortSignal): Promise<Ice> {
  const response = await fetch(`/api/rooms/${encodeURIComponent(room)}/ice`, { signal, cache: "no-store" });
  if (!response.ok) throw new Error(`The call's servers could not be asked for (${response.status}).`);
  return readIce(await response.json());
}
