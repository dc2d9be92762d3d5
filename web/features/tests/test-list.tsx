"use client";
/** The tests as they ended, file by file. */
import { useCallback, useMemo } from "react";
import type { RunFrame } from "#protocol/runs";
import type { TestResult } from "#protocol/tests";
import { useFiles, useWorkbench } from "#web/features/room/room";
import { groupTests, openedAtFirst, type TestGroup } from "./test-groups.ts";
import { count } from "./test-log.ts";
import { TestRow } from "./test-row.tsx";

export interface TestListProps {
  tests: readonly TestResult[];
  why: string | null;
  run(id: string): void;
  /** Shows a place in a file of hidden tests; null to whoever has none. */
  goHidden: ((frame: RunFrame) => void) | null;
}

export function TestList({ tests, why, run, goHidden }: TestListProps) {
  const { go } = useWorkbench();
  const files = useFiles();
  const goThere = useCallback((frame: RunFrame) => go(frame), [go]);
  const groups = useMemo(() => groupTests(tests), [tests]);
  const opened = useMemo(() => openedAtFirst(tests), [tests]);
  const here = new Set(files.map(({ path }) => path));
  /** The frame of a hidden test may be in the program, and a file may be gone by now. */
  const wayTo = ({ hidden, frame, path }: TestResult) => {
    if (!frame) return null;
    if (hidden && frame.path === path) return goHidden;
    return here.has(frame.path) ? goThere : null;
  };
  return (
    <div className="min-h-0 flex-1 overflow-auto">
      {groups.map((group) => (
        <section key={group.key} aria-label={`Tests of ${group.label}`}>
          {groups.length > 1 || !isHere(group, here) ? <Head group={group} here={isHere(group, here)} /> : null}
          <ul aria-label={groups.length > 1 ? `Tests of ${group.label}` : "Tests"}>
            {group.tests.map((test) => (
              <TestRow key={test.id} test={test} opened={opened.has(test.id)} why={why} run={run} go={wayTo(test)} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

const isHere = ({ hidden, label }: TestGroup, here: ReadonlySet<string>) => hidden || here.has(label);

function Head({ group: { label, tests }, here }: { group: TestGroup; here: boolean }) {
  const { passed, all } = count(tests);
  return (
    <h3 className="sticky top-0 z-10 flex min-h-7 items-center gap-2 border-b border-line bg-sunken px-3 text-sm text-ink-2">
      <span className="min-w-0 truncate font-mono">{label}</span>
      {here ? null : <span className="flex-none">is not here any more</span>}
      <span className="ml-auto flex-none">
        {passed} of {all}
      </span>
    </h3>
  );
}
