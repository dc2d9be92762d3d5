"use client";
import { Check, ChevronRight, CircleDashed, CircleSlash, EyeOff, Play, X } from "lucide-react";
import { useState } from "react";
import type { TestResult, TestStatus } from "#protocol/tests";
import { IconButton } from "#web/components/ui/icon-button";
import { Spinner } from "#web/components/ui/spinner";
import { useWorkbench } from "#web/features/room/room";
import { TestDiff } from "./test-diff.tsx";

const WORDS: Record<TestStatus, string> = {
  waiting: "Waiting",
  running: "Running",
  passed: "Passed",
  failed: "Failed",
  skipped: "Skipped",
  cancelled: "Not run",
};

/** One test: how it ended, and when it is opened, why. */
export function TestRow({ test, run, why }: { test: TestResult; run: () => void; why: string | null }) {
  const failed = test.status === "failed";
  const details = test.message !== undefined || test.expected !== undefined || test.output !== undefined;
  const [toggled, setToggled] = useState<boolean | null>(null);
  const open = details && (toggled ?? failed);
  const name = (
    <>
      <Mark status={test.status} />
      <span className="sr-only">{WORDS[test.status]}: </span>
      <span className="min-w-0 break-words">{test.name}</span>
      {test.hidden ? (
        <span className="inline-flex flex-none items-center gap-1 rounded-full bg-sunken px-1.5 text-xs text-ink-2">
          <EyeOff aria-hidden="true" className="size-3" /> hidden
        </span>
      ) : null}
    </>
  );
  return (
    <li className="border-b border-line">
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
        <IconButton
          size="small"
          label={`Run ${test.name}`}
          tooltip={why ?? "Run this test"}
          icon={<Play />}
          disabled={why !== null}
          onClick={run}
        />
      </div>
      {open ? <Details test={test} /> : null}
    </li>
  );
}

function Details({ test }: { test: TestResult }) {
  const { go } = useWorkbench();
  const { frame, message, expected, actual, output } = test;
  return (
    <div className="px-3 pb-2 pl-8">
      {message ? (
        <p className={`break-words whitespace-pre-wrap ${test.status === "failed" ? "text-bad" : "text-ink-2"}`}>
          {message}
        </p>
      ) : null}
      {frame ? (
        <button
          type="button"
          className="rounded-sm font-mono text-[12.5px] underline decoration-1 underline-offset-2 hover:decoration-2"
          onClick={() => go(frame)}
        >
          {frame.path}:{frame.line}
        </button>
      ) : null}
      {expected !== undefined && actual !== undefined ? <TestDiff expected={expected} actual={actual} /> : null}
      {output ? (
        <figure aria-label="Printed">
          <figcaption className="text-sm text-ink-2">It printed</figcaption>
          <pre className="overflow-x-auto rounded-md border border-line bg-code-bg px-2 py-1 text-[12.5px]">
            {output}
          </pre>
        </figure>
      ) : null}
    </div>
  );
}

function Mark({ status }: { status: TestStatus }) {
  if (status === "running") return <Spinner />;
  if (status === "passed") return <Check aria-hidden="true" className="size-4 flex-none text-ok" />;
  if (status === "failed") return <X aria-hidden="true" className="size-4 flex-none text-bad" />;
  if (status === "waiting") return <CircleDashed aria-hidden="true" className="size-4 flex-none text-ink-3" />;
  return <CircleSlash aria-hidden="true" className="size-4 flex-none text-ink-3" />;
}
