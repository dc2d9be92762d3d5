"use client";
import type { Ref } from "react";
import { JOIN_CODE_LENGTH } from "#protocol/join-code";
import { TextField } from "#web/components/ui/text-field";

export interface CodeFieldProps {
  value: string;
  error?: string | undefined;
  onChange: (code: string) => void;
  ref?: Ref<HTMLInputElement>;
}

/** The code as it is read out: spaces and case are forgiven here and on the server. */
export function CodeField({ value, error, onChange, ref }: CodeFieldProps) {
  return (
    <TextField
      ref={ref}
      label="Join code"
      value={value}
      error={error}
      autoComplete="off"
      autoCapitalize="characters"
      spellCheck={false}
      enterKeyHint="go"
      placeholder="ABC234"
      maxLength={JOIN_CODE_LENGTH * 2}
      onChange={(event) => onChange(event.target.value.toUpperCase())}
      className="flex-1"
      inputClassName="h-9! font-mono text-lg! tracking-[0.14em]"
    />
  );
}
