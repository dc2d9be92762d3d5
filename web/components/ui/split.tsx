"use client";
/** Two panes with a divider to drag. A few lines of our own: the usual library is 68 KB of script before the editor. */
import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { classes } from "./classes.ts";

/** Pixels of an arrow key's step, and with Shift. */
const STEP = { plain: 16, shift: 64 };

export interface SplitProps {
  /** Of the divider, for screen readers. */
  label: string;
  between: "columns" | "rows";
  /** Which pane has the size; the other takes the rest. */
  sized: "first" | "second";
  /** Pixels, or per cent of both. */
  unit?: "px" | "%";
  /** The size it starts with and that a double click gives back. */
  initial: number;
  least: number;
  most: number;
  /** Pixels that the other pane keeps. */
  rest?: number;
  /** Remembers the size under this name in the browser. */
  remember: string;
  /** A pane that does not show stays mounted, without size and out of reach. */
  show?: "both" | "first" | "second";
  /** The landmark that a pane is; its label, where there are several of a kind. */
  firstAs?: PaneLandmark;
  secondAs?: PaneLandmark;
  first: ReactNode;
  second: ReactNode;
}

export interface PaneLandmark {
  tag: "aside" | "main";
  label?: string;
}

export function Split(props: SplitProps) {
  const { label, between, sized, unit = "px", initial, least, most, rest = 0, show = "both", first, second } = props;
  const [kept, setKept] = useRemembered(props.remember);
  const box = useRef<HTMLDivElement>(null);
  const size = clamp(kept ?? initial, least, most);
  const columns = between === "columns";
  const both = show === "both";
  // A window that has become smaller takes from this pane first, so that the other keeps its own.
  const largest = unit === "px" ? `max(${least}px, 100% - ${rest}px)` : "100%";
  const sizedStyle = { flex: `0 0 min(calc(var(--size) * 1${unit}), ${largest})` };
  const restStyle = { flex: "1 1 0" };

  /** While dragging only the variable changes; React learns of the size at the end. */
  const apply = (next: number, keep: boolean) => {
    const value = Math.round(within(next, box.current, props) * 10) / 10;
    box.current?.style.setProperty("--size", String(value));
    if (keep) setKept(value);
  };
  const now = () => Number(box.current?.style.getPropertyValue("--size") || size);

  const drag = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.preventDefault();
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    handle.dataset.dragging = "";
    const from = columns ? event.clientX : event.clientY;
    const start = now();
    const whole = extent(box.current, columns);
    const move = (moved: globalThis.PointerEvent) => {
      const pixels = ((columns ? moved.clientX : moved.clientY) - from) * (sized === "first" ? 1 : -1);
      apply(start + (unit === "%" ? (pixels / whole) * 100 : pixels), false);
    };
    const end = () => {
      handle.removeEventListener("pointermove", move);
      delete handle.dataset.dragging;
      if (now() !== start) apply(now(), true);
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("lostpointercapture", end, { once: true });
  };

  const key = (event: KeyboardEvent) => {
    const [less, more] = columns ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
    const direction = event.key === more ? 1 : event.key === less ? -1 : 0;
    const pixels = direction * (event.shiftKey ? STEP.shift : STEP.plain) * (sized === "first" ? 1 : -1);
    if (direction !== 0) apply(now() + (unit === "%" ? (pixels / extent(box.current, columns)) * 100 : pixels), true);
    else if (event.key === "Home") apply(least, true);
    else if (event.key === "End") apply(most, true);
    else return;
    event.preventDefault();
  };

  // Inside the sized pane, so that it belongs to that pane's landmark.
  const divider = (
    // biome-ignore lint/a11y/useSemanticElements: an hr takes no focus and no keys; a window splitter is a separator that does
    <div
      role="separator"
      aria-label={label}
      aria-orientation={columns ? "vertical" : "horizontal"}
      aria-valuenow={Math.round(size)}
      aria-valuemin={least}
      aria-valuemax={most}
      tabIndex={0}
      hidden={!both}
      onPointerDown={drag}
      onKeyDown={key}
      onDoubleClick={() => {
        apply(initial, false);
        setKept(null);
      }}
      className={classes(
        "absolute z-10 touch-none bg-line transition-colors after:absolute hover:bg-accent",
        "focus-visible:bg-accent focus-visible:outline-none data-dragging:bg-accent",
        columns
          ? "inset-y-0 w-px cursor-col-resize after:inset-y-0 after:-inset-x-1"
          : "inset-x-0 h-px cursor-row-resize after:inset-x-0 after:-inset-y-1",
        columns ? (sized === "first" ? "right-0" : "left-0") : sized === "first" ? "bottom-0" : "top-0",
      )}
    />
  );

  const pane = (which: "first" | "second", children: ReactNode, landmark?: PaneLandmark) => {
    const shown = both || show === which;
    const Tag = landmark?.tag ?? "div";
    return (
      <Tag
        aria-label={landmark?.label}
        inert={!shown}
        className={classes("relative min-h-0 min-w-0", !shown && "invisible")}
        style={shown ? (both && sized === which ? sizedStyle : restStyle) : { flex: "0 0 0px" }}
      >
        <div className="h-full overflow-hidden">{children}</div>
        {sized === which ? divider : null}
      </Tag>
    );
  };
  return (
    <div
      ref={box}
      className={classes("flex h-full min-h-0 w-full min-w-0", !columns && "flex-col")}
      style={{ "--size": size } as React.CSSProperties}
    >
      {pane("first", first, props.firstAs)}
      {pane("second", second, props.secondAs)}
    </div>
  );
}

function clamp(size: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, size));
}

function extent(box: HTMLElement | null, columns: boolean): number {
  return (columns ? box?.clientWidth : box?.clientHeight) || 1;
}

/** Within its limits, and so that the other pane keeps its own. */
function within(
  size: number,
  box: HTMLElement | null,
  { least, most, rest = 0, unit = "px", between }: SplitProps,
): number {
  const whole = extent(box, between === "columns");
  const room = unit === "%" ? 100 - (rest / whole) * 100 : whole - rest;
  return clamp(Math.min(size, Math.max(least, room)), least, most);
}

function useRemembered(name: string): [number | null, (size: number | null) => void] {
  const [size, setSize] = useState<number | null>(() => read(name));
  useEffect(() => setSize(read(name)), [name]);
  return [
    size,
    (next) => {
      setSize(next);
      try {
        if (next === null) localStorage.removeItem(name);
        else localStorage.setItem(name, String(next));
      } catch {
        // Without storage the size lasts as long as the page.
      }
    },
  ];
}

function read(name: string): number | null {
  try {
    const size = Number.parseFloat(localStorage.getItem(name) ?? "");
    return Number.isFinite(size) ? size : null;
  } catch {
    return null;
  }
}
