"use client";
import { MenuChoice } from "#web/components/ui/menu";
import { useSettings } from "#web/features/room/room";

export const THEME_NAMES = [
  { value: "system", text: "As the system" },
  { value: "light", text: "Light" },
  { value: "dark", text: "Dark" },
  { value: "contrast", text: "High contrast" },
] as const;

/** Part of a menu. */
export function ThemeChoice() {
  const [{ theme }, change] = useSettings();
  return <MenuChoice label="Theme" value={theme} options={THEME_NAMES} onChange={(next) => change({ theme: next })} />;
}
