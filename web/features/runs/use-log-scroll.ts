"use client";
/** How the output scrolls: it follows what is printed until somebody scrolls back, and stops at the head of an error. */
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";

/** Pixels from the end within which the log still follows what is printed. */
const AT_END = 24;

export interface LogScroll {
  scroller: RefObject<HTMLDivElement | null>;
  /** Around all that the log holds. */
  content: RefObject<HTMLDivElement | null>;
  /** How the run ended: its head is not scrolled away by its own length. */
  head: RefObject<HTMLDivElement | null>;
  onScroll(): void;
  /** There is something newer than what is in view. */
  behind: boolean;
  toNewest(): void;
}

/** `typing`: a line typed after the end is under way, so what it prints is what matters. */
export function useLogScroll(typing: boolean): LogScroll {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const pastHead = useRef(false);
  const last = useRef(0);
  const [behind, setBehind] = useState(false);

  const place = useCallback(() => {
    const { current: box } = scroller;
    if (!box || box.clientHeight === 0) return Number.POSITIVE_INFINITY;
    const end = box.scrollHeight - box.clientHeight;
    return head.current && !pastHead.current ? Math.min(end, head.current.offsetTop) : end;
  }, []);
  const follow = useCallback(() => {
    const { current: box } = scroller;
    if (!box || !follows.current || box.clientHeight === 0) return;
    box.scrollTop = place();
    last.current = box.scrollTop;
  }, [place]);

  useEffect(() => {
    if (!typing) return;
    pastHead.current = true;
    follows.current = true;
    follow();
  }, [typing, follow]);

  // The text, the result and the input line grow; panels are resized, and shown after they were hidden.
  useEffect(() => {
    const resized = new ResizeObserver(follow);
    for (const { current } of [scroller, content]) if (current) resized.observe(current);
    return () => resized.disconnect();
  }, [follow]);

  return {
    scroller,
    content,
    head,
    behind,
    onScroll() {
      const { current: box } = scroller;
      if (!box || box.clientHeight === 0) return;
      // Text that comes between a scroll and its event leaves the log short of its end; only who goes back leaves it.
      const back = box.scrollTop < last.current;
      last.current = box.scrollTop;
      if (box.scrollTop >= place() - AT_END) follows.current = true;
      else if (back) follows.current = false;
      setBehind(!follows.current);
    },
    toNewest() {
      follows.current = true;
      follow();
    },
  };
}
