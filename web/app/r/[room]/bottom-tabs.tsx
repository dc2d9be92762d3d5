"use client";
/** Below the editor: the output, and beside it the tests where there are any. */
import { lazy, type ReactNode, Suspense } from "react";
import { Skeleton } from "#web/components/ui/skeleton";
import { TabPanel, Tabs } from "#web/components/ui/tabs";
import { useCommand, useWorkbench } from "#web/features/room/room";
import { useHasTests, useTests } from "#web/features/tests/use-tests";

const TestsPanel = lazy(() => import("#web/features/tests/tests-panel").then((part) => ({ default: part.TestsPanel })));

/** For hidden tests: fetched when somebody writes them. */
const TextEditor = lazy(() =>
  import("#web/features/editor/text-editor").then((part) => ({ default: part.TextEditor })),
);

const TABS = [
  { value: "output", label: "Output" },
  { value: "tests", label: "Tests" },
] as const;

export function BottomTabs({ output }: { output: ReactNode }) {
  const { bottom, setBottom } = useWorkbench();
  const hasTests = useHasTests();
  const tests = useTests();
  const runAll = () => {
    setBottom("tests");
    if (tests.why === null) tests.start();
  };
  useCommand({ id: "tests.show", label: "Show the tests", group: "View", run: () => setBottom("tests") });
  useCommand({ id: "tests.run", label: "Run all tests", group: "Run", run: runAll, disabled: tests.why !== null });
  const shown = bottom === "tests" ? "tests" : "output";
  if (!hasTests && shown === "output") return output;
  return (
    <Tabs
      label="Output and tests"
      value={shown}
      onChange={setBottom}
      tabs={TABS}
      className="flex h-full min-h-0 flex-col bg-surface"
    >
      <TabPanel value="output" keep className="flex-1">
        {output}
      </TabPanel>
      <TabPanel value="tests" keep className="flex-1">
        <Suspense fallback={<Skeleton className="m-3 h-7 w-48" />}>
          <TestsPanel editor={TextEditor} />
        </Suspense>
      </TabPanel>
    </Tabs>
  );
}
