"use client";
/** The middle of the page: code, board, or both. What was shown once stays mounted, so that switching is instant. */
import { useEffect, useState } from "react";
import { Skeleton } from "#web/components/ui/skeleton";
import { Split } from "#web/components/ui/split";
import { useWorkbench } from "#web/features/room/room";
import { CodeColumn } from "./code-column.tsx";
import { CENTRE_ID } from "./panel-tabs.tsx";
import { LazySlot } from "./slot.tsx";

const loadBoard = () => import("#web/features/board/board").then((part) => part.Board);
const loadPreview = () => import("#web/features/preview/preview").then((part) => part.Preview);

export function Centre() {
  const { panel } = useWorkbench();
  const shown = useShownOnce(panel);
  return (
    <div id={CENTRE_ID} role="tabpanel" aria-labelledby={`tab-${panel}`} className="h-full min-h-0 min-w-0">
      <Split
        label={panel === "preview" ? "Code and preview" : "Code and board"}
        between="columns"
        sized="first"
        unit="%"
        initial={50}
        least={20}
        most={80}
        remember="pairlab.split"
        show={panel === "code" ? "first" : panel === "board" ? "second" : "both"}
        first={<CodeColumn />}
        second={
          <>
            {shown.board ? (
              <section aria-label="Board" hidden={panel === "preview"} className="h-full">
                <LazySlot what="The board" load={loadBoard} fallback={<BoardSkeleton />} />
              </section>
            ) : null}
            {shown.preview ? (
              <section aria-label="Preview" hidden={panel !== "preview"} className="h-full">
                <LazySlot what="The preview" load={loadPreview} fallback={<BoardSkeleton />} />
              </section>
            ) : null}
          </>
        }
      />
    </div>
  );
}

function useShownOnce(panel: string) {
  const [shown, setShown] = useState({ board: false, preview: false });
  const board = panel === "board" || panel === "split";
  const preview = panel === "preview";
  useEffect(() => {
    if (board || preview) setShown((before) => ({ board: before.board || board, preview: before.preview || preview }));
  }, [board, preview]);
  return shown;
}

function BoardSkeleton() {
  return (
    <div className="h-full bg-canvas p-3">
      <Skeleton className="h-9 w-64" />
    </div>
  );
}
