import { fileURLToPath } from "node:url";

// In plain JavaScript: for a TypeScript one every start would load Next's compiler, and say so.
/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // `npm run check` type-checks the whole repository; a second time here would only slow the first start.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: fileURLToPath(new URL("..", import.meta.url)) },
  // One copy of Yjs a process: the collaboration server imports it too.
  serverExternalPackages: ["yjs"],
  experimental: {
    optimizePackageImports: ["radix-ui", "lucide-react"],
    // Memory that a page takes when it is first asked for, not when the server starts.
    preloadEntriesOnStart: false,
  },
  headers: async () => [
    { source: "/:path*", headers: [{ key: "X-Content-Type-Options", value: "nosniff" }] },
    {
      source: "/tldraw/:path*",
      headers: [{ key: "Cache-Control", value: "public, max-age=604800, stale-while-revalidate=86400" }],
    },
  ],
};
export default config;
