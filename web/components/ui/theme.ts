/** The page's theme: a cookie, so that the server paints the right one at once, read into the `data-theme` that styles follow. */

export const THEMES = ["light", "dark", "contrast", "system"] as const;
export type Theme = (typeof THEMES)[number];

export const THEME_COOKIE = "pairlab-theme";
/** Seconds. */
const YEAR = 365 * 24 * 3600;

export function readTheme(value: string | undefined): Theme {
  return THEMES.find((theme) => theme === value) ?? "system";
}

/** Remembers the theme for the next page's first paint. In the browser only. */
export function rememberTheme(theme: Theme): void {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and on plain http
  document.cookie = `${THEME_COOKIE}=${theme}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
}
