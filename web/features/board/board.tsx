"use client";
import "tldraw/tldraw.css";
import "./board.css";
import { ListTree } from "lucide-react";
import { useCallback, useMemo, useState, useSyncExternalStore } from "react";
import { type Editor, useValue } from "tldraw";
import { Button } from "#web/components/ui/button";
import { EmptyState } from "#web/components/ui/empty-state";
import { ErrorBoundary } from "#web/components/ui/error-boundary";
import { Spinner } from "#web/components/ui/spinner";
import { notify, useCan, useCommand, useDocumentSynced, useRoomClient, useRoomPage } from "#web/features/room/room";
import { BoardCanvas } from "./board-canvas.tsx";
import { type BoardPicture, boardPicture, saveFile } from "./board-export.ts";
import { BoardOutline } from "./board-outline.tsx";
import { type BoardSession, boardSession } from "./board-session.ts";
import { useBoardFollow } from "./use-board-follow.ts";

/** The room's whiteboard. Fills its parent, which gives it a size. */
export function Board() {
  return (
    <ErrorBoundary what="The board">
      <BoardPanel />
    </ErrorBoundary>
  );
}

function BoardPanel() {
  const client = useRoomClient();
  const session = useMemo(() => boardSession(client), [client]);
  const synced = useDocumentSynced(session.document);
  const [editor, setEditor] = useState<Editor | null>(null);
  const [outline, setOutline] = useState(false);
  useBoardFollow(editor);
  useExport(editor);
  useCommand({ id: "board.outline", label: "Board: outline", group: "View", run: () => setOutline((open) => !open) });

  return (
    <div className="board isolate flex h-full min-h-0 w-full overflow-hidden bg-surface">
      <div className="@container/board relative h-full min-w-0 flex-1">
        {synced ? (
          <BoardCanvas key={session.store.id} session={session} onEditor={setEditor} />
        ) : (
          <p className="flex h-full items-center justify-center gap-2 text-ink-2" role="status">
            <Spinner /> Opening the board…
          </p>
        )}
        {editor ? (
          <>
            <EmptyBoard editor={editor} />
            <div className="@container pointer-events-none absolute inset-0 z-[400]">
              {/* Below 840 pixels tldraw puts undo and its neighbours down here: it stands above them. */}
              <div className="pointer-events-auto absolute bottom-26 left-2 flex flex-col items-start gap-1 @min-[840px]:bottom-16">
                <AsideNote session={session} />
                <Button
                  size="small"
                  variant="soft"
                  icon={<ListTree className="size-4" />}
                  aria-pressed={outline}
                  onClick={() => setOutline(!outline)}
                >
                  Outline
                </Button>
              </div>
            </div>
          </>
        ) : null}
      </div>
      {editor && outline ? <BoardOutline editor={editor} onClose={() => setOutline(false)} /> : null}
    </div>
  );
}

function EmptyBoard({ editor }: { editor: Editor }) {
  const canWrite = useCan("document.write");
  const empty = useValue("empty", () => editor.getCurrentPageShapeIds().size === 0, [editor]);
  const busy = useValue("busy", () => editor.getEditingShapeId() !== null || editor.inputs.isPointing, [editor]);
  if (!empty || busy) return null;
  return (
    <div className="pointer-events-none absolute inset-0 flex items-center justify-center">
      <EmptyState title="Sketch your idea">
        {canWrite ? "Draw, write or drop an image. Everyone in the room sees it." : "Nobody has drawn anything yet."}
      </EmptyState>
    </div>
  );
}

/** Says so where records of the board cannot be shown here, instead of leaving them out in silence. */
function AsideNote({ session }: { session: BoardSession }) {
  const { binding } = session;
  const aside = useSyncExternalStore(binding.subscribeAside, binding.aside, binding.aside);
  if (aside.size === 0) return null;
  return (
    <p role="status" className="rounded-md border border-line bg-warn-soft px-2 py-1 text-sm text-warn">
      {aside.size === 1 ? "1 item could not be shown." : `${aside.size} items could not be shown.`}
    </p>
  );
}

function useExport(editor: Editor | null): void {
  const { title } = useRoomPage().room;
  const save = useCallback(
    async (format: BoardPicture) => {
      if (!editor) return;
      const picture = await boardPicture(editor, format).catch(() => null);
      if (picture) saveFile(picture, `${title.replace(/[\\/:*?"<>|]+/g, " ").trim() || "board"}.${format}`);
      else notify("There is nothing on the board to export yet.");
    },
    [editor, title],
  );
  const disabled = editor === null;
  useCommand({ id: "board.svg", label: "Export board as SVG", group: "Room", disabled, run: () => void save("svg") });
  useCommand({ id: "board.png", label: "Export board as PNG", group: "Room", disabled, run: () => void save("png") });
}
