import type { HTMLAttributes, ReactNode } from "react";
import { classes } from "./classes.ts";

const TONES = {
  neutral: "bg-sunken text-ink-2",
  accent: "bg-accent-soft text-accent-text",
  ok: "bg-ok-soft text-ok",
  warn: "bg-warn-soft text-warn",
  bad: "bg-bad-soft text-bad",
} as const;

export interface ChipProps extends HTMLAttributes<HTMLSpanElement> {
  tone?: keyof typeof TONES;
  /** A dot in the chip's colour before its words. */
  dot?: boolean;
  children: ReactNode;
}

export function Chip({ tone = "neutral", dot = false, className, children, ...rest }: ChipProps) {
  return (
    <span
      {...rest}
      className={classes(
        "inline-flex h-6 flex-none items-center gap-1.5 rounded-full px-2.5 text-sm font-medium whitespace-nowrap",
        TONES[tone],
        className,
      )}
    >
      {dot ? <span aria-hidden="true" className="size-1.5 rounded-full bg-current" /> : null}
      {children}
    </span>
  );
}
