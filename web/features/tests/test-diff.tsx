import { showInvisible } from "./invisible.ts";
import { diffLines } from "./line-diff.ts";

const LOOK = {
  same: { sign: " ", said: "", className: "text-ink-2" },
  missing: { sign: "−", said: "expected, and missing: ", className: "bg-ok-soft text-ok" },
  extra: { sign: "+", said: "not expected: ", className: "bg-bad-soft text-bad" },
  folded: { sign: "⋯", said: "", className: "text-ink-3" },
} as const;

/** What was expected against what came, line by line; each line is marked by a sign as well as by its colour. */
export function TestDiff({ expected, actual }: { expected: string; actual: string }) {
  return (
    <figure aria-label="Expected and actual" className="my-1">
      <figcaption className="text-sm text-ink-2">
        <span className="text-ok">− expected</span> <span className="ml-2 text-bad">+ actual</span>
      </figcaption>
      <ol className="overflow-x-auto rounded-md border border-line bg-code-bg py-1 font-mono text-[12.5px] leading-5">
        {diffLines(expected, actual).map(({ kind, parts }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of two fixed texts
          <li key={index} className={`flex px-2 ${LOOK[kind].className}`}>
            <span aria-hidden="true" className="w-4 flex-none select-none">
              {LOOK[kind].sign}
            </span>
            <span className="min-w-0 [tab-size:4] whitespace-pre-wrap [overflow-wrap:anywhere]">
              <span className="sr-only">{LOOK[kind].said}</span>
              {parts.map(({ text, differs }, nth) =>
                differs ? (
                  // biome-ignore lint/suspicious/noArrayIndexKey: as above
                  <strong key={nth} className="rounded-sm font-semibold underline decoration-2 underline-offset-2">
                    {showInvisible(text, "all")}
                  </strong>
                ) : (
                  showInvisible(text, nth === parts.length - 1 ? "end" : "none")
                ),
              )}
              {parts.every(({ text }) => text === "") ? <span aria-hidden="true">⏎</span> : null}
            </span>
          </li>
        ))}
      </ol>
    </figure>
  );
}
