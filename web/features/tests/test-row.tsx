"use client";
import { Check, ChevronRight, CircleDashed, CircleSlash, EyeOff, Play, X } from "lucide-react";
import { memo, useState } from "react";
import type { RunFrame } from "#protocol/runs";
import type { TestResult, TestStatus } from "#protocol/tests";
import { IconButton } from "#web/components/ui/icon-button";
import { Spinner } from "#web/components/ui/spinner";
import { TextDiff } from "./text-diff.tsx";

const WORDS: Record<TestStatus, string> = {
  waiting: "Waiting",
  running: "Running",
  passed: "Passed",
  failed: "Failed",
  skipped: "Skipped",
  cancelled: "Not run",
};

export interface TestRowProps {
  test: TestResult;
  /** Whether its details are shown before anybody has said so. */
  opened: boolean;
  /** The same function each time. Left out where tests are not run one by one. */
  run?: (id: string) => void;
  /** Why it cannot be run. */
  why?: string | null;
  /** The same function each time. Null: there is no such place. */
  go: ((frame: RunFrame) => void) | null;
}

/** One test: how it ended, and when it is opened, why. */
export const TestRow = memo(function TestRow({ test, opened, run, why = null, go }: TestRowProps) {
  const details = test.message !== undefined || test.expected !== undefined || test.output !== undefined;
  const [toggled, setToggled] = useState<boolean | null>(null);
  const open = details && (toggled ?? opened);
  const name = (
    <>
      <Mark status={test.status} />
      <span className="sr-only">{WORDS[test.status]}: </span>
      <span className="min-w-0 [overflow-wrap:anywhere]">{test.name}</span>
      {test.hidden ? (
        <span className="inline-flex flex-none items-center gap-1 rounded-full bg-sunken px-1.5 text-xs text-ink-2">
          <EyeOff aria-hidden="true" className="size-3" /> hidden
        </span>
      ) : null}
    </>
  );
  return (
    <li className="border-b border-line [contain-intrinsic-size:auto_33px] [content-visibility:auto] last:border-b-0">
      <div className="flex min-h-8 items-center gap-1 pr-2 pl-1">
        {details ? (
          <button
            type="button"
            aria-expanded={open}
            onClick={() => setToggled(!open)}
            className="flex min-h-8 min-w-0 flex-1 items-center gap-2 rounded-sm py-1 pl-1 text-left hover:bg-hover"
          >
            <ChevronRight
              aria-hidden="true"
              className={`size-3.5 flex-none text-ink-3 transition-transform ${open ? "rotate-90" : ""}`}
            />
            {name}
          </button>
        ) : (
          <p className="flex min-h-8 min-w-0 flex-1 items-center gap-2 py-1 pl-6.5">{name}</p>
        )}
        {test.ms === undefined ? null : <span className="flex-none text-sm text-ink-3">{test.ms} ms</span>}
        {run ? (
          <IconButton
            size="small"
            label={`Run ${test.name}`}
            tooltip={why ?? "Run this test"}
            icon={<Play />}
            disabled={why !== null}
            onClick={() => run(test.id)}
          />
        ) : null}
      </div>
      {open ? <Details test={test} go={go} /> : null}
    </li>
  );
});

function Details({ test, go }: Pick<TestRowProps, "test" | "go">) {
  const { frame, expected, actual, output } = test;
  const compared = expected !== undefined && actual !== undefined;
  // Long values stand in the comparison, where one can read them.
  const told = compared && test.message !== undefined && !isShort(test.message) ? NOT_EXPECTED : test.message;
  return (
    <div className="px-3 pb-2 pl-8">
      {told ? (
        <p
          className={`[overflow-wrap:anywhere] whitespace-pre-wrap ${test.status === "failed" ? "text-bad" : "text-ink-2"}`}
        >
          {told}
        </p>
      ) : null}
      {frame ? <Where frame={frame} go={go} /> : null}
      {compared ? (
        <TextDiff
          label="Expected and actual"
          before={{ ...EXPECTED, text: expected }}
          after={{ ...ACTUAL, text: actual }}
        />
      ) : null}
      {output ? (
        <figure aria-label="Printed" className="my-1">
          <figcaption className="text-sm text-ink-2">It printed</figcaption>
          <pre className="rounded-md border border-line bg-code-bg px-2 py-1 text-[12.5px] [overflow-wrap:anywhere] whitespace-pre-wrap">
            {output}
          </pre>
        </figure>
      ) : null}
    </div>
  );
}

const EXPECTED = { name: "expected", said: "expected, and missing", ink: "text-ok", ground: "bg-ok-soft" };
const ACTUAL = { name: "actual", said: "not expected", ink: "text-bad", ground: "bg-bad-soft" };
const NOT_EXPECTED = "The value is not the one that was expected.";
/** On one line, of a length that one takes in. */
const isShort = (message: string) => message.length <= 120 && !message.includes("\n");

function Where({ frame, go }: { frame: RunFrame; go: TestRowProps["go"] }) {
  const words = `${frame.path}:${frame.line}`;
  if (!go) return <p className="font-mono text-[12.5px] text-ink-2">{words}</p>;
  return (
    <button
      type="button"
      className="min-h-6 rounded-sm font-mono text-[12.5px] [overflow-wrap:anywhere] underline decoration-1 underline-offset-2 hover:decoration-2"
      onClick={() => go(frame)}
    >
      {words}
    </button>
  );
}

function Mark({ status }: { status: TestStatus }) {
  if (status === "running") {
    return (
      <span className="grid size-4 flex-none place-items-center">
        <Spinner />
      </span>
    );
  }
  if (status === "passed") return <Check aria-hidden="true" className="size-4 flex-none text-ok" />;
  if (status === "failed") return <X aria-hidden="true" className="size-4 flex-none text-bad" />;
  if (status === "waiting") return <CircleDashed aria-hidden="true" className="size-4 flex-none text-ink-3" />;
  return <CircleSlash aria-hidden="true" className="size-4 flex-none text-ink-3" />;
}
