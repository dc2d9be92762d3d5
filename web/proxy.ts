/** The security headers of every page, with a nonce of its own for each request; pages read it from `x-nonce`. */
import { type NextRequest, NextResponse } from "next/server";
import { contentSecurityPolicy, PERMISSIONS_POLICY } from "./server/policy.ts";

export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = contentSecurityPolicy({
    nonce,
    dev: process.env.NODE_ENV !== "production",
    host: request.headers.get("host"),
  });
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("Content-Security-Policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  response.headers.set("Permissions-Policy", PERMISSIONS_POLICY);
  response.headers.set("Referrer-Policy", "same-origin");
  response.headers.set("X-Frame-Options", "DENY");
  response.headers.set("Cross-Origin-Opener-Policy", "same-origin");
  return response;
}

export const config = {
  // Preview and assets have stricter policies of their own; files under _next and tldraw are not documents.
  matcher: ["/((?!api/|preview/|shelf/|_next/|tldraw/|favicon).*)"],
};
