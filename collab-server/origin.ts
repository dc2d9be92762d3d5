/** Which web pages may open a socket here. Programs send no Origin; what they may do is their ticket's business. */
import type { IncomingMessage } from "node:http";

export interface OriginRules {
  /** Origins besides the server's own host. */
  allowedOrigins: readonly string[];
  /** Number of proxies whose X-Forwarded-Host is believed. */
  trustProxy: number;
}

export function isAllowedOrigin(request: IncomingMessage, rules: OriginRules): boolean {
  const given = request.headers.origin;
  if (given === undefined) return true;
  let origin: URL;
  try {
    origin = new URL(given);
  } catch {
    return false;
  }
  if (rules.allowedOrigins.includes(origin.origin)) return true;
  return origin.host !== "" && origin.host === hostOf(request, rules.trustProxy);
}

function hostOf(request: IncomingMessage, trustProxy: number): string | undefined {
  const forwarded = trustProxy > 0 ? String(request.headers["x-forwarded-host"] ?? "") : "";
  // Each proxy adds to the right; the ones that are believed are the last.
  const hosts = forwarded
    .split(",")
    .map((host) => host.trim())
    .filter((host) => host !== "");
  return (hosts.at(-trustProxy) ?? hosts[0] ?? request.headers.host)?.toLowerCase();
}
