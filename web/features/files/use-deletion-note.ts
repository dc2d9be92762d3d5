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
  useEffect(() => {
    const before = own.current;
    const shown = files.find(({ id }) => id === file);
    own.current = { file, path: shown?.path ?? before.path };
    if (!before.file || files.some(({ id }) => id === before.file)) return;
    const { file: gone, path } = before;
    if (removedHere.has(gone)) return;
    notify(`${path} was deleted by someone else`, {
      action: {
        label: "Restore",
        run: () => {
          if (restoreFiles(doc, [gone]).length > 0) openFile(gone);
        },
      },
    });
  }, [files, file, doc, openFile]);
}
