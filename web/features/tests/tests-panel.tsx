"use client";
/** The tests of the room's exercise: how each ended, and why. */
import { EyeOff, FlaskConical, ListChecks, Square } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "#web/components/ui/button";
import { EmptyState } from "#web/components/ui/empty-state";
import { Switch } from "#web/components/ui/switch";
import { useCan } from "#web/features/room/room";
import { countWords } from "./test-log.ts";
import { TestRow } from "./test-row.tsx";
import { useEveryChange, useHasTests, useTests } from "./use-tests.ts";

const HiddenTestsDialog = lazy(() =>
  import("./hidden-tests-dialog.tsx").then((part) => ({ default: part.HiddenTestsDialog })),
);

export function TestsPanel() {
  const tests = useTests();
  const { record, asking, refused, why, start, stop } = tests;
  const [everyChange, setEveryChange] = useEveryChange(tests);
  const hasTests = useHasTests();
  const running = record?.running ?? false;
  const list = record?.tests ?? [];
  return (
    <div className="flex h-full min-h-0 flex-col bg-surface">
      <div className="flex min-h-9 flex-none flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-2 py-0.5">
        {running ? (
          <Button
            size="small"
            variant="danger"
            icon={<Square aria-hidden="true" className="size-3 fill-current" />}
            disabled={why !== null}
            onClick={stop}
          >
            Stop tests
          </Button>
        ) : (
          <Button
            size="small"
            variant="primary"
            busy={asking !== null}
            icon={<ListChecks aria-hidden="true" className="size-3.5" />}
            disabled={why !== null}
            tooltip={why ?? "Runs all tests, for everyone in the room"}
            onClick={() => start()}
          >
            Run all tests
          </Button>
        )}
        <p className="min-w-0 flex-1 truncate text-ink-2">
          {list.length === 0 ? (running ? "Looking for tests …" : "") : countWords(list)}
          {record && list.length > 0 ? ` · ${record.by.name}` : ""}
        </p>
        <div className="flex-none text-sm">
          <Switch label="On every change" checked={everyChange} onChange={setEveryChange} disabled={why !== null} />
        </div>
        <HiddenTests />
      </div>
      {refused ? (
        <p role="alert" className="border-b border-line bg-warn-soft px-3 py-1.5 text-warn">
          {refused}
        </p>
      ) : null}
      {list.length > 0 ? (
        <ul aria-label="Tests" className="min-h-0 flex-1 overflow-auto">
          {list.map((test) => (
            <TestRow key={test.id} test={test} why={why} run={() => start(test.id)} />
          ))}
        </ul>
      ) : (
        <div className="min-h-0 flex-1 overflow-auto">
          <EmptyState
            icon={<FlaskConical />}
            title={hasTests ? "The tests have not run yet" : "There are no tests yet"}
          >
            {hasTests
              ? "Everyone here sees the results."
              : 'A file that ends in .test.js has tests: test("adds", () => { expect(add(1, 2)).toBe(3); });'}
          </EmptyState>
        </div>
      )}
    </div>
  );
}

/** For those who may see them; who may only read gets the same dialog, read-only. */
function HiddenTests() {
  const canRead = useCan("hidden.read");
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState(false);
  if (!canRead) return null;
  return (
    <>
      <Button
        size="small"
        icon={<EyeOff aria-hidden="true" className="size-3.5" />}
        tooltip="Tests that students never see"
        onClick={() => {
          setAsked(true);
          setOpen(true);
        }}
      >
        Hidden tests…
      </Button>
      <Suspense>{asked ? <HiddenTestsDialog open={open} onOpenChange={setOpen} /> : null}</Suspense>
    </>
  );
}
