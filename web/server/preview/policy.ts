/**
 * The preview's own policy. The page runs as a stranger (an opaque origin: no cookies, no storage, no access to the
 * room's page) and can load from its own folder, `data:` and `blob:` alone, and scripts from the shelf of libraries, so
 * that nothing leaves this server.
 */
export function previewHeaders(origins: string[], token: string): Record<string, string> {
  const folder = origins.map((origin) => `${origin}/preview/${token}/`).join(" ");
  const shelf = origins.map((origin) => `${origin}/shelf/`).join(" ");
  const policy = {
    sandbox: "allow-scripts allow-forms allow-modals allow-pointer-lock",
    "default-src": `${folder} 'unsafe-inline' 'unsafe-eval' data: blob:`,
    "script-src": `${folder} ${shelf} 'unsafe-inline' 'unsafe-eval' data: blob:`,
    "connect-src": `${folder} data: blob:`,
    "form-action": folder,
    "base-uri": folder,
    "frame-src": `${folder} data: blob:`,
    "frame-ancestors": origins.join(" "),
    "object-src": "'none'",
  };
  return {
    "Content-Security-Policy": Object.entries(policy)
      .map(([name, value]) => `${name} ${value}`)
      .join("; "),
    // Module scripts and fetch of an opaque origin are cross-origin even to their own folder. No credentials go with them.
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), display-capture=(), clipboard-read=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-DNS-Prefetch-Control": "off",
    "Cache-Control": "no-cache",
  };
}
