"use client";
/** Hears what the newest frame of the preview says, and takes it down when it says too much. */
import { useEffect } from "react";
import { isFrom, readFrameWord } from "./frame-words.ts";
import { handOver, MAX_WANTED } from "./hand-over.ts";
import type { PreviewConsole } from "./preview-console.ts";

/** Messages a second beyond which a frame is taken down. The preview's own program sends at most 30 of its console. */
const FLOOD = 200;

/** `frame`: the newest one. `onFlood` is called once for it. */
export function useFrameWords(frame: () => HTMLIFrameElement | null, heard: PreviewConsole, onFlood: () => void): void {
  useEffect(() => {
    let from: Window | null = null;
    let since = 0;
    let count = 0;
    let wanted = 0;
    const hear = (event: MessageEvent) => {
      const element = frame();
      const window = element?.contentWindow ?? null;
      if (!element || !window || !isFrom(event.source, window)) return;
      if (from !== window) {
        from = window;
        wanted = 0;
        count = 0;
      }
      const now = performance.now();
      if (now - since > 1000) {
        since = now;
        count = 0;
      }
      // Counted before anything of it is read: reading is what takes time.
      if (++count > FLOOD) return onFlood();
      const word = readFrameWord(event.data);
      switch (word?.kind) {
        case "begun":
          // A frame inside it begins nothing.
          if (event.source === window) {
            wanted = 0;
            heard.begin();
          }
          return;
        case "said":
          return heard.hear(word.items);
        case "touched":
          // Scripts can say so; that a person was in this frame just now the browser knows.
          if (document.activeElement === element && (navigator.userActivation?.isActive ?? true)) heard.touched();
          return;
        case "want":
          if (++wanted <= MAX_WANTED) void handOver(word.file, event.source as Window);
          return;
        default:
      }
    };
    addEventListener("message", hear);
    return () => removeEventListener("message", hear);
  }, [frame, heard, onFlood]);
}
