"use client";
import { useEffect, useRef } from "react";
import type { Run } from "./run-log.ts";

/** Milliseconds between two looks at the clock: tenths of a second are shown. */
const TICK = 100;

/** The time a run has taken so far, written past React and drawn by the style sheet: it is no part of a label. */
export function Elapsed({ run }: { run: Run }) {
  const place = useRef<HTMLSpanElement>(null);
  const { startedHere, at } = run;
  useEffect(() => {
    const since = startedHere ?? performance.now() - Math.max(0, Date.now() - (at ?? Date.now()));
    const write = () => {
      if (place.current) place.current.dataset.time = `${((performance.now() - since) / 1000).toFixed(1)} s`;
    };
    write();
    const timer = setInterval(write, TICK);
    return () => clearInterval(timer);
  }, [startedHere, at]);
  return <span ref={place} className="tabular-nums before:content-[attr(data-time)]" aria-hidden="true" />;
}
