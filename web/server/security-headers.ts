/**
 * The security headers of every answer of the http server, errors and files included: those that the page, the
 * preview or a route has not set itself are added when the answer's head is written.
 */
import type { OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from "node:http";

/** Seconds: a year. Browsers that came by https once never try http again. */
const HSTS_LIFETIME = 31_536_000;

/** For what is no page: nothing may be loaded, run, framed or sent from it. */
const NO_PAGE = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const NOTHING_ALLOWED =
  "camera=(), microphone=(), display-capture=(), geolocation=(), clipboard-read=(), clipboard-write=(), " +
  "fullscreen=(), payment=(), usb=(), serial=(), hid=(), midi=(), browsing-topics=()";

export interface SecurityOptions {
  /** Whether people reach the server by https and nothing else: PUBLIC_URL says so. */
  https: boolean;
}

/** Header names in lower case, as Node keeps them. `policy` is the answer's own Content-Security-Policy, if it has one. */
export function missingHeaders(policy: string | undefined, { https }: SecurityOptions): Record<string, string> {
  // A sandboxed document has an opaque origin: browsers refuse to open one that asks for its own group of windows.
  const sandboxed = policy !== undefined && /(^|;)\s*sandbox\b/.test(policy);
  // A policy that names who may frame the answer knows better than the old header, which can only say "the same site".
  const framed = policy !== undefined && !/frame-ancestors 'none'/.test(policy) && /frame-ancestors /.test(policy);
  return {
    "content-security-policy": NO_PAGE,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": framed ? "SAMEORIGIN" : "DENY",
    ...(sandboxed ? {} : { "cross-origin-opener-policy": "same-origin" }),
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": NOTHING_ALLOWED,
    ...(https ? { "strict-transport-security": `max-age=${HSTS_LIFETIME}` } : {}),
  };
}

/** Has every head that this response writes completed. Call it before anybody else has the response. */
export function secure(response: ServerResponse, options: SecurityOptions): void {
  const writeHead = response.writeHead.bind(response) as (...given: unknown[]) => ServerResponse;
  response.writeHead = ((
    status: number,
    ...more: (string | OutgoingHttpHeaders | OutgoingHttpHeader[] | undefined)[]
  ) => {
    const given = more.find((one) => typeof one === "object");
    const named = namesOf(given);
    const own = response.getHeader("content-security-policy") ?? named.get("content-security-policy");
    const missing = missingHeaders(own === undefined ? undefined : String(own), options);
    for (const [name, value] of Object.entries(missing)) {
      if (!response.hasHeader(name) && !named.has(name)) response.setHeader(name, value);
    }
    return writeHead(status, ...more);
  }) as typeof response.writeHead;
}

/** The headers that `writeHead` was given: an object, or names and values in turn. */
function namesOf(given: OutgoingHttpHeaders | OutgoingHttpHeader[] | undefined | string): Map<string, unknown> {
  if (given === undefined || typeof given === "string") return new Map();
  if (!Array.isArray(given)) return new Map(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]));
  const named = new Map<string, unknown>();
  for (let i = 0; i < given.length; i += 2) named.set(String(given[i]).toLowerCase(), given[i + 1]);
  return named;
}
