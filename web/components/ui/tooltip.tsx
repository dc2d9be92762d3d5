"use client";
/** A few words beside a control: on hover after a moment, on keyboard focus at once, gone with Escape or a press. */
import {
  cloneElement,
  type FocusEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  type SyntheticEvent,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { createPortal } from "react-dom";
import { Kbd } from "./kbd.tsx";

/** Milliseconds of hovering; none while another one has just been shown. */
const DELAY = 500;
/** Milliseconds. */
const SKIP_DELAY_WITHIN = 150;
/** Milliseconds in which the pointer may cross to the tooltip itself. */
const CROSSING = 100;
/** Pixels to the control, and to the window's edge. */
const GAP = 6;
const EDGE = 8;

type Side = "top" | "right" | "bottom" | "left";

export interface TooltipProps {
  text: ReactNode;
  /** Keys as they are shown, `⌘↵` or `Ctrl+Enter`. */
  keys?: string | undefined;
  side?: Side;
  /** One element that takes pointer and focus handlers. */
  children: ReactElement;
}

type Handler = (event: never) => void;
type ChildProps = Record<string, unknown>;

let closedAt = 0;
/** At most one is open. */
let closeOther: (() => void) | null = null;

export function Tooltip({ text, keys, side = "bottom", children }: TooltipProps) {
  const id = useId();
  const [anchor, setAnchor] = useState<Element | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const child = children as ReactElement<ChildProps>;

  const close = useRef(() => {
    clearTimeout(timer.current);
    setAnchor(null);
  }).current;
  const open = (element: Element) => {
    clearTimeout(timer.current);
    if (closeOther !== close) closeOther?.();
    closeOther = close;
    setAnchor(element);
  };
  const leave = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(close, CROSSING);
  };

  useEffect(() => close, [close]);
  useEffect(() => {
    if (!anchor) return;
    const press = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      // Where the focus is on the control, this Escape is the tooltip's and closes no dialog around it.
      if (anchor === document.activeElement) event.stopPropagation();
      close();
    };
    const scroll = (event: Event) => {
      if (event.target instanceof Node && event.target.contains(anchor)) close();
    };
    window.addEventListener("keydown", press, true);
    window.addEventListener("scroll", scroll, true);
    return () => {
      closedAt = performance.now();
      if (closeOther === close) closeOther = null;
      window.removeEventListener("keydown", press, true);
      window.removeEventListener("scroll", scroll, true);
    };
  }, [anchor, close]);

  const own = {
    onPointerEnter: (event: PointerEvent) => {
      if (event.pointerType === "touch") return;
      const element = event.currentTarget;
      clearTimeout(timer.current);
      if (anchor) return;
      const soon = closeOther !== null || performance.now() - closedAt < SKIP_DELAY_WITHIN;
      timer.current = setTimeout(() => open(element), soon ? 0 : DELAY);
    },
    onPointerLeave: leave,
    onPointerDown: close,
    onClick: close,
    onFocus: (event: FocusEvent) => {
      if (event.currentTarget.matches(":focus-visible")) open(event.currentTarget);
    },
    onBlur: close,
  };
  const merged = Object.entries(own).map(([name, handler]) => [name, both(child.props[name], handler as Handler)]);
  const described = [child.props["aria-describedby"], anchor ? id : null].filter(Boolean).join(" ");
  return (
    <>
      {cloneElement(child, { ...Object.fromEntries(merged), "aria-describedby": described || undefined })}
      {anchor
        ? createPortal(
            <Words id={id} anchor={anchor} side={side} stay={() => clearTimeout(timer.current)} leave={leave}>
              {text}
              {keys ? <Kbd>{keys}</Kbd> : null}
            </Words>,
            document.body,
          )
        : null}
    </>
  );
}

function both(given: unknown, own: Handler): Handler {
  if (typeof given !== "function") return own;
  return (event: SyntheticEvent) => {
    (given as (event: SyntheticEvent) => void)(event);
    own(event as never);
  };
}

interface WordsProps {
  id: string;
  anchor: Element;
  side: Side;
  stay: () => void;
  leave: () => void;
  children: ReactNode;
}

function Words({ id, anchor, side, stay, leave, children }: WordsProps) {
  const box = useRef<HTMLDivElement>(null);
  // After each render: other words have another size.
  useLayoutEffect(() => {
    if (box.current) place(box.current, anchor.getBoundingClientRect(), side);
  });
  return (
    <div
      ref={box}
      id={id}
      role="tooltip"
      onPointerEnter={stay}
      onPointerLeave={leave}
      className="fixed top-0 left-0 z-50 flex w-max max-w-72 animate-appear items-center gap-2 rounded-md border border-line-strong bg-raised px-2 py-1 text-sm text-ink shadow-raised"
    >
      {children}
    </div>
  );
}

/** Beside the control, on its other side where there is no room, and inside of the window. */
function place(box: HTMLElement, control: DOMRect, side: Side): void {
  const { offsetWidth: width, offsetHeight: height } = box;
  const upright = side === "top" || side === "bottom";
  const [start, end, size, limit] = upright
    ? [control.top, control.bottom, height, window.innerHeight]
    : [control.left, control.right, width, window.innerWidth];
  const before = start - GAP - size;
  const after = end + GAP;
  const first = side === "top" || side === "left";
  const fits = first ? before >= EDGE : after + size <= limit - EDGE;
  const along = first === fits ? before : after;
  const inside = (at: number, most: number) => Math.max(EDGE, Math.min(at, most - EDGE));
  const x = upright ? inside(control.left + (control.width - width) / 2, window.innerWidth - width) : along;
  const y = upright ? along : inside(control.top + (control.height - height) / 2, window.innerHeight - height);
  box.style.left = `${Math.round(x)}px`;
  box.style.top = `${Math.round(y)}px`;
}
