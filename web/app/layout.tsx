import "./globals.css";
import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { NonceProvider } from "#web/components/ui/nonce";
import { readTheme, THEME_COOKIE } from "#web/components/ui/theme";
import { Toaster } from "#web/components/ui/toaster";

// A prerendered page would carry no nonce, and its scripts would be refused.
export const dynamic = "force-dynamic";

export const metadata: Metadata = {
  title: { default: "Pairlab", template: "%s · Pairlab" },
  description: "One editor, one whiteboard, one run, one call: a room in which people code together.",
  robots: { index: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  interactiveWidget: "resizes-content",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f6f7f9" },
    { media: "(prefers-color-scheme: dark)", color: "#101216" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? "";
  const theme = readTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <html lang="en" data-theme={theme} suppressHydrationWarning>
      <body>
        <NonceProvider nonce={nonce}>
          {children}
          <Toaster />
        </NonceProvider>
      </body>
    </html>
  );
}
