"use client";
/** From a tablet upwards: files, centre and rail side by side, in sizes that are remembered. */
import { ErrorBoundary } from "#web/components/ui/error-boundary";
import { Split } from "#web/components/ui/split";
import { FileTree } from "#web/features/files/file-tree";
import { FirstSteps } from "#web/features/settings/first-steps";
import { Centre } from "./centre.tsx";
import { TabbedRail, WideRail } from "./rail.tsx";

/** Pixels, as drawn; and less where the window is narrow. */
const SIZES = { wide: { files: 232, rail: 296 }, narrow: { files: 176, rail: 248 } } as const;
/** Pixels. */
const CENTRE_LEAST = 320;
const RAIL = { least: 220, most: 560 } as const;
const FILES = { least: 140, most: 420 } as const;

export function WideLayout({ narrow }: { narrow: boolean }) {
  const kind = narrow ? "narrow" : "wide";
  const { files, rail } = SIZES[kind];
  return (
    <div className="min-h-0 flex-1">
      <Split
        label="Files and code"
        between="columns"
        sized="first"
        initial={files}
        {...FILES}
        rest={CENTRE_LEAST + RAIL.least}
        remember={`pairlab.files.${kind}`}
        firstAs={{ tag: "aside", label: "Files" }}
        first={
          <div className="flex h-full min-h-0 flex-col bg-surface">
            <div className="min-h-0 flex-1 overflow-auto">
              <ErrorBoundary what="The files">
                <FileTree />
              </ErrorBoundary>
            </div>
            <FirstSteps />
          </div>
        }
        second={
          <Split
            label="Code and chat"
            between="columns"
            sized="second"
            initial={rail}
            {...RAIL}
            rest={CENTRE_LEAST}
            remember={`pairlab.rail.${kind}`}
            firstAs={{ tag: "main" }}
            first={<Centre />}
            secondAs={{ tag: "aside", label: "Call and chat" }}
            second={narrow ? <TabbedRail /> : <WideRail />}
          />
        }
      />
    </div>
  );
}
