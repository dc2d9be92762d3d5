"use client";
import { Switch as Radix } from "radix-ui";
import { type ReactNode, useId } from "react";

export interface SwitchProps {
  label: ReactNode;
  hint?: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
}

/** On or off, at once: the whole row is the target. */
export function Switch({ label, hint, checked, onChange, disabled = false }: SwitchProps) {
  const id = useId();
  return (
    <div className="flex min-h-8 items-center gap-3">
      <label htmlFor={id} className="min-w-0 flex-1">
        <span className="font-medium">{label}</span>
        {hint ? <span className="block text-sm text-ink-2">{hint}</span> : null}
      </label>
      <Radix.Root
        id={id}
        checked={checked}
        disabled={disabled}
        onCheckedChange={onChange}
        className="relative h-6 w-10 flex-none rounded-full border border-ink-3 bg-sunken transition-colors hover:border-ink-2 disabled:opacity-50 data-[state=checked]:border-accent data-[state=checked]:bg-accent"
      >
        <Radix.Thumb className="absolute top-0.5 left-0.5 block size-[18px] rounded-full bg-ink-3 transition-[translate,background-color] data-[state=checked]:translate-x-4 data-[state=checked]:bg-accent-ink" />
      </Radix.Root>
    </div>
  );
}
