import type { ReactNode } from "react";

/** A key or chord, as it stands on the keyboard. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="rounded-sm border border-current px-1 font-sans text-[10.5px] leading-4 font-medium whitespace-nowrap opacity-80">
      {children}
    </kbd>
  );
}
