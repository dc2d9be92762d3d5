"use client";
import type { ButtonHTMLAttributes, MouseEvent, ReactNode, Ref } from "react";
import { classes } from "./classes.ts";
import { Kbd } from "./kbd.tsx";
import { Spinner } from "./spinner.tsx";
import { Tooltip } from "./tooltip.tsx";

export const BUTTON_VARIANTS = {
  /** The one thing this place is for. */
  primary: "bg-accent text-accent-ink font-semibold hover:brightness-110 active:brightness-95 border-transparent",
  /** A thing beside it. */
  soft: "bg-surface border-line-strong hover:bg-hover active:bg-active",
  /** A thing among many. */
  ghost: "border-transparent text-ink-2 hover:bg-hover hover:text-ink active:bg-active data-[state=open]:bg-hover",
  /** Takes something away. */
  danger: "border-transparent bg-bad-soft text-bad font-semibold hover:border-bad active:brightness-95",
} as const;
export type ButtonVariant = keyof typeof BUTTON_VARIANTS;

export const BUTTON_SIZES = {
  small: "h-6 gap-1 px-2 text-sm",
  medium: "h-7 gap-1.5 px-2.5",
  large: "h-9 gap-2 px-4",
} as const;
export type ButtonSize = keyof typeof BUTTON_SIZES;

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "title"> {
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  /** Shows a spinner and takes no press; the button keeps the focus, unlike a disabled one. */
  busy?: boolean | undefined;
  icon?: ReactNode;
  tooltip?: ReactNode;
  /** The shortcut, shown in the tooltip, or in the button with `showKeys`. */
  keys?: string | undefined;
  showKeys?: boolean | undefined;
  ref?: Ref<HTMLButtonElement> | undefined;
}

export function Button({
  variant = "soft",
  size = "medium",
  busy = false,
  icon,
  tooltip,
  keys,
  showKeys = false,
  className,
  children,
  type = "button",
  onClick,
  ...rest
}: ButtonProps) {
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (busy) event.preventDefault();
    else onClick?.(event);
  };
  const button = (
    <button
      {...rest}
      type={type}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={press}
      className={classes(
        "inline-flex flex-none items-center justify-center rounded-md border whitespace-nowrap select-none",
        "transition-[background-color,border-color,color,filter] disabled:pointer-events-none disabled:opacity-50",
        busy && "cursor-progress",
        BUTTON_VARIANTS[variant],
        BUTTON_SIZES[size],
        className,
      )}
    >
      {busy ? <Spinner /> : icon}
      {children}
      {showKeys && keys ? <Kbd>{keys}</Kbd> : null}
    </button>
  );
  if (tooltip === undefined) return button;
  return (
    <Tooltip text={tooltip} keys={keys}>
      {button}
    </Tooltip>
  );
}
