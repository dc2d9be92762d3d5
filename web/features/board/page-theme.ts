/** The theme as the page shows it now, whatever was chosen or the system says. */
import { useSyncExternalStore } from "react";

export type PageTheme = "light" | "dark" | "contrast";

function subscribe(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", listener);
  return () => {
    observer.disconnect();
    dark.removeEventListener("change", listener);
  };
}

function read(): PageTheme {
  const { theme } = document.documentElement.dataset;
  if (theme === "dark" || theme === "light" || theme === "contrast") return theme;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

export function usePageTheme(): PageTheme {
  return useSyncExternalStore(subscribe, read, () => "light");
}

function subscribeMotion(listener: () => void): () => void {
  const query = matchMedia("(prefers-reduced-motion: reduce)");
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

export function useSystemReducedMotion(): boolean {
  return useSyncExternalStore(
    subscribeMotion,
    () => matchMedia("(prefers-reduced-motion: reduce)").matches,
    () => false,
  );
}
