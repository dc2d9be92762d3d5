/** STUN and TURN servers for a call, with credentials that expire: coturn's `use-auth-secret` scheme. */
import { createHmac } from "node:crypto";
import type { Env } from "#protocol/env";

/** Seconds. Longer than a lab; whoever is removed from the room has nothing that lasts. */
const LIFETIME = 4 * 3600;

export interface IceServer {
  urls: string[];
  username?: string;
  credential?: string;
}

/** `user` names the caller in the TURN server's log; `host` is this server's, without a port. `now` in milliseconds. */
export function iceServers(
  env: Pick<Env, "stunPort" | "turnUrls" | "turnSecret">,
  host: string,
  user: string,
  now = Date.now(),
): IceServer[] {
  const servers: IceServer[] = [];
  if (env.stunPort) servers.push({ urls: [`stun:${host}:${env.stunPort}`] });
  if (env.turnUrls.length > 0 && env.turnSecret) {
    const username = `${Math.floor(now / 1000) + LIFETIME}:${user}`;
    const credential = createHmac("sha1", env.turnSecret).update(username).digest("base64");
    servers.push({ urls: env.turnUrls, username, credential });
  }
  return servers;
}
