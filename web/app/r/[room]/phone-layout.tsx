"use client";
/** On a phone: one thing at a time, chosen in a bar at the bottom. */
import { AppWindow, Code, FolderTree, MessageSquare, Phone, Presentation, SquareTerminal } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { classes } from "#web/components/ui/classes";
import { ErrorBoundary } from "#web/components/ui/error-boundary";
import { Skeleton } from "#web/components/ui/skeleton";
import { ChatCount } from "#web/features/chat/chat-count";
import { FileTree } from "#web/features/files/file-tree";
import type { Shown } from "#web/features/room/contract";
import { useWorkbench } from "#web/features/room/room";
import { RunAlone } from "#web/features/runs/run-button";
import { useOwnStart } from "#web/features/runs/use-runs";
import { EditorWithRun, OutputPanel } from "./code-column.tsx";
import { useOffersPreview } from "./panel-tabs.tsx";
import { CallSlot, ChatSlot } from "./rail.tsx";
import { LazySlot } from "./slot.tsx";

const VIEWS = [
  { view: "files", name: "Files", icon: FolderTree },
  { view: "code", name: "Code", icon: Code },
  { view: "board", name: "Board", icon: Presentation },
  { view: "preview", name: "Preview", icon: AppWindow },
  { view: "output", name: "Output", icon: SquareTerminal },
  { view: "chat", name: "Chat", icon: MessageSquare },
  { view: "call", name: "Call", icon: Phone },
] as const;
type View = (typeof VIEWS)[number]["view"];

const loadBoard = () => import("#web/features/board/board").then((part) => part.Board);
const loadPreview = () => import("#web/features/preview/preview").then((part) => part.Preview);

/** Where on a phone one finds what is asked to be shown; null of what is in no part of its own. */
function viewOf({ part, value }: Shown): View | null {
  switch (part) {
    case "panel":
      return value === "split" ? "board" : value;
    case "bottom":
      // The tests are beside the output.
      return "output";
    case "rail":
      return value === "chat" || value === "call" ? value : null;
    default:
      return part satisfies never;
  }
}

export function PhoneLayout() {
  const { panel, setPanel, setRail, onGo, onShow, file, bottom } = useWorkbench();
  const [view, setView] = useState<View>(bottom === "tests" ? "output" : panel === "split" ? "code" : panel);
  const [seen, setSeen] = useState<ReadonlySet<View>>(new Set<View>(["code", "output", "chat"]));
  useEffect(() => setSeen((before) => (before.has(view) ? before : new Set(before).add(view))), [view]);
  const offersPreview = useOffersPreview();
  const views = offersPreview ? VIEWS : VIEWS.filter((one) => one.view !== "preview");
  const show = (next: View) => {
    setView(next);
    if (next === "board" || next === "code" || next === "preview") setPanel(next);
    if (next === "chat" || next === "call") setRail(next);
  };
  // A place in the code, or a file chosen in the tree, is looked at in the editor.
  useEffect(() => onGo(() => setView("code")), [onGo]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another file is the occasion
  useEffect(() => setView((now) => (now === "files" ? "code" : now)), [file]);

  // What a command, a feature, or the person who is followed brings to the front, whatever was in front before.
  useEffect(() => onShow((shown) => setView((now) => viewOf(shown) ?? now)), [onShow]);
  useOwnStart(() => setView("output"));

  const part = (one: View, children: ReactNode) =>
    seen.has(one) || view === one ? (
      <div key={one} hidden={view !== one} className="absolute inset-0 overflow-auto bg-surface">
        {children}
      </div>
    ) : null;
  return (
    <>
      <main id="room-centre" className="relative min-h-0 flex-1">
        {part(
          "files",
          <ErrorBoundary what="The files">
            <FileTree />
          </ErrorBoundary>,
        )}
        {part("code", <EditorWithRun />)}
        {part("board", <LazySlot what="The board" load={loadBoard} fallback={<Skeleton className="m-3 h-9" />} />)}
        {part(
          "preview",
          <LazySlot what="The preview" load={loadPreview} fallback={<Skeleton className="m-3 h-9" />} />,
        )}
        {part("output", <OutputPanel run={<RunAlone />} />)}
        {part("chat", <ChatSlot />)}
        {part("call", <CallSlot />)}
      </main>
      <nav
        aria-label="Parts of the room"
        className="flex flex-none border-t border-line bg-surface pb-[env(safe-area-inset-bottom)]"
      >
        {views.map(({ view: one, name, icon: Icon }) => (
          <button
            key={one}
            type="button"
            aria-current={view === one ? "page" : undefined}
            onClick={() => show(one)}
            className={classes(
              "flex h-13 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-xs",
              view === one ? "font-semibold text-accent-text" : "text-ink-2",
            )}
          >
            <Icon aria-hidden="true" className="size-5" />
            <span className="flex items-center gap-1">
              {name}
              {one === "chat" ? <ChatCount /> : null}
            </span>
          </button>
        ))}
      </nav>
    </>
  );
}
