import type { ReactNode } from "react";

/** A page that could not be shown: what happened, what can be done, and the way to the first page. */
export function WayHome({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <div className="mx-auto flex w-full max-w-md flex-1 flex-col items-start gap-3 px-4 py-[16vh]">
      <h1 className="text-xl font-semibold">{title}</h1>
      <div className="text-lg text-ink-2">{children}</div>
      <div className="mt-2 flex gap-2">
        {action}
        <a
          href="/"
          className="inline-flex h-9 items-center rounded-md border border-line-strong bg-surface px-4 hover:bg-hover active:bg-active"
        >
          To the first page
        </a>
      </div>
    </div>
  );
}
