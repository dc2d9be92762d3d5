"use client";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { MAX_PATH_LENGTH } from "#protocol/limits";

interface PathFieldProps {
  label: string;
  value: string;
  level: number;
  /** The sentence that says why this path cannot be, or null. */
  fault(typed: string): string | null;
  /** Null: given up. */
  done(typed: string | null): void;
}

/** A path typed in the tree. Enter takes it, Escape gives up; leaving it takes what can be taken. */
export function PathField({ label, value, level, fault, done }: PathFieldProps) {
  const [typed, setTyped] = useState(value);
  const [wrong, setWrong] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const over = useRef(false);
  const note = useId();

  useEffect(() => {
    const { current } = input;
    if (!current) return;
    current.focus();
    const name = value.lastIndexOf("/") + 1;
    const dot = value.lastIndexOf(".");
    current.setSelectionRange(name, dot > name ? dot : value.length);
  }, [value]);

  const finish = (result: string | null) => {
    if (over.current) return;
    over.current = true;
    done(result);
  };
  const take = () => {
    const why = fault(typed);
    if (why === null) finish(typed);
    else setWrong(why);
  };
  const press = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Enter") take();
    else if (event.key === "Escape") finish(null);
  };
  return (
    <div className="relative py-px pr-2" style={{ paddingLeft: 8 + (level - 1) * 12 }}>
      <input
        ref={input}
        value={typed}
        aria-label={label}
        aria-invalid={wrong !== null || undefined}
        aria-describedby={wrong === null ? undefined : note}
        maxLength={MAX_PATH_LENGTH * 3}
        spellCheck={false}
        autoComplete="off"
        placeholder="name.js or folder/name.js"
        onChange={(event) => {
          setTyped(event.target.value);
          if (wrong !== null) setWrong(fault(event.target.value));
        }}
        onKeyDown={press}
        onBlur={() => finish(typed !== value && fault(typed) === null ? typed : null)}
        className={`h-6.5 w-full rounded-sm border bg-code-bg px-1.5 text-ink focus:outline-2 focus:-outline-offset-1 focus:outline-accent ${
          wrong === null ? "border-accent" : "border-bad"
        }`}
      />
      {wrong === null ? null : (
        <p
          id={note}
          role="alert"
          className="absolute inset-x-2 top-full z-20 mt-0.5 rounded-md border border-bad bg-raised px-2 py-1 text-sm text-bad shadow-raised"
        >
          {wrong}
        </p>
      )}
    </div>
  );
}
