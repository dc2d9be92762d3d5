"use client";
import { createContext, type KeyboardEvent, type ReactNode, useContext, useId } from "react";
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

interface Shown {
  value: string;
  idOf(part: "tab" | "panel", value: string): string;
}
const ShownContext = createContext<Shown | null>(null);

export function Tabs<Value extends string>({
  label,
  value,
  onChange,
  tabs,
  look = "line",
  className,
  children,
}: TabsProps<Value>) {
  const id = useId();
  const idOf = (part: "tab" | "panel", of: string) => `${id}-${part}-${of}`;
  /** Arrows go round, Home and End to the ends; the tab that gets the focus is shown. */
  const step = (event: KeyboardEvent) => {
    const open = tabs.filter((tab) => !tab.disabled);
    const at = open.findIndex((tab) => tab.value === value);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: -1 }[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const next = open.at(to % open.length);
    if (!next) return;
    event.preventDefault();
    onChange(next.value);
    document.getElementById(idOf("tab", next.value))?.focus();
  };
  return (
    <ShownContext value={{ value, idOf }}>
      <div className={classes("min-w-0", className)}>
        <div role="tablist" aria-label={label} aria-orientation="horizontal" onKeyDown={step} className={LIST[look]}>
          {tabs.map((tab) => (
            <button
              key={tab.value}
              type="button"
              role="tab"
              id={idOf("tab", tab.value)}
              aria-selected={tab.value === value}
              aria-controls={idOf("panel", tab.value)}
              data-state={tab.value === value ? "active" : "inactive"}
              tabIndex={tab.value === value ? 0 : -1}
              disabled={tab.disabled}
              onClick={() => onChange(tab.value)}
              className={classes(
                "inline-flex items-center gap-1.5 whitespace-nowrap text-ink-2 transition-colors select-none",
                "disabled:opacity-50 data-[state=active]:font-medium data-[state=active]:text-ink",
                TRIGGER[look],
              )}
            >
              {tab.label}
            </button>
          ))}
        </div>
        {children}
      </div>
    </ShownContext>
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
  const shown = useContext(ShownContext);
  const active = shown?.value === value;
  return (
    <div
      role="tabpanel"
      id={shown?.idOf("panel", value)}
      aria-labelledby={shown?.idOf("tab", value)}
      data-state={active ? "active" : "inactive"}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a panel takes the focus after its tab
      tabIndex={0}
      className={classes("min-h-0 data-[state=inactive]:hidden", className)}
    >
      {active || keep ? children : null}
    </div>
  );
}
