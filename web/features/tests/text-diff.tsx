import { showInvisible } from "./invisible.ts";
import { type DiffLine, diffLines } from "./line-diff.ts";

/** One of the two texts: how it is called above them, what is said of a line that it alone has, and how that looks. */
export interface DiffSide {
  text: string;
  name: string;
  said: string;
  ink: string;
  ground: string;
}

export interface TextDiffProps {
  label: string;
  /** Its lines are marked with a minus. */
  before: DiffSide;
  /** Its lines are marked with a plus. */
  after: DiffSide;
}

/** Two texts against one another, line by line; each line is marked by a sign as well as by its colour. */
export function TextDiff({ label, before, after }: TextDiffProps) {
  const looks: Record<DiffLine["kind"], { sign: string; said: string; className: string }> = {
    same: { sign: " ", said: "", className: "text-ink-2" },
    missing: { sign: "−", said: `${before.said}: `, className: `${before.ground} ${before.ink}` },
    extra: { sign: "+", said: `${after.said}: `, className: `${after.ground} ${after.ink}` },
    folded: { sign: "⋯", said: "", className: "text-ink-3" },
  };
  return (
    <figure aria-label={label} className="my-1">
      <figcaption className="text-sm text-ink-2">
        <span className={before.ink}>− {before.name}</span> <span className={`ml-2 ${after.ink}`}>+ {after.name}</span>
      </figcaption>
      <ol className="overflow-x-auto rounded-md border border-line bg-code-bg py-1 font-mono text-[12.5px] leading-5">
        {diffLines(before.text, after.text).map(({ kind, parts }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of two fixed texts
          <li key={index} className={`flex px-2 ${looks[kind].className}`}>
            <span aria-hidden="true" className="w-4 flex-none select-none">
              {looks[kind].sign}
            </span>
            <span className="min-w-0 [tab-size:4] whitespace-pre-wrap [overflow-wrap:anywhere]">
              <span className="sr-only">{looks[kind].said}</span>
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
