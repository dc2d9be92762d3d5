"use client";
/** Code, Board, Split: which of them the centre shows. */
import { type KeyboardEvent, useRef } from "react";
import { classes } from "#web/components/ui/classes";
import type { Panel } from "#web/features/room/contract";
import { useFiles, useWorkbench } from "#web/features/room/room";

/** The element that the tabs switch. */
export const CENTRE_ID = "room-centre";

const TABS: [panel: Panel, name: string][] = [
  ["code", "Code"],
  ["board", "Board"],
  ["split", "Split"],
];
const PREVIEW: [panel: Panel, name: string] = ["preview", "Preview"];

/** Whether there is a page to look at, or its place is looked at all the same. */
export function useOffersPreview(): boolean {
  const { panel } = useWorkbench();
  const hasPage = useFiles().some((file) => /\.html?$/i.test(file.path));
  return hasPage || panel === "preview";
}

export function PanelTabs({ className }: { className?: string }) {
  const { panel, setPanel } = useWorkbench();
  const tabs = useOffersPreview() ? [...TABS, PREVIEW] : TABS;
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = (tabs.findIndex(([one]) => one === panel) + step + tabs.length) % tabs.length;
    setPanel(tabs[at]?.[0] ?? "code");
    list.current?.querySelectorAll<HTMLElement>("[role=tab]")[at]?.focus();
  };
  return (
    <div
      ref={list}
      role="tablist"
      aria-label="View"
      onKeyDown={move}
      className={classes("inline-flex flex-none rounded-lg border border-line bg-sunken p-0.5", className)}
    >
      {tabs.map(([one, name]) => (
        <button
          key={one}
          type="button"
          role="tab"
          id={`tab-${one}`}
          aria-selected={one === panel}
          aria-controls={CENTRE_ID}
          tabIndex={one === panel ? 0 : -1}
          onClick={() => setPanel(one)}
          className={classes(
            "h-6 rounded-md px-3 transition-colors select-none",
            one === panel
              ? "bg-raised in-data-[theme=contrast]:bg-active font-medium text-ink shadow-[0_1px_2px_rgb(0_0_0/0.12)]"
              : "text-ink-2 hover:text-ink",
          )}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
