/** The Content Security Policy of the pages. Nothing here allows a request to another host. */

/** sonner puts one `<style>` into the page, empty at first and then filled: the hashes of both states. */
export const SONNER_STYLE_HASHES = [
  "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
  "'sha256-StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY='",
];

export const PERMISSIONS_POLICY =
  "camera=(self), microphone=(self), display-capture=(self), clipboard-write=(self), fullscreen=(self), " +
  "geolocation=(), payment=(), usb=(), serial=(), hid=(), midi=(), browsing-topics=()";

export interface PolicyRequest {
  nonce: string;
  dev: boolean;
  /** The request's Host header: older Safari does not count its WebSockets as 'self'. */
  host: string | null;
}

export function contentSecurityPolicy({ nonce, dev, host }: PolicyRequest): string {
  const connect = ["'self'", "data:", "blob:"];
  if (host && /^[\w.-]+(:\d+)?$|^\[[0-9a-f:]+\](:\d+)?$/i.test(host)) connect.push(`ws://${host}`, `wss://${host}`);
  const directives = {
    "default-src": ["'none'"],
    "script-src": [`'nonce-${nonce}'`, "'strict-dynamic'", ...(dev ? ["'unsafe-eval'"] : [])],
    // A nonce or hash beside 'unsafe-inline' switches the latter off, so development has neither.
    "style-src": dev ? ["'self'", "'unsafe-inline'"] : ["'self'", `'nonce-${nonce}'`, ...SONNER_STYLE_HASHES],
    "style-src-attr": ["'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "media-src": ["'self'", "blob:"],
    "font-src": ["'self'", "data:"],
    "connect-src": connect,
    "frame-src": ["'self'"],
    "worker-src": ["'self'"],
    "manifest-src": ["'self'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    "object-src": ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(" ")}`)
    .join("; ");
}
