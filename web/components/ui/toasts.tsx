"use client";
/** Where toasts are shown: fetched by `toaster.tsx`. */
import { useEffect } from "react";
import { Toaster as Sonner, toast } from "sonner";

export { toast };

let isMounted: () => void;
/** Before that a toast would be sent to nobody. */
export const mounted = new Promise<void>((resolve) => {
  isMounted = resolve;
});

export function Toasts() {
  useEffect(() => isMounted(), []);
  return (
    <Sonner
      position="bottom-center"
      gap={8}
      offset={16}
      // Above the bar at the bottom of a phone's room: its buttons stay within reach.
      mobileOffset={{ bottom: "calc(60px + env(safe-area-inset-bottom))" }}
      visibleToasts={3}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-[var(--width)] items-center gap-3 rounded-lg border border-line-strong bg-raised px-3 py-2.5 font-sans text-md text-ink shadow-raised",
          title: "font-medium",
          description: "text-ink-2 whitespace-pre-line break-words",
          icon: "flex-none",
          actionButton:
            "ml-auto h-7 flex-none rounded-md px-2 font-semibold text-accent-text hover:bg-hover focus-visible:outline-2",
          closeButton: "rounded-md",
          error: "border-bad",
        },
      }}
    />
  );
}
