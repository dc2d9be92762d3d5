"use client";
import { Check, ChevronDown } from "lucide-react";
import { Select as Radix } from "radix-ui";
import { useId } from "react";
import { classes } from "./classes.ts";
import { useNonce } from "./nonce.tsx";

export interface SelectProps<Value extends string> {
  label: string;
  hideLabel?: boolean;
  value: Value;
  options: readonly { value: Value; text: string; disabled?: boolean }[];
  onChange: (value: Value) => void;
  disabled?: boolean;
  className?: string;
}

export function Select<Value extends string>({
  label,
  hideLabel = false,
  value,
  options,
  onChange,
  disabled = false,
  className,
}: SelectProps<Value>) {
  const id = useId();
  const nonce = useNonce();
  return (
    <div className={classes("flex min-w-0 flex-col gap-1", className)}>
      <label htmlFor={id} className={hideLabel ? "sr-only" : "text-sm font-medium text-ink-2"}>
        {label}
      </label>
      <Radix.Root value={value} disabled={disabled} onValueChange={(next) => onChange(next as Value)}>
        <Radix.Trigger
          id={id}
          className="flex h-8 min-w-0 items-center gap-2 rounded-md border border-line-strong bg-surface px-2.5 text-left hover:border-ink-3 disabled:opacity-50"
        >
          <span className="min-w-0 flex-1 truncate">
            <Radix.Value />
          </span>
          <ChevronDown aria-hidden="true" className="size-4 flex-none text-ink-3" />
        </Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            position="popper"
            sideOffset={4}
            collisionPadding={8}
            className="z-50 max-h-[var(--radix-select-content-available-height)] min-w-[var(--radix-select-trigger-width)] animate-appear overflow-hidden rounded-lg border border-line-strong bg-raised text-ink shadow-raised"
          >
            <Radix.Viewport nonce={nonce} className="p-1">
              {options.map((option) => (
                <Radix.Item
                  key={option.value}
                  value={option.value}
                  disabled={option.disabled ?? false}
                  className="flex min-h-7 items-center gap-2 rounded-sm px-2 outline-none select-none data-[disabled]:opacity-50 data-[highlighted]:bg-hover"
                >
                  <span className="flex w-4 flex-none">
                    <Radix.ItemIndicator>
                      <Check aria-hidden="true" className="size-4" />
                    </Radix.ItemIndicator>
                  </span>
                  <Radix.ItemText>{option.text}</Radix.ItemText>
                </Radix.Item>
              ))}
            </Radix.Viewport>
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </div>
  );
}
