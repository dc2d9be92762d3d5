"use client";
import type { RunError, RunExcerpt, RunFrame } from "#protocol/runs";
import type { Place } from "#web/features/room/contract";
import { visibleText } from "./visible-text.ts";

interface RaisedErrorProps {
  error: RunError;
  go(place: Place): void;
}

/** An error with the lines around it, links to its places, and below it what caused it. */
export function RaisedError({ error, go }: RaisedErrorProps) {
  return (
    <>
      <p className="font-semibold break-words whitespace-pre-wrap">
        {error.name}
        {error.message === "" ? "" : `: ${error.message}`}
      </p>
      {error.excerpt && error.frames[0] ? <Excerpt excerpt={error.excerpt} frame={error.frames[0]} /> : null}
      <ul>
        {error.frames.map((frame, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a stack can hold the same frame twice, and never changes
          <li key={index}>
            at {frame.name ? `${frame.name} ` : ""}
            <button
              type="button"
              className="rounded-sm underline decoration-1 underline-offset-2 hover:decoration-2"
              onClick={() => go({ path: frame.path, line: frame.line, column: frame.column })}
            >
              {frame.path}:{frame.line}:{frame.column}
            </button>
          </li>
        ))}
      </ul>
      {error.cause ? (
        <div className="mt-1.5 border-t border-bad/30 pt-1.5">
          <p className="font-sans text-sm text-ink-2">
            {error.during ? "It came up while this error was being handled:" : "This error caused it:"}
          </p>
          <RaisedError error={error.cause} go={go} />
        </div>
      ) : null}
    </>
  );
}

/** The lines around the error, with a mark below its place. */
function Excerpt({ excerpt, frame }: { excerpt: RunExcerpt; frame: RunFrame }) {
  const width = String(excerpt.from + excerpt.lines.length).length;
  return (
    <pre className="my-1 overflow-x-auto rounded-sm bg-code-bg px-2 py-1 text-ink">
      {excerpt.lines.map((line, index) => {
        const number = excerpt.from + index;
        const isPlace = number === frame.line;
        return (
          <span key={number} className={isPlace ? "font-semibold" : "text-ink-2"}>
            {`${isPlace ? ">" : " "} ${String(number).padStart(width)} | ${visibleText(line)}\n`}
            {isPlace ? (
              <span aria-hidden="true" className="text-bad">
                {`${" ".repeat(width + 2)} | ${line.slice(0, frame.column - 1).replace(/[^\t]/g, " ")}^\n`}
              </span>
            ) : null}
          </span>
        );
      })}
    </pre>
  );
}
