/** The addresses of a request: the caller's, the one it was sent to, and those under which others can reach it. */
import { networkInterfaces } from "node:os";
import { getEnv } from "#protocol/env";
import { Failure } from "./failure.ts";

/** The caller's IP address, as `cleanForwarded` left it. */
export function callerAddress(headers: Headers): string {
  return headers.get("x-forwarded-for")?.split(",")[0]?.trim() || "unknown";
}

export function isHttps(headers: Headers): boolean {
  return headers.get("x-forwarded-proto") === "https" || (getEnv().publicUrl?.startsWith("https:") ?? false);
}

function requestHost(headers: Headers): string | null {
  const host = headers.get("x-forwarded-host") ?? headers.get("host");
  return host && /^([\w.-]+|\[[0-9a-f:]+\])(:\d{1,5})?$/i.test(host) ? host : null;
}

/** The server's address without a trailing slash: PUBLIC_URL, or the one that this request was sent to. */
export function baseUrl(headers: Headers): string {
  const { publicUrl, port } = getEnv();
  if (publicUrl) return publicUrl;
  return `${isHttps(headers) ? "https" : "http"}://${requestHost(headers) ?? `localhost:${port}`}`;
}

/** Refuses a request that another site's page sent. No Origin at all is a tool, not a page. */
export function requireOwnOrigin(headers: Headers): void {
  const origin = headers.get("origin");
  const foreign = () => new Failure(403, "foreign-origin", "This request came from another site.");
  if (origin === null) {
    if (headers.get("sec-fetch-site") === "cross-site") throw foreign();
    return;
  }
  if (getEnv().allowedOrigins.includes(origin)) return;
  const host = requestHost(headers);
  // Only the host is compared: behind a proxy that ends TLS the page's https is our http.
  if (host && URL.canParse(origin) && new URL(origin).host === withoutDefaultPort(host, origin)) return;
  throw foreign();
}

function withoutDefaultPort(host: string, origin: string): string {
  const written = `${new URL(origin).protocol}//${host}`;
  return URL.canParse(written) ? new URL(written).host : host;
}

const LOCAL = /^(localhost|127(\.\d+){3}|\[::1\]|0\.0\.0\.0)$/i;

/** If `base` works on this machine alone: the addresses that others on the network can use instead. */
export function reachableAddresses(base: string): string[] | undefined {
  const url = new URL(base);
  if (!LOCAL.test(url.hostname)) return undefined;
  return Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((one) => one.family === "IPv4" && !one.internal && !one.address.startsWith("169.254."))
    .map((one) => `${url.protocol}//${one.address}${url.port ? `:${url.port}` : ""}`);
}

/** Whether browsers count this address as a secure context: without one there is no camera and no clipboard. */
export function isSecureAddress(headers: Headers): boolean {
  return isHttps(headers) || LOCAL.test((requestHost(headers) ?? "").replace(/:\d+$/, ""));
}

/** The origins under which this server's own pages are: the request's, and PUBLIC_URL's. */
export function ownOrigins(headers: Headers): string[] {
  const { publicUrl } = getEnv();
  const host = requestHost(headers);
  const here = host ? `${isHttps(headers) ? "https" : "http"}://${host}` : null;
  return [...new Set([here, publicUrl && new URL(publicUrl).origin].filter((one) => one !== null))];
}
