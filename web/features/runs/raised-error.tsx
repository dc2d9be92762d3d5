"use client";
import { TriangleAlert } from "lucide-react";
import { useEffect, useRef } from "react";
import type { RunError, RunExcerpt, RunFrame } from "#protocol/runs";
import type { Place } from "#web/features/room/contract";
import { visibleText } from "./visible-text.ts";

interface RaisedErrorProps {
  error: RunError;
  /** What it means, in plain words. */
  why: string | null;
  go(place: Place): void;
}

/** An error: what it means, links to its places, the lines around it, and below it what caused it. */
export function RaisedError({ error, why, go }: RaisedErrorProps) {
  const [place] = error.frames;
  return (
    <div className="bg-bad-soft text-bad">
      <div className="flex gap-2 px-3 py-1">
        <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 flex-none" />
        <p className="min-w-0 font-semibold break-words whitespace-pre-wrap">
          {error.name}
          {error.message === "" ? "" : `: ${error.message}`}
        </p>
      </div>
      {why ? <p className="bg-warn-soft py-1 pr-3 pl-9 font-sans text-md text-warn">{why}</p> : null}
      {error.frames.length > 0 ? (
        <div className="py-1 pr-3 pl-9">
          <ul className="flex flex-wrap gap-x-4">
            {error.frames.map((frame, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a stack can hold the same frame twice, and never changes
              <li key={index} className="min-w-0 break-words">
                at {frame.name ? `${frame.name} ` : ""}
                <button
                  type="button"
                  className="rounded-sm text-left underline decoration-1 underline-offset-2 hover:decoration-2"
                  onClick={() => go({ path: frame.path, line: frame.line, column: frame.column })}
                >
                  {frame.path}:{frame.line}:{frame.column}
                </button>
              </li>
            ))}
          </ul>
          {error.excerpt && place ? <Excerpt excerpt={error.excerpt} frame={place} /> : null}
        </div>
      ) : null}
      {error.cause ? (
        <div className="mt-1 border-t border-bad/30">
          <p className="px-3 pt-1 font-sans text-sm text-ink-2">
            {error.during ? "It came up while this error was being handled:" : "This error caused it:"}
          </p>
          <RaisedError error={error.cause} why={null} go={go} />
        </div>
      ) : null}
    </div>
  );
}

/** The lines around the error, with a mark below its place, which is in view however long the line is. */
function Excerpt({ excerpt, frame }: { excerpt: RunExcerpt; frame: RunFrame }) {
  const box = useRef<HTMLPreElement>(null);
  const mark = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const { current: pane } = box;
    if (!pane) return;
    const resized = new ResizeObserver(() => {
      const { offsetLeft = 0 } = mark.current ?? {};
      if (offsetLeft > pane.clientWidth) pane.scrollLeft = offsetLeft - pane.clientWidth / 2;
    });
    resized.observe(pane);
    return () => resized.disconnect();
  }, []);
  const width = String(excerpt.from + excerpt.lines.length).length;
  return (
    <pre
      ref={box}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="relative my-1 overflow-x-auto rounded-sm bg-code-bg px-2 py-1 text-ink"
    >
      {excerpt.lines.map((line, index) => {
        const number = excerpt.from + index;
        const isPlace = number === frame.line;
        return (
          <span key={number} className={isPlace ? "font-semibold" : "text-ink-2"}>
            {`${isPlace ? ">" : " "} ${String(number).padStart(width)} | ${visibleText(line)}\n`}
            {isPlace ? (
              <span aria-hidden="true" className="text-bad">
                {`${" ".repeat(width + 2)} | ${line.slice(0, frame.column - 1).replace(/[^\t]/g, " ")}`}
                <span ref={mark}>^</span>
                {"\n"}
              </span>
            ) : null}
          </span>
        );
      })}
    </pre>
  );
}
