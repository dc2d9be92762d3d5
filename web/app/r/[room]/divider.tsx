"use client";
import { Separator } from "react-resizable-panels";
import { classes } from "#web/components/ui/classes";

export interface DividerProps {
  label: string;
  /** Between panels side by side, or one above the other. */
  between: "columns" | "rows";
  hidden?: boolean;
}

/** Drag, arrow keys; a double click gives the panel its first size back. */
export function Divider({ label, between, hidden = false }: DividerProps) {
  return (
    <Separator
      aria-label={label}
      disabled={hidden}
      className={classes(
        "relative flex-none bg-line transition-colors hover:bg-accent focus-visible:bg-accent focus-visible:outline-none",
        "data-[separator=active]:bg-accent data-[separator=dragging]:bg-accent",
        between === "columns"
          ? "w-px after:absolute after:inset-y-0 after:-inset-x-1"
          : "h-px after:absolute after:inset-x-0 after:-inset-y-1",
        hidden && "hidden",
      )}
    />
  );
}
