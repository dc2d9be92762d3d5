/**
 * Where a request came from and which address it was sent to. `cleanForwarded` runs on every request before Next sees
 * it: X-Forwarded-* are believed only from the operator's own proxies, and afterwards always present and right.
 */
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { TLSSocket } from "node:tls";

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value.join(",") : value);

/** The `fromEnd`-th entry from the right of a comma-separated header: each proxy appends, the client can prepend. */
function entryFromEnd(value: string | string[] | undefined, fromEnd: number): string | undefined {
  const parts = one(value)
    ?.split(",")
    .map((part) => part.trim());
  return parts?.at(-Math.min(fromEnd, parts.length));
}

/** Rewrites X-Forwarded-For, -Proto and -Host to one trustworthy value each. `trustProxy`: the proxies in front. */
export function cleanForwarded(request: IncomingMessage, trustProxy: number): void {
  const headers: IncomingHttpHeaders = request.headers;
  const trusted = trustProxy > 0;
  const remote = request.socket.remoteAddress ?? "unknown";
  const encrypted = (request.socket as TLSSocket).encrypted === true;
  const address = (trusted && entryFromEnd(headers["x-forwarded-for"], trustProxy)) || remote;
  const proto = (trusted && entryFromEnd(headers["x-forwarded-proto"], trustProxy)) || (encrypted ? "https" : "http");
  const host = (trusted && entryFromEnd(headers["x-forwarded-host"], trustProxy)) || headers.host;
  headers["x-forwarded-for"] = address.replace(/^::ffff:/, "");
  headers["x-forwarded-proto"] = proto === "https" ? "https" : "http";
  if (host) headers["x-forwarded-host"] = host;
  else delete headers["x-forwarded-host"];
  for (const name of ["x-forwarded-port", "x-real-ip", "forwarded", "x-middleware-subrequest"]) delete headers[name];
}
