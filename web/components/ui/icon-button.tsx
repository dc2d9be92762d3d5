"use client";
import type { ReactNode } from "react";
import { Button, type ButtonProps } from "./button.tsx";
import { classes } from "./classes.ts";

export interface IconButtonProps extends Omit<ButtonProps, "children" | "icon" | "aria-label" | "showKeys"> {
  /** What it does: its accessible name, and its tooltip if there is no other. */
  label: string;
  icon: ReactNode;
}

const WIDTHS = { small: "w-6", medium: "w-7", large: "w-9" } as const;

export function IconButton({
  label,
  icon,
  tooltip,
  size = "medium",
  variant = "ghost",
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Button
      {...rest}
      variant={variant}
      size={size}
      aria-label={label}
      icon={icon}
      tooltip={tooltip ?? label}
      className={classes("px-0!", WIDTHS[size], "[&_svg]:size-4", className)}
    />
  );
}
