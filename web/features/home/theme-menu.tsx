"use client";
import { SunMoon } from "lucide-react";
import { useEffect, useSyncExternalStore } from "react";
import { IconButton } from "#web/components/ui/icon-button";
import { Menu, MenuChoice } from "#web/components/ui/menu";
import type { Theme } from "#web/components/ui/theme";
import { changeSettings, followSettings, settingsStore } from "#web/features/room/settings";

const OPTIONS: readonly { value: Theme; text: string }[] = [
  { value: "system", text: "As the system" },
  { value: "light", text: "Light" },
  { value: "dark", text: "Dark" },
  { value: "contrast", text: "High contrast" },
];

export function ThemeMenu() {
  useEffect(followSettings, []);
  const { theme } = useSyncExternalStore(settingsStore.subscribe, settingsStore.get, settingsStore.get);
  return (
    <Menu trigger={<IconButton label="Theme" icon={<SunMoon />} />}>
      <MenuChoice label="Theme" value={theme} options={OPTIONS} onChange={(next) => changeSettings({ theme: next })} />
    </Menu>
  );
}
