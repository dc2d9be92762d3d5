"use client";
/** The size of code, in the toolbar where it is looked for when a room is projected. */
import { AArrowDown, AArrowUp } from "lucide-react";
import { IconButton } from "#web/components/ui/icon-button";
import { announce, useSettings } from "#web/features/room/room";
import { FONT_SIZE } from "#web/features/room/settings";

export function FontSize() {
  const [{ fontSize }, change] = useSettings();
  const set = (size: number) => {
    change({ fontSize: size });
    announce(`Code in ${size} pixels`);
  };
  return (
    <fieldset aria-label="Size of code" className="flex">
      <IconButton
        label="Smaller code"
        icon={<AArrowDown />}
        disabled={fontSize <= FONT_SIZE.least}
        onClick={() => set(fontSize - 1)}
      />
      <IconButton
        label="Larger code"
        icon={<AArrowUp />}
        disabled={fontSize >= FONT_SIZE.most}
        onClick={() => set(fontSize + 1)}
      />
    </fieldset>
  );
}
