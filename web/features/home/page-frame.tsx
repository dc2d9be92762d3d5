import type { ReactNode } from "react";
import { Mark } from "#web/components/ui/mark";

export interface PageFrameProps {
  /** The theme's menu, at once or late. */
  theme: ReactNode;
  children: ReactNode;
}

/** The bar over every page outside a room, and the page's main part below it. */
export function PageFrame({ theme, children }: PageFrameProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex h-11 flex-none items-center gap-2 border-b border-line bg-surface px-3">
        <a href="/" className="flex h-8 items-center gap-2 rounded-md px-1 font-semibold">
          <Mark />
          Pairlab
        </a>
        <span className="flex-1" />
        {theme}
      </header>
      <main className="flex flex-1 flex-col">{children}</main>
    </div>
  );
}
