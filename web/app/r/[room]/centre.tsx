"use client";
/** The middle of the page: code, board, or both. What was shown once stays mounted, so that switching is instant. */
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import { Group, type GroupImperativeHandle, Panel as Pane } from "react-resizable-panels";
import { classes } from "#web/components/ui/classes";
import { Skeleton } from "#web/components/ui/skeleton";
import { useWorkbench } from "#web/features/room/room";
import { readStored, writeStored } from "#web/features/room/stored";
import { CodeColumn } from "./code-column.tsx";
import { Divider } from "./divider.tsx";
import { CENTRE_ID } from "./panel-tabs.tsx";
import { LazySlot } from "./slot.tsx";

const KEY = "pairlab.layout.split";
/** Per cent of the code's half of a split: half. */
const HALF = 50;
const isRatio = (value: unknown): value is number => typeof value === "number" && value > 10 && value < 90;

const loadBoard = () => import("#web/features/board/board").then((part) => part.Board);
const loadPreview = () => import("#web/features/preview/preview").then((part) => part.Preview);

export function Centre({ children }: { children?: ReactNode }) {
  const { panel, setPanel } = useWorkbench();
  const group = useRef<GroupImperativeHandle>(null);
  const ratio = useRef(readStored(KEY, isRatio) ?? HALF);
  const shown = useShownOnce(panel);
  const code = panel !== "board";
  const side = panel !== "code";

  useLayoutEffect(() => {
    const share = side ? (code ? ratio.current : 0) : 100;
    group.current?.setLayout({ code: share, side: 100 - share });
  }, [code, side]);

  return (
    <div
      id={CENTRE_ID}
      role="tabpanel"
      aria-labelledby={`tab-${panel}`}
      className="relative flex h-full min-h-0 min-w-0 flex-col"
    >
      {children}
      <Group
        groupRef={group}
        orientation="horizontal"
        className="min-h-0 flex-1"
        onLayoutChanged={({ code: share = HALF }, { isUserInteraction }) => {
          if (!isUserInteraction) return;
          if (share === 0) return setPanel("board");
          if (share === 100) return setPanel("code");
          ratio.current = share;
          writeStored(KEY, share);
        }}
      >
        <Pane id="code" defaultSize={HALF} minSize="20" collapsible className="overflow-hidden!">
          <div inert={!code} className={classes("h-full", !code && "invisible")}>
            <CodeColumn />
          </div>
        </Pane>
        <Divider label="Code and board" between="columns" hidden={!(code && side)} />
        <Pane id="side" minSize="20" collapsible className="overflow-hidden!">
          <div inert={!side} className={classes("relative h-full", !side && "invisible")}>
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
          </div>
        </Pane>
      </Group>
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
