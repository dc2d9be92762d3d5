"use client";
/** An open popover: fetched by `popover.tsx`. */
import { Popover as Radix } from "radix-ui";
import type { PopoverProps } from "./popover.tsx";
import { Tooltip } from "./tooltip.tsx";

export interface PopoverRootProps extends PopoverProps {
  /** It was asked for before this was here. */
  openAtFirst: boolean;
}

export function PopoverRoot({ trigger, tooltip, label, openAtFirst, children }: PopoverRootProps) {
  return (
    <Radix.Root defaultOpen={openAtFirst}>
      <Tooltip text={tooltip}>
        <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      </Tooltip>
      <Radix.Portal>
        <Radix.Content
          align="end"
          sideOffset={6}
          collisionPadding={8}
          aria-label={label}
          className="z-50 max-h-[70vh] w-72 animate-appear overflow-auto rounded-lg border border-line-strong bg-raised p-1 shadow-raised"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
