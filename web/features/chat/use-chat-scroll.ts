"use client";
/** How the log scrolls: it stays at the newest message, unless the reader has left it; older ones push nothing. */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { ChatLog, ChatView } from "./chat-log.ts";

/** Pixels from the end that still count as the end. */
const NEAR_END = 40;
/** Pixels from the top at which older messages are asked for. */
const NEAR_TOP = 120;

export interface ChatScroll {
  viewport: RefObject<HTMLDivElement | null>;
  content: RefObject<HTMLDivElement | null>;
  onScroll(): void;
  toEnd(): void;
  atEnd: boolean;
}

export function useChatScroll(log: ChatLog, view: ChatView): ChatScroll {
  const viewport = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const following = useRef(true);
  const before = useRef<{ first: string | undefined; height: number }>({ first: undefined, height: 0 });
  const shown = useRef(false);

  const look = useCallback(() => {
    log.setSeeing(shown.current && following.current && !document.hidden);
  }, [log]);

  const toEnd = useCallback(() => {
    const element = viewport.current;
    if (element) element.scrollTop = element.scrollHeight;
  }, []);

  const onScroll = useCallback(() => {
    const element = viewport.current;
    if (!element || element.clientHeight === 0) return;
    const end = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END;
    following.current = end;
    setAtEnd(end);
    look();
    if (element.scrollTop < NEAR_TOP) log.loadEarlier();
  }, [log, look]);

  const first = view.messages[0]?.id;
  const { messages, pending } = view;
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs after each change of what is in the log
  useLayoutEffect(() => {
    const element = viewport.current;
    if (!element) return;
    const prepended = before.current.first !== undefined && before.current.first !== first;
    if (following.current) element.scrollTop = element.scrollHeight;
    else if (prepended) element.scrollTop += element.scrollHeight - before.current.height;
    before.current = { first, height: element.scrollHeight };
  }, [first, messages, pending]);

  useEffect(() => {
    const element = viewport.current;
    const inner = content.current;
    if (!element || !inner) return;
    // Markdown arrives late, and panels are resized: the end stays the end.
    const resized = new ResizeObserver(() => {
      if (following.current) element.scrollTop = element.scrollHeight;
      before.current.height = element.scrollHeight;
    });
    resized.observe(inner);
    resized.observe(element);
    const visible = new IntersectionObserver(([entry]) => {
      shown.current = entry?.isIntersecting ?? false;
      look();
    });
    visible.observe(element);
    document.addEventListener("visibilitychange", look);
    return () => {
      resized.disconnect();
      visible.disconnect();
      document.removeEventListener("visibilitychange", look);
      shown.current = false;
      look();
    };
  }, [look]);

  return { viewport, content, onScroll, toEnd, atEnd };
}
