"use client";
/** From a tablet upwards: files, centre and rail side by side, in sizes that are remembered. */
import { Group, Panel as Pane, useDefaultLayout } from "react-resizable-panels";
import { ErrorBoundary } from "#web/components/ui/error-boundary";
import { FileTree } from "#web/features/files/file-tree";
import { Centre } from "./centre.tsx";
import { Divider } from "./divider.tsx";
import { TabbedRail, WideRail } from "./rail.tsx";

/** Pixels, as drawn; and less where the window is narrow. */
const SIZES = { wide: { files: 232, rail: 296 }, narrow: { files: 176, rail: 248 } } as const;

export function WideLayout({ narrow }: { narrow: boolean }) {
  const kind = narrow ? "narrow" : "wide";
  const layout = useDefaultLayout({ id: `pairlab.layout.${kind}`, onlySaveAfterUserInteractions: true });
  const { files, rail } = SIZES[kind];
  return (
    <Group key={kind} {...layout} orientation="horizontal" className="min-h-0 flex-1">
      <Pane
        id="files"
        defaultSize={files}
        minSize={140}
        maxSize={420}
        collapsible
        groupResizeBehavior="preserve-pixel-size"
        className="overflow-hidden!"
      >
        <aside aria-label="Files" className="h-full min-h-0 overflow-auto bg-surface">
          <ErrorBoundary what="The files">
            <FileTree />
          </ErrorBoundary>
        </aside>
      </Pane>
      <Divider label="Files and code" between="columns" />
      <Pane id="centre" minSize={320} className="overflow-hidden!">
        <main className="h-full">
          <Centre />
        </main>
      </Pane>
      <Divider label="Code and chat" between="columns" />
      <Pane
        id="rail"
        defaultSize={rail}
        minSize={220}
        maxSize={560}
        collapsible
        groupResizeBehavior="preserve-pixel-size"
        className="overflow-hidden!"
      >
        <aside aria-label="Call and chat" className="h-full min-h-0">
          {narrow ? <TabbedRail /> : <WideRail />}
        </aside>
      </Pane>
    </Group>
  );
}
