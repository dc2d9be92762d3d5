"use client";
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { classes } from "./classes.ts";
import { IconButton } from "./icon-button.tsx";

export interface DialogProps {
  title: string;
  /** One sentence under the title. */
  description?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** The control that opens it; it gets the focus back. Leave it out where the caller controls `open`. */
  trigger?: ReactNode;
  /** The row of buttons at the bottom. */
  footer?: ReactNode;
  /** `tall` takes the height that there is, for a text that is written in it. */
  size?: "small" | "medium" | "large" | "tall";
  /** Before Escape closes it; prevent its default, and it does not. */
  onEscapeKeyDown?: (event: KeyboardEvent) => void;
  children?: ReactNode;
}

const SIZES = { small: "max-w-sm", medium: "max-w-lg", large: "max-w-3xl", tall: "max-w-4xl" } as const;

export function Dialog({
  title,
  description,
  open,
  onOpenChange,
  trigger,
  footer,
  size = "small",
  onEscapeKeyDown,
  children,
}: DialogProps) {
  return (
    <Radix.Root {...(open === undefined ? {} : { open })} {...(onOpenChange ? { onOpenChange } : {})}>
      {trigger ? <Radix.Trigger asChild>{trigger}</Radix.Trigger> : null}
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-[rgb(10_12_18/0.45)] data-[state=open]:animate-appear" />
        <Radix.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          {...(onEscapeKeyDown ? { onEscapeKeyDown } : {})}
          // The dialog itself takes the focus: on its close button it would open a tooltip over the text.
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            (event.currentTarget as HTMLElement).focus();
          }}
          className={classes(
            "fixed left-1/2 z-40 flex w-[calc(100vw-32px)] -translate-x-1/2 flex-col",
            "rounded-lg border border-line-strong bg-raised shadow-raised outline-none data-[state=open]:animate-appear",
            size === "tall" ? "top-[4dvh] h-[92dvh]" : "top-[12vh] max-h-[76vh]",
            SIZES[size],
          )}
        >
          <header className="flex items-start gap-3 px-4 pt-3.5 pb-2">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
              {description ? <Radix.Description className="mt-0.5 text-ink-2">{description}</Radix.Description> : null}
            </div>
            <Radix.Close asChild>
              <IconButton label="Close" keys="Esc" icon={<X />} className="-mr-1" />
            </Radix.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-auto px-4 py-2">{children}</div>
          {footer ? (
            <footer className="flex justify-end gap-2 px-4 pt-2 pb-4">{footer}</footer>
          ) : (
            <div className="h-2" />
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Closes the dialog around it; give it one button. */
export const DialogClose = Radix.Close;
