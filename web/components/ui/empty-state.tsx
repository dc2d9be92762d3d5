import type { ReactNode } from "react";
import { classes } from "./classes.ts";

export interface EmptyStateProps {
  icon?: ReactNode;
  /** What to do here, in a few words. */
  title: ReactNode;
  children?: ReactNode;
  className?: string;
}

export function EmptyState({ icon, title, children, className }: EmptyStateProps) {
  return (
    <div
      className={classes(
        "flex flex-col items-center justify-center gap-1 p-6 text-center text-ink-2 [&_svg]:size-5",
        className,
      )}
    >
      {icon ? <span className="mb-1 text-ink-3">{icon}</span> : null}
      <p className="font-medium text-ink">{title}</p>
      {children ? <div className="max-w-72">{children}</div> : null}
    </div>
  );
}
