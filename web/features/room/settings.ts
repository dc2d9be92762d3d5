/** What a person chose for this browser: kept in it, the same in every tab. */
import { rememberTheme } from "#web/components/ui/theme";
import type { Settings } from "./contract.ts";
import { createStore, type Store } from "./store.ts";
import { readStored, writeStored } from "./stored.ts";

export const FONT_SIZE = { least: 10, usual: 14, most: 32 } as const;
const KEY = "pairlab.settings";

const DEFAULTS: Settings = { theme: "system", fontSize: FONT_SIZE.usual, singleKeys: true, reducedMotion: false };

const isPartial = (value: unknown): value is Partial<Settings> => typeof value === "object" && value !== null;

function readSettings(): Settings {
  const kept = readStored(KEY, isPartial) ?? {};
  const size = Number(kept.fontSize ?? DEFAULTS.fontSize);
  return {
    theme: kept.theme && ["light", "dark", "contrast", "system"].includes(kept.theme) ? kept.theme : DEFAULTS.theme,
    fontSize: Number.isFinite(size) ? Math.min(FONT_SIZE.most, Math.max(FONT_SIZE.least, size)) : DEFAULTS.fontSize,
    singleKeys: kept.singleKeys ?? DEFAULTS.singleKeys,
    reducedMotion: kept.reducedMotion ?? DEFAULTS.reducedMotion,
  };
}

export const settingsStore: Store<Settings> = createStore(DEFAULTS);

export function changeSettings(change: Partial<Settings>): void {
  writeStored(KEY, { ...settingsStore.get(), ...change });
  settingsStore.set(readSettings());
  applySettings();
}

/** Reads what is kept and follows other tabs and the system's theme. Returns the function that stops it. */
export function followSettings(): () => void {
  const take = () => {
    settingsStore.set(readSettings());
    applySettings();
  };
  const fromTab = (event: StorageEvent) => event.key === KEY && take();
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const contrast = matchMedia("(prefers-contrast: more)");
  take();
  window.addEventListener("storage", fromTab);
  dark.addEventListener("change", applySettings);
  contrast.addEventListener("change", applySettings);
  return () => {
    window.removeEventListener("storage", fromTab);
    dark.removeEventListener("change", applySettings);
    contrast.removeEventListener("change", applySettings);
  };
}

export function resolvedTheme(theme: Settings["theme"]): "light" | "dark" | "contrast" {
  if (theme !== "system") return theme;
  if (matchMedia("(prefers-contrast: more)").matches) return "contrast";
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

function applySettings(): void {
  const { theme, reducedMotion } = settingsStore.get();
  const root = document.documentElement;
  root.dataset.theme = resolvedTheme(theme);
  rememberTheme(theme);
  root.dataset.motion = reducedMotion ? "reduced" : "system";
}
