"use client";
import { Tabs as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { classes } from "./classes.ts";

export interface Tab<Value extends string> {
  value: Value;
  label: ReactNode;
  disabled?: boolean;
}

export interface TabsProps<Value extends string> {
  /** What the row of tabs is called. */
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  tabs: readonly Tab<Value>[];
  /** `segments`: a switch between views. `line`: the head of a panel. */
  look?: "segments" | "line";
  className?: string;
  /** `TabPanel`s, anywhere below. */
  children?: ReactNode;
}

const LIST = {
  segments: "inline-flex flex-none rounded-lg border border-line bg-sunken p-0.5",
  line: "flex h-9 flex-none items-center gap-1 border-b border-line px-2",
} as const;
const TRIGGER = {
  segments:
    "h-6 rounded-md px-3 data-[state=active]:bg-raised in-data-[theme=contrast]:data-[state=active]:bg-active data-[state=active]:shadow-[0_1px_2px_rgb(0_0_0/0.12)] hover:text-ink",
  line: "h-7 rounded-md px-2.5 hover:bg-hover data-[state=active]:bg-hover",
} as const;

export function Tabs<Value extends string>({
  label,
  value,
  onChange,
  tabs,
  look = "line",
  className,
  children,
}: TabsProps<Value>) {
  return (
    <Radix.Root
      value={value}
      onValueChange={(next) => onChange(next as Value)}
      className={classes("min-w-0", className)}
    >
      <Radix.List aria-label={label} className={LIST[look]}>
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            {...(tab.disabled === undefined ? {} : { disabled: tab.disabled })}
            className={classes(
              "inline-flex items-center gap-1.5 whitespace-nowrap text-ink-2 transition-colors select-none",
              "disabled:opacity-50 data-[state=active]:font-medium data-[state=active]:text-ink",
              TRIGGER[look],
            )}
          >
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {children}
    </Radix.Root>
  );
}

export interface TabPanelProps {
  value: string;
  /** Stays mounted, hidden, while another tab shows. */
  keep?: boolean;
  className?: string;
  children: ReactNode;
}

export function TabPanel({ value, keep, className, children }: TabPanelProps) {
  return (
    <Radix.Content
      value={value}
      {...(keep ? { forceMount: true as const } : {})}
      className={classes("min-h-0 data-[state=inactive]:hidden", className)}
    >
      {children}
    </Radix.Content>
  );
}
