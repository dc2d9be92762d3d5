"use client";
import { type InputHTMLAttributes, type ReactNode, type Ref, useId } from "react";
import { classes } from "./classes.ts";

export interface TextFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  /** Keeps the label for screen readers and shows none. */
  hideLabel?: boolean;
  hint?: ReactNode;
  /** What is wrong, in a sentence; announced, and marks the field. */
  error?: string | undefined;
  /** Classes of the input itself; `className` is the whole field's. */
  inputClassName?: string;
  ref?: Ref<HTMLInputElement> | undefined;
}

export function TextField({ label, hideLabel, hint, error, className, inputClassName, id, ...rest }: TextFieldProps) {
  const made = useId();
  const field = id ?? made;
  const notes = [error ? `${field}-error` : "", hint ? `${field}-hint` : ""].filter(Boolean).join(" ");
  return (
    <div className={classes("flex min-w-0 flex-col gap-1", className)}>
      <label htmlFor={field} className={hideLabel ? "sr-only" : "text-sm font-medium text-ink-2"}>
        {label}
      </label>
      <input
        {...rest}
        id={field}
        aria-invalid={error ? true : undefined}
        aria-describedby={notes || undefined}
        className={classes(
          "h-8 w-full min-w-0 rounded-md border bg-surface px-2.5 text-ink transition-[border-color]",
          "hover:border-ink-3 focus:border-accent focus:outline-2 focus:-outline-offset-1 focus:outline-accent",
          "disabled:opacity-50 read-only:bg-sunken max-sm:text-[16px]",
          error ? "border-bad" : "border-line-strong",
          inputClassName,
        )}
      />
      {error ? (
        <p id={`${field}-error`} role="alert" className="text-sm text-bad">
          {error}
        </p>
      ) : null}
      {hint ? (
        <p id={`${field}-hint`} className="text-sm text-ink-3">
          {hint}
        </p>
      ) : null}
    </div>
  );
}
