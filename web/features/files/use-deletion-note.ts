"use client";
import { useEffect, useRef } from "react";
import type { FileId } from "#protocol/ids";
import { notify, useFiles, useRoomClient, useWorkbench } from "#web/features/room/room";
import { restoreFiles } from "./file-operations.ts";
import { removedHere } from "./use-file-actions.ts";

/** Says so when the file on screen has been deleted by someone else: the room closes its tab. */
export function useDeletionNote(): void {
  const files = useFiles();
  const { file, openFile } = useWorkbench();
  const { doc } = useRoomClient().code;
  const own = useRef<{ file: FileId | null; path: string }>({ file: null, path: "" });
  const noted = useRef<{ file: FileId; path: string } | null>(null);
  useEffect(() => {
    const back = noted.current;
    if (back && files.some(({ id }) => id === back.file)) {
      noted.current = null;
      notify(`${back.path} is back`, { id: `gone-${back.file}` });
    }
    const before = own.current;
    const shown = files.find(({ id }) => id === file);
    // A file that has not been listed yet, on a page that is still loading, is not one that was deleted.
    own.current = shown ? { file: shown.id, path: shown.path } : { file: null, path: "" };
    if (!before.file || files.some(({ id }) => id === before.file)) return;
    const { file: gone, path } = before;
    if (removedHere.has(gone)) return;
    noted.current = { file: gone, path };
    notify(`${path} was deleted by someone else`, {
      id: `gone-${gone}`,
      action: {
        label: "Restore",
        run: () => {
          if (restoreFiles(doc, [gone]).length > 0) openFile(gone);
        },
      },
    });
  }, [files, file, doc, openFile]);
}
