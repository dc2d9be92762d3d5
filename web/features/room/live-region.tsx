"use client";
/** The page's one live region, for whatever `announce` says. */
import { announcement } from "./announce.ts";
import { useStore } from "./store.ts";

export function LiveRegion() {
  const { text, how, count } = useStore(announcement);
  return (
    <div className="sr-only" aria-live={how} aria-atomic="true">
      <span key={count}>{text}</span>
    </div>
  );
}
