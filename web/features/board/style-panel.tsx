"use client";
import { useEffect, useRef } from "react";
import { DefaultStylePanel, type TLUiStylePanelProps } from "tldraw";

/** tldraw's own, whose opacity slider has no name that a screen reader could say: it is given one here. */
export function StylePanel(props: TLUiStylePanelProps) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const name = () => {
      for (const thumb of element.querySelectorAll('[role="slider"]:not([aria-label])')) {
        thumb.setAttribute("aria-label", "Opacity");
      }
    };
    name();
    const observer = new MutationObserver(name);
    observer.observe(element, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={frame} className="contents">
      <DefaultStylePanel {...props} />
    </div>
  );
}
