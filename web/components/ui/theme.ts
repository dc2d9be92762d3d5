/** The page's theme: a cookie, so that the server paints the right one at once, and the attribute that styles read. */

export const THEMES = ["light", "dark", "contrast", "system"] as const;
export type Theme = (typeof THEMES)[number];

export const THEME_COOKIE = "pairlab-theme";
/** Seconds. */
const YEAR = 365 * 24 * 3600;

export function readTheme(value: string | undefined): Theme {
  return THEMES.find((theme) => theme === value) ?? "system";
}

/** Shows the theme and remembers it on this device. In the browser only. */
export function setTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and on plain http
  document.cookie = `${THEME_COOKIE}=${theme}; Path=/; Max-Age=${YEAR}; SameSite=Lax`;
}

export function currentTheme(): Theme {
  return readTheme(document.documentElement.dataset.theme);
}
