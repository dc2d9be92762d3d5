"use client";
/** The tests of the room's exercise: how each ended, and why. */
import { EyeOff, FlaskConical, ListChecks, Square } from "lucide-react";
import { lazy, Suspense, useCallback, useState } from "react";
import type { RunFrame } from "#protocol/runs";
import { Button } from "#web/components/ui/button";
import { EmptyState } from "#web/components/ui/empty-state";
import { Switch } from "#web/components/ui/switch";
import { useCan } from "#web/features/room/room";
import type { TextEditor } from "#web/features/room/text-editor";
import { useEveryChange } from "./every-change.ts";
import type { HiddenPlace } from "./hidden-tests-dialog.tsx";
import { TestList } from "./test-list.tsx";
import { count, countWords, progressOf } from "./test-log.ts";
import { type Tests, useHasTests, useTests } from "./use-tests.ts";

const HiddenTestsDialog = lazy(() =>
  import("./hidden-tests-dialog.tsx").then((part) => ({ default: part.HiddenTestsDialog })),
);

const EXAMPLE = `import { sum } from "./sum.js";

test("adds", () => {
  expect(sum([1, 2])).toBe(3);
});

// A program that reads and prints:
test("greets", () => io("Ann", "Hello Ann", "main.js"));`;

/** `editor`: for hidden tests. */
export function TestsPanel({ editor }: { editor: TextEditor }) {
  const tests = useTests();
  const { record, asking, refused, why, start, stop } = tests;
  const [everyChange, setEveryChange] = useEveryChange(tests);
  const canRead = useCan("hidden.read");
  const [dialog, setDialog] = useState<{ open: boolean; at: HiddenPlace | null } | null>(null);
  const goHidden = useCallback(({ path, line, column }: RunFrame) => {
    setDialog({ open: true, at: { path, line, column } });
  }, []);
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
        <Summary record={record} />
        <div className="flex-none text-sm">
          <Switch label="On every change" checked={everyChange} onChange={setEveryChange} disabled={why !== null} />
        </div>
        {canRead ? (
          <Button
            size="small"
            icon={<EyeOff aria-hidden="true" className="size-3.5" />}
            tooltip="Tests that students never see"
            onClick={() => setDialog({ open: true, at: null })}
          >
            Hidden tests…
          </Button>
        ) : null}
      </div>
      <Progress record={record} />
      {refused ? (
        <p role="alert" className="border-b border-line bg-warn-soft px-3 py-1.5 text-warn">
          {refused}
        </p>
      ) : null}
      {list.length > 0 ? (
        <TestList tests={list} why={why} run={start} goHidden={canRead ? goHidden : null} />
      ) : (
        <NoResults ran={record !== null && !running} />
      )}
      {canRead && dialog ? (
        <Suspense>
          <HiddenTestsDialog
            open={dialog.open}
            onOpenChange={(open) => setDialog({ ...dialog, open })}
            editor={editor}
            at={dialog.at}
          />
        </Suspense>
      ) : null}
    </div>
  );
}

function Summary({ record }: Pick<Tests, "record">) {
  const list = record?.tests ?? [];
  if (!record) return <p className="min-w-40 flex-1" />;
  const { done, all } = progressOf(list);
  const { passed, failed } = count(list);
  const tone = record.running ? "text-ink-2" : failed > 0 ? "text-bad" : passed > 0 ? "text-ok" : "text-ink-2";
  return (
    <p className="min-w-40 flex-1 truncate text-ink-2">
      {record.running ? (
        list.length === 0 ? (
          "Looking for tests …"
        ) : (
          `${done} of ${all} run, ${failed} failed`
        )
      ) : (
        <span className={`font-medium ${tone}`}>{countWords(list)}</span>
      )}
      {list.length > 0 ? ` · ${record.by.name}` : ""}
    </p>
  );
}

/** Its place is kept, so that its coming moves nothing. */
function Progress({ record }: Pick<Tests, "record">) {
  const { done, all } = progressOf(record?.tests ?? []);
  if (!record?.running || all === 0) return <div className="h-0.5 flex-none" />;
  return (
    <progress
      aria-label="Tests that have run"
      value={done}
      max={all}
      className="block h-0.5 w-full flex-none appearance-none overflow-hidden bg-sunken [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent"
    />
  );
}

/** `ran`: they were looked for, and there were none. */
function NoResults({ ran }: { ran: boolean }) {
  const hasTests = useHasTests();
  return (
    <div className="min-h-0 flex-1 overflow-auto">
      {hasTests && !ran ? (
        <EmptyState icon={<FlaskConical />} title="The tests have not run yet">
          Everyone here sees the results.
        </EmptyState>
      ) : (
        <div className="mx-auto flex max-w-xl flex-col gap-2 p-4 text-ink-2">
          <p className="font-medium text-ink">{ran ? "No tests were found" : "There are no tests yet"}</p>
          <p>
            Make a file that ends in <code className="font-mono text-[12.5px]">.test.js</code>, beside what it tests,
            and write in it:
          </p>
          <pre
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled must be reached by the keyboard
            tabIndex={0}
            className="overflow-x-auto rounded-md border border-line bg-code-bg px-3 py-2 font-mono text-[12.5px] leading-5 text-ink"
          >
            {EXAMPLE}
          </pre>
          <p>Tests that an instructor has hidden run along with them.</p>
        </div>
      )}
    </div>
  );
}
